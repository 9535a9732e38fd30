// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/idempotency.h"
#include "core/trips/tripenvironment.h"
#include "core/trips/tripfile.h"

namespace portier::trips
{

enum class NameConflict { Fail, Skip, Rename };
[[nodiscard]] std::optional<NameConflict> nameConflictFromText(const QString &text); ///< "fail" | "skip" | "rename"

struct ImportOptions {
    FileFormat format = FileFormat::Csv;
    NameConflict onConflict = NameConflict::Fail;
    bool partial = false; ///< write the good rows although others are bad
    bool dryRun = false;  ///< write nothing, report the same
};

/// What became of one row of the file.
struct ImportedRow {
    int row = 0;
    QString name;
    QString result; ///< created | skipped | renamed | error
    QString tripId; ///< created and renamed, except in a dry run
    QList<FieldError> problems;
};

/// What an import did (TRP-252). `written` is false when it was a dry run, or when a bad row kept everything out.
struct ImportReport {
    QList<ImportedRow> rows;
    QStringList ignoredColumns;
    int snapshots = 0;
    bool written = false;

    [[nodiscard]] int count(QLatin1StringView result) const;
    [[nodiscard]] bool hasErrors() const;
};

/// Brings trips in from a file and takes them out into one (TRP-250 to TRP-258).
class TripImport
{
public:
    TripImport(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment);

    /// Judges every row like a create and writes all of them or none, in one transaction. Bad rows are part of the
    /// report; errors are those of the file as a whole (readTripFile), and RateLimited trip creation at the edge.
    QCoro::Task<Result<ImportReport>> run(Caller caller, QByteArray content, ImportOptions options,
                                          operations::RememberReply<ImportReport> remember = {});

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Environment m_environment;
};

} // namespace portier::trips
