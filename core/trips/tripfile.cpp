// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripfile.h"

#include "core/base/csvheader.h"
#include "core/base/zonedtime.h"
#include "core/contract/fieldreader.h"
#include "core/contract/strictjson.h"
#include "core/trips/alertrule.h"
#include "core/trips/trippolicy.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using contract::FieldReader;
using contract::Null;

namespace
{
constexpr int formatNumber = 1;
constexpr int maxTrips = 100'000;
constexpr int maxSnapshots = 2'000'000;

/// Where a column's text goes and what it becomes.
enum class Cell { Text, Integer, Boolean, List, IntegerList };
struct Column {
    QString name;
    QString group; ///< member object the value belongs to; empty: the trip itself
    Cell cell = Cell::Text;
};

/// TRP-250. The alert's columns come last and are put together by readAlertCells.
const QList<Column> &columns()
{
    static const QString flight = u"flight_filters"_s;
    static const QString hotel = u"hotel_filters"_s;
    static const QList<Column> list{
        {u"name"_s, {}, Cell::Text},
        {u"trip_kind"_s, {}, Cell::Text},
        {u"origin_airport"_s, {}, Cell::Text},
        {u"destination_airport"_s, {}, Cell::Text},
        {u"depart_date"_s, {}, Cell::Text},
        {u"return_date"_s, {}, Cell::Text},
        {u"adults"_s, {}, Cell::Integer},
        {u"currency"_s, {}, Cell::Text},
        {u"track_flights"_s, {}, Cell::Boolean},
        {u"track_hotels"_s, {}, Cell::Boolean},
        {u"cabin"_s, flight, Cell::Text},
        {u"max_stops"_s, flight, Cell::Integer},
        {u"airlines"_s, flight, Cell::List},
        {u"airline_match"_s, flight, Cell::Text},
        {u"city"_s, hotel, Cell::Text},
        {u"country_code"_s, hotel, Cell::Text},
        {u"check_in"_s, hotel, Cell::Text},
        {u"check_out"_s, hotel, Cell::Text},
        {u"rooms"_s, hotel, Cell::Integer},
        {u"adults_per_room"_s, hotel, Cell::Integer},
        {u"room_mode"_s, hotel, Cell::Text},
        {u"room_types"_s, hotel, Cell::List},
        {u"views"_s, hotel, Cell::List},
        {u"min_stars"_s, hotel, Cell::Integer},
        {u"status"_s, {}, Cell::Text},
        {u"reminder_days"_s, {}, Cell::IntegerList},
    };
    return list;
}
const QStringList &alertColumns()
{
    static const QStringList list{u"alert_kind"_s, u"alert_measure"_s, u"alert_threshold"_s};
    return list;
}

std::optional<QJsonValue> cellValue(const QString &text, Cell cell)
{
    bool ok = true;
    switch (cell) {
    case Cell::Text:
        return text;
    case Cell::Integer: {
        const qint64 number = text.toLongLong(&ok);
        return ok ? std::optional<QJsonValue>(number) : std::nullopt;
    }
    case Cell::Boolean:
        if (text == "true"_L1 || text == "1"_L1)
            return QJsonValue(true);
        return text == "false"_L1 || text == "0"_L1 ? std::optional<QJsonValue>(false) : std::nullopt;
    case Cell::List:
        return QJsonArray::fromStringList(text.split(u'|', Qt::SkipEmptyParts));
    case Cell::IntegerList:
        break;
    }
    QJsonArray numbers;
    const QStringList parts = text.split(u'|', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        numbers.append(part.trimmed().toLongLong(&ok));
        if (!ok)
            return std::nullopt;
    }
    return numbers;
}

QString expected(Cell cell)
{
    return cell == Cell::Boolean ? u"true, false"_s : u"integer"_s;
}

/// One data record by column name.
class RecordReader
{
public:
    RecordReader(const CsvHeader &header, const CsvRecord &record) : m_header(header), m_record(record)
    {
        m_trip.row = record.line;
        m_trip.problems = surplusCells(header, record);
    }

    FileTrip read()
    {
        QMap<QString, QJsonObject> groups;
        for (const Column &column : columns()) {
            const QString text = cell(column.name);
            if (text.isEmpty())
                continue;
            const auto value = cellValue(text, column.cell);
            if (!value)
                m_trip.problems.append({u'/' + column.name, u"wrong_type"_s, {{u"expected"_s, expected(column.cell)}}});
            else if (column.group.isEmpty())
                m_trip.body.insert(column.name, *value);
            else
                groups[column.group].insert(column.name, *value);
        }
        for (auto group = groups.cbegin(); group != groups.cend(); ++group)
            m_trip.body.insert(group.key(), group.value());
        readAlertCells();
        return m_trip;
    }

private:
    void readAlertCells()
    {
        QJsonObject alert;
        for (const auto &[column, member] :
             {std::pair{u"alert_kind"_s, u"kind"_s}, {u"alert_measure"_s, u"measure"_s}}) {
            if (const QString text = cell(column); !text.isEmpty())
                alert.insert(member, text);
        }
        const QString currency = cell(u"currency"_s);
        if (const QString text = cell(u"alert_threshold"_s); !text.isEmpty()) {
            const auto money = moneyFromDecimal(text, currency);
            if (!money)
                m_trip.problems.append({u"/alert_threshold"_s,
                                        currency.isEmpty() ? u"threshold_needs_currency"_s : money.error().code,
                                        {}});
            else
                alert.insert(u"threshold"_s,
                             QJsonObject{{u"amount_minor"_s, money->minor}, {u"currency"_s, money->currency}});
        }
        if (!alert.isEmpty())
            m_trip.body.insert(u"alert"_s, alert);
    }

