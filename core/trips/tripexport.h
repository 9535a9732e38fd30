// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/tripenvironment.h"
#include "core/trips/tripfile.h"

#include <functional>

namespace portier::trips
{

struct ExportOptions {
    FileFormat format = FileFormat::Json;
    QString tripId = {};  ///< empty: all trips of the caller
    bool history = false; ///< CSV: the price history instead of the trips; JSON always holds both
};

/// Takes one piece of a file after the other; false: enough, write no more.
using ExportSink = std::function<bool(const QByteArray &)>;

/// Writes the caller's own trips as a file that TripImport reads again (TRP-256, TRP-257).
class TripExport
{
public:
    TripExport(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment);

    /// Calls `sink` with one piece of the file after the other, on a database thread, so that nothing has to fit into
    /// memory as a whole, until it gives false. Gives the number of trips. Error: NotFound "not_found" for a foreign or
    /// missing trip. A departed trip is written as expired, or it could not be read again (docs/adr/0048).
    QCoro::Task<Result<int>> run(Caller caller, ExportOptions options, ExportSink sink);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Environment m_environment;
};

} // namespace portier::trips
