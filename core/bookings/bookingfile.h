// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/bookings/booking.h"

#include <QJsonObject>

namespace portier::bookings
{

enum class BookingFileFormat { Csv, ICalendar };
[[nodiscard]] std::optional<BookingFileFormat> bookingFileFormatFromText(const QString &text); ///< "csv" | "ics"

/// One booking of a file, not yet judged by the rules.
struct FileBooking {
    int row = 0;                ///< CSV: line in the file; iCalendar: position of the event, from 1
    QJsonObject body;           ///< of a submission, with "affiliation_party_id" still as name or id
    QString status;             ///< "" | "pending" | "confirmed" | "denied" | "canceled"
    QList<FieldError> problems; ///< what could not even be turned into a body
};

struct BookingFile {
    QList<FileBooking> bookings;
    QStringList ignoredColumns; ///< unknown ones of a CSV header
};

/// Reads bookings that were kept elsewhere (docs/adr/0045). CSV: RFC 4180 in UTF-8 with the columns start_date,
/// end_date, requester_first_name, requester_email, party_size, affiliation, description, status, language in any
/// order. iCalendar: events of whole days; the summary is the first name, perhaps with the persons as our own feeds
/// write them. Errors of the file as a whole: Invalid "csv_malformed", "calendar_malformed", or "validation_failed".
[[nodiscard]] Result<BookingFile> readBookingFile(const QByteArray &content, BookingFileFormat format);

} // namespace portier::bookings