    [[nodiscard]] QString cell(const QString &column) const { return csvCell(m_header, m_record, column); }

    const CsvHeader &m_header;
    const CsvRecord &m_record;
    FileTrip m_trip;
};

Result<TripFile> readCsvFile(const QByteArray &content)
{
    PORTIER_ASSIGN(records, readCsv(content));
    QStringList known = alertColumns();
    for (const Column &column : columns())
        known.append(column.name);
    PORTIER_ASSIGN(header, readCsvHeader(records, known, {u"name"_s}));
    TripFile file;
    file.ignoredColumns = header.ignored;
    for (const CsvRecord &record : records.sliced(1))
        file.trips.append(RecordReader(header, record).read());
    return file;
}

std::optional<qint64> minor(FieldReader &price, const QString &name)
{
    return price.integer(name, 1, 1'000'000'000'000'000, Null::Allowed);
}

FileSnapshot readSnapshot(FieldReader &price)
{
    FileSnapshot result;
    Snapshot &snapshot = result.snapshot;
    result.tripName = price.require(u"trip"_s).text(u"trip"_s, 1, 200).value_or(QString());
    snapshot.takenAt = price.require(u"taken_at"_s).instant(u"taken_at"_s).value_or(Instant());
    snapshot.queryRevision = static_cast<int>(price.integer(u"revision"_s, 1, 1'000'000'000).value_or(1));
    snapshot.currency = price.require(u"currency"_s).text(u"currency"_s).value_or(QString());
    if (!snapshot.currency.isEmpty() && !currencyExponent(snapshot.currency))
        price.fail(u"currency"_s, u"currency_unknown"_s);
    snapshot.flightMinor = minor(price, u"flight_minor"_s);
    snapshot.hotelMinor = minor(price, u"hotel_minor"_s);
    snapshot.totalMinor = minor(price, u"total_minor"_s);
    snapshot.flightSource = price.text(u"flight_source"_s, 0, 40, Null::Allowed).value_or(QString());
    snapshot.hotelSource = price.text(u"hotel_source"_s, 0, 40, Null::Allowed).value_or(QString());
    snapshot.complete = price.boolean(u"complete"_s).value_or(snapshot.totalMinor.has_value());
    snapshot.degraded = price.boolean(u"degraded"_s).value_or(false);
    snapshot.partial = price.boolean(u"partial"_s).value_or(false);
    snapshot.stale = price.boolean(u"stale"_s).value_or(false);
    snapshot.cached = price.boolean(u"cached"_s).value_or(false);
    snapshot.simulated = price.boolean(u"simulated"_s).value_or(false);
    snapshot.backfilled = true;
    return result;
}

Result<TripFile> readJsonFile(const QByteArray &content)
{
    PORTIER_ASSIGN(document, contract::parseStrictJson(content));
    FieldReader reader(document);
    const auto number = reader.require(u"portier_trips"_s).integer(u"portier_trips"_s, 1);
    if (number && *number > formatNumber)
        return fail(Error::invalid({{u"/portier_trips"_s, u"format_unsupported"_s, {{u"max"_s, formatNumber}}}}));
    TripFile file;
    const QJsonArray trips = reader.require(u"trips"_s).value(u"trips"_s).toArray();
    if (!document["trips"_L1].isArray() && document.contains("trips"_L1))
        reader.fail(u"trips"_s, u"wrong_type"_s);
    if (trips.size() > maxTrips)
        reader.fail(u"trips"_s, u"too_many"_s, {{u"max"_s, maxTrips}});
    for (const QJsonValue &value : trips) {
        FileTrip trip;
        trip.row = static_cast<int>(file.trips.size()) + 1;
        trip.body = value.toObject();
        if (!value.isObject())
            trip.problems.append({{}, u"wrong_type"_s, {{u"expected"_s, u"object"_s}}});
        const QJsonValue revision = trip.body.take(u"query_revision"_s);
        trip.queryRevision = std::max(1, revision.toInt(1));
        file.trips.append(trip);
    }
    reader.objects(
        u"snapshots"_s, maxSnapshots, [&file](FieldReader &price) { file.snapshots.append(readSnapshot(price)); },
        Null::Allowed);
    PORTIER_TRY(reader.finish());
    return file;
}

QString text(std::optional<int> number)
{
    return number ? QString::number(*number) : QString();
}

QString decimal(std::optional<qint64> amount, const QString &currency)
{
    return amount ? toDecimal({*amount, currency}) : QString();
}

QString cellText(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? u"true"_s : u"false"_s;
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (!value.isArray())
        return value.toString();
    QStringList parts;
    const QJsonArray items = value.toArray();
    for (const QJsonValue &item : items)
        parts.append(cellText(item));
    return parts.join(u'|');
}

/// A trip in error is exported as active: the error is a fact of this installation, not of the journey.
QString fileStatus(TripStatus status)
{
    return toText(status == TripStatus::Error ? TripStatus::Active : status);
}

} // namespace

std::optional<FileFormat> fileFormatFromText(const QString &text)
{
    if (text == "csv"_L1)
        return FileFormat::Csv;
    return text == "json"_L1 ? std::optional(FileFormat::Json) : std::nullopt;
}

Result<TripFile> readTripFile(const QByteArray &content, FileFormat format)
{
    return format == FileFormat::Csv ? readCsvFile(content) : readJsonFile(content);
}

QByteArray tripCsvHead()
{
    QStringList names;
    for (const Column &column : columns())
        names.append(column.name);
    return csvLine(names + alertColumns());
}

QByteArray tripCsvLine(const Trip &trip, const std::optional<AlertWish> &alert)
{
    QJsonObject body = tripBody(trip.plan, alert);
    body.insert(u"status"_s, fileStatus(trip.status));
    QStringList cells;
    for (const Column &column : columns()) {
        const QJsonObject group = column.group.isEmpty() ? body : body.value(column.group).toObject();
        cells.append(guardFormula(cellText(group.value(column.name))));
    }
    cells.append(alert ? toText(alert->kind) : QString());
    cells.append(alert ? toText(alert->measure) : QString());
    cells.append(alert ? decimal(alert->thresholdMinor, trip.plan.currency) : QString());
    return csvLine(cells);
}

QJsonObject tripFileJson(const Trip &trip, const std::optional<AlertWish> &alert)
{
    QJsonObject body = tripBody(trip.plan, alert);
    body.insert(u"status"_s, fileStatus(trip.status));
    body.insert(u"query_revision"_s, trip.queryRevision);
    return body;
}

QJsonObject snapshotFileJson(const QString &tripName, const Snapshot &snapshot)
{
    QJsonObject json{{u"trip"_s, tripName},
                     {u"taken_at"_s, toRfc3339(snapshot.takenAt)},
                     {u"revision"_s, snapshot.queryRevision},
                     {u"currency"_s, snapshot.currency},
                     {u"flight_source"_s, snapshot.flightSource},
                     {u"hotel_source"_s, snapshot.hotelSource},
                     {u"complete"_s, snapshot.complete},
                     {u"degraded"_s, snapshot.degraded},
                     {u"partial"_s, snapshot.partial},
                     {u"stale"_s, snapshot.stale},
                     {u"cached"_s, snapshot.cached},
                     {u"simulated"_s, snapshot.simulated}};
    const auto insert = [&json](const QString &name, std::optional<qint64> amount) {
        if (amount)
            json.insert(name, *amount);
    };
    insert(u"flight_minor"_s, snapshot.flightMinor);
    insert(u"hotel_minor"_s, snapshot.hotelMinor);
    insert(u"total_minor"_s, snapshot.totalMinor);
    return json;
}

QByteArray historyCsvHead()
{
    return csvLine({u"trip"_s, u"taken_at"_s, u"local_time"_s, u"revision"_s, u"currency"_s, u"flight"_s, u"hotel"_s,
                    u"total"_s, u"flight_source"_s, u"hotel_source"_s, u"degraded"_s, u"partial"_s, u"stale"_s,
                    u"cached"_s, u"simulated"_s});
}

QByteArray historyCsvLine(const QString &tripName, const Snapshot &snapshot, const QTimeZone &zone)
{
    const auto flag = [](bool value) { return value ? u"true"_s : u"false"_s; };
    return csvLine({guardFormula(tripName), toRfc3339(snapshot.takenAt),
                    toLocal(snapshot.takenAt, zone).toString(u"yyyy-MM-ddTHH:mm:ss"_s), text(snapshot.queryRevision),
                    snapshot.currency, decimal(snapshot.flightMinor, snapshot.currency),
                    decimal(snapshot.hotelMinor, snapshot.currency), decimal(snapshot.totalMinor, snapshot.currency),
                    guardFormula(snapshot.flightSource), guardFormula(snapshot.hotelSource), flag(snapshot.degraded),
                    flag(snapshot.partial), flag(snapshot.stale), flag(snapshot.cached), flag(snapshot.simulated)});
}

} // namespace portier::trips
