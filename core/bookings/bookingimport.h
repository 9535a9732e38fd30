// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingcaller.h"
#include "core/bookings/bookingenvironment.h"
#include "core/bookings/bookingfile.h"

#include <QCoroTask>

namespace portier::bookings
{

struct BookingImportOptions {
    BookingFileFormat format = BookingFileFormat::Csv;
    // For rows that do not say it themselves:
    QString affiliation; ///< name or id of a party
    QString email;
    BookingStatus status = BookingStatus::Confirmed; ///< or Pending
    bool dryRun = false;                             ///< write nothing, report the same
};

/// Who has the days of a row: a stored booking, or another row of the file.
struct ImportConflict {
    int row = 0; ///< 0: a stored booking
    QString firstName;
    BookingStatus status = BookingStatus::Pending;
    DateRange range;
};

/// What became of one row of the file.
struct ImportedBooking {
    int row = 0;
    QString firstName;
    std::optional<DateRange> range;
    QString result;    ///< created | skipped | conflict | error
    QString bookingId; ///< created, except in a dry run
    QList<FieldError> problems;
    QList<ImportConflict> conflicts;
};

/// What an import did. `written` is false when it was a dry run, or when a bad row kept everything out.
struct BookingImportReport {
    QList<ImportedBooking> rows;
    QStringList ignoredColumns;
    bool written = false;

    [[nodiscard]] int count(QLatin1StringView result) const;
    [[nodiscard]] bool hasErrors() const;
};

/// Brings in bookings that were kept elsewhere, past ones too, all or none, without a single mail (docs/adr/0045).
class BookingImport
{
public:
    BookingImport(storage::Database &database, std::shared_ptr<Clock> clock, BookingEnv environment);

    /// Bad rows and conflicts are part of the report; errors are those of the file as a whole (readBookingFile),
    /// Forbidden for anybody but admins, NotFound for an unknown house, and Invalid "resource_closed" for one without
    /// an active party.
    QCoro::Task<Result<BookingImportReport>> run(BookingCaller caller, QString resourceId, QByteArray content,
                                                 BookingImportOptions options);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    BookingEnv m_environment;
};

} // namespace portier::bookings
