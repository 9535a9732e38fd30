// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingfile.h"

#include "core/base/csvheader.h"
#include "core/base/zonedtime.h"
#include "core/bookings/icalendarreader.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

constexpr qsizetype mostRows = 10'000;

struct Column {
    QString name;
    QString member; ///< of the body; empty: the status
};
const QList<Column> &columns()
{
    static const QList<Column> list{{u"start_date"_s, u"start_date"_s},
                                    {u"end_date"_s, u"end_date"_s},
                                    {u"requester_first_name"_s, u"requester_first_name"_s},
                                    {u"requester_email"_s, u"requester_email"_s},
                                    {u"party_size"_s, u"party_size"_s},
                                    {u"affiliation"_s, u"affiliation_party_id"_s},
                                    {u"description"_s, u"description"_s},
                                    {u"language"_s, u"language"_s},
                                    {u"status"_s, {}}};
    return list;
}

/// A number where it is one; anything else stays the text that its rule refuses.
QJsonValue cellValue(const Column &column, const QString &text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    return column.name == u"party_size"_s && isNumber ? QJsonValue(number) : QJsonValue(text);
}

void takeStatus(FileBooking &booking, const QString &status)
{
    if (!status.isEmpty() && !bookingStatusFromText(status))
        booking.problems.append({u"/status"_s, u"not_one_of"_s, {{u"allowed"_s, u"pending, confirmed"_s}}});
    booking.status = status;
}

FileBooking bookingFrom(const CsvHeader &header, const CsvRecord &record)
{
    FileBooking booking;
    booking.row = record.line;
    booking.problems = surplusCells(header, record);
    for (const Column &column : columns()) {
        const QString text = csvCell(header, record, column.name);
        if (text.isEmpty())
            continue;
        if (column.member.isEmpty())
            takeStatus(booking, text);
        else
            booking.body.insert(column.member, cellValue(column, text));
    }
    return booking;
}

Result<BookingFile> readCsvFile(const QByteArray &content)
{
    PORTIER_ASSIGN(records, readCsv(content));
    QStringList known;
    for (const Column &column : columns())
        known.append(column.name);
    PORTIER_ASSIGN(header, readCsvHeader(records, known, {u"start_date"_s, u"end_date"_s, u"requester_first_name"_s}));
    BookingFile file;
    file.ignoredColumns = header.ignored;
    for (const CsvRecord &record : records.sliced(1))
        file.bookings.append(bookingFrom(header, record));
    return file;
}

/// "Mara, 4 Personen" as our own feeds have it, or a name alone.
void takeSummary(FileBooking &booking, const QString &summary)
{
    static const QRegularExpression withPersons(u"\\A(.*), *([0-9]{1,3}) (?:Personen|Person|people|person)\\z"_s);
    const auto match = withPersons.match(summary.trimmed());
    booking.body.insert(u"requester_first_name"_s, match.hasMatch() ? match.captured(1) : summary);
    if (match.hasMatch())
        booking.body.insert(u"party_size"_s, match.captured(2).toInt());
}

FileBooking bookingFrom(const ReadEvent &event, int row)
{
    static const QHash<QString, QString> states{
        {u"TENTATIVE"_s, u"pending"_s}, {u"CONFIRMED"_s, u"confirmed"_s}, {u"CANCELLED"_s, u"canceled"_s}};
    FileBooking booking;
    booking.row = row;
    booking.status = states.value(event.status);
    takeSummary(booking, event.summary);
    if (event.start.isValid()) {
        booking.body.insert(u"start_date"_s, toIsoDate(event.start));
        booking.body.insert(u"end_date"_s, toIsoDate(event.end));
    }
    if (!event.email.isEmpty())
        booking.body.insert(u"requester_email"_s, event.email);
    if (!event.description.isEmpty())
        booking.body.insert(u"description"_s, event.description);
    if (event.start.isValid() && !event.wholeDays)
        booking.problems.append({u"/start_date"_s, u"whole_days_only"_s, {}});
    if (event.recurs)
        booking.problems.append({u"/start_date"_s, u"recurring_event"_s, {}});
    return booking;
}

Result<BookingFile> readCalendarFile(const QByteArray &content)
{
    PORTIER_ASSIGN(events, readCalendar(content));
    BookingFile file;
    for (const ReadEvent &event : std::as_const(events))
        file.bookings.append(bookingFrom(event, static_cast<int>(file.bookings.size()) + 1));
    return file;
}

} // namespace

std::optional<BookingFileFormat> bookingFileFormatFromText(const QString &text)
{
    if (text == u"csv"_s)
        return BookingFileFormat::Csv;
    return text == u"ics"_s ? std::optional(BookingFileFormat::ICalendar) : std::nullopt;
}

Result<BookingFile> readBookingFile(const QByteArray &content, BookingFileFormat format)
{
    PORTIER_ASSIGN(file, format == BookingFileFormat::Csv ? readCsvFile(content) : readCalendarFile(content));
    if (file.bookings.size() > mostRows)
        return fail(Error::invalid({{{}, u"too_many"_s, {{u"max"_s, qint64(mostRows)}}}}));
    return file;
}

} // namespace portier::bookings
