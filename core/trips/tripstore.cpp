// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripstore.h"

#include "core/base/enumtext.h"
#include "core/base/zonedtime.h"
#include "core/operations/changefeed.h"
#include "core/storage/sqldialect.h"
#include "core/trips/alertstore.h"
#include "core/trips/checkstore.h"
#include "core/trips/triprow.h"

#include <QJsonArray>

#include <limits>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Bind;
using storage::Binds;
using storage::Row;

namespace
{
constexpr EnumTable<TripSort, 5> sorts{{{TripSort::Created, "created"},
                                        {TripSort::Name, "name"},
                                        {TripSort::DepartDate, "depart_date"},
                                        {TripSort::Total, "total"},
                                        {TripSort::Updated, "updated"}}};

/// How a list is ordered: a column, whether its largest value comes first, and whether it is a number.
struct Order {
    QString column;
    bool descending;
    bool numeric;
};

/// Trips without a total come last, whatever the direction.
constexpr qint64 noTotal = std::numeric_limits<qint64>::max();

Order orderOf(TripSort sort)
{
    switch (sort) {
    case TripSort::Created:
        return {u"t.created_at"_s, true, true};
    case TripSort::Name:
        return {u"t.name_key"_s, false, false};
    case TripSort::DepartDate:
        return {u"t.depart_date"_s, false, false};
    case TripSort::Total:
        return {u"COALESCE(t.latest_total_minor, %1)"_s.arg(noTotal), false, true};
    case TripSort::Updated:
        return {u"t.updated_at"_s, true, true};
    }
    Q_UNREACHABLE();
}

QJsonObject positionOf(const TripView &view, TripSort sort)
{
    const auto key = [&]() -> QJsonValue {
        switch (sort) {
        case TripSort::Created:
            return toMs(view.trip.createdAt);
        case TripSort::Name:
            return view.trip.plan.nameKey;
        case TripSort::DepartDate:
            return toIsoDate(view.trip.plan.departDate);
        case TripSort::Total: {
            const QJsonValue total = view.latest.value_or(QJsonObject()).value(u"total"_s);
            return total.isObject() ? total[u"amount_minor"_s].toInteger() : noTotal;
        }
        case TripSort::Updated:
            return toMs(view.trip.updatedAt);
        }
        Q_UNREACHABLE();
    }();
    // Text, because an int64 does not survive a JSON number everywhere.
    return {{u"key"_s, key.isString() ? key : QJsonValue(QString::number(key.toInteger()))}, {u"id"_s, view.trip.id}};
}

QString likePattern(QString text)
{
    text.replace(u"!"_s, u"!!"_s).replace(u"%"_s, u"!%"_s).replace(u"_"_s, u"!_"_s);
    return u'%' + text + u'%';
}

QString timeText(QTime time)
{
    return time.toString(u"HH:mm"_s);
}

const QString scheduleColumns =
    QStringLiteral("u.frequency, u.local_time, u.time_zone, u.gap_policy, u.own_time, u.user_id");

TripSchedule scheduleFrom(const Row &row, int first)
{
    TripSchedule schedule;
    if (row.isNull(first))
        return schedule;
    schedule.frequency = frequencyFromText(row.text(first)).value_or(Frequency::Daily);
    schedule.localTime = fromLocalTime(row.text(first + 1)).value_or(schedule.localTime);
    schedule.zone = row.text(first + 2);
    schedule.gapPolicy =
        row.text(first + 3) == u"skip"_s ? scheduling::GapPolicy::Skip : scheduling::GapPolicy::RunAtJump;
    schedule.isOwnTime = row.boolean(first + 4);
    return schedule;
}

QString viewColumns()
{
    return tripColumns() + u", t.latest, "_s + ruleColumns() + u", "_s + checkColumns() + u", "_s + scheduleColumns;
}

const QString viewTables = u" FROM trips t LEFT JOIN alert_rules r ON r.trip_id = t.id "
                           "LEFT JOIN price_checks c ON c.trip_id = t.id AND c.state <> 'done' "
                           "LEFT JOIN user_trip_schedules u ON u.user_id = t.user_id "_s;

TripView viewFrom(const Row &row)
{
    TripView view;
    view.trip = tripFrom(row);
    int column = tripColumnCount;
    if (!row.isNull(column))
        view.latest = row.object(column);
    ++column;
    if (!row.isNull(column))
        view.rule = ruleFrom(row, column);
    column += ruleColumnCount;
    if (!row.isNull(column))
        view.openCheck = checkFrom(row, column);
    column += checkColumnCount;
    view.schedule = scheduleFrom(row, column);
    return view;
}
} // namespace

std::optional<TripSort> tripSortFromText(const QString &text)
{
    return valueIn(sorts, text);
}

Result<> TripStore::insert(const Trip &trip)
{
    const Binds values = tripBinds(trip);
    QStringList marks(values.size(), u"?"_s);
    PORTIER_TRY(m_tx.exec(
        u"INSERT INTO trips (%1) VALUES (%2)"_s.arg(tripColumnNames().join(u", "_s), marks.join(u", "_s)), values));
    return {};
}

Result<bool> TripStore::update(const Trip &trip, int expectedVersion)
{
    QStringList names = tripColumnNames();
    Binds values = tripBinds(trip);
    names.removeFirst(); // the id
    values.removeFirst();
    values << trip.id << expectedVersion;
    PORTIER_ASSIGN(
        changed,
        m_tx.exec(u"UPDATE trips SET "_s + names.join(u" = ?, "_s) + u" = ? WHERE id = ? AND version = ?"_s, values));
    return changed == 1;
}

Result<> TripStore::setLatest(const QString &tripId, const std::optional<QJsonObject> &latest,
                              std::optional<qint64> totalMinor)
{
    PORTIER_TRY(
        m_tx.exec(u"UPDATE trips SET latest = ?, latest_total_minor = ? WHERE id = ?"_s, {latest, totalMinor, tripId}));
    return {};
}

Result<> TripStore::remove(const QString &tripId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM trips WHERE id = ?"_s, {tripId}));
    return {};
}

Result<std::optional<Trip>> TripStore::find(const QString &tripId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT %1 FROM trips t WHERE t.id = ?"_s.arg(tripColumns()), {tripId}));
    return row ? std::optional(tripFrom(*row)) : std::nullopt;
}

Result<std::optional<Trip>> TripStore::findLocked(const QString &tripId)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT %1 FROM trips t WHERE t.id = ?"_s.arg(tripColumns()) + m_tx.dialect().lockClause(),
                           {tripId}));
    return row ? std::optional(tripFrom(*row)) : std::nullopt;
}

Result<std::optional<TripView>> TripStore::findView(const QString &userId, const QString &tripId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + viewColumns() + viewTables + u"WHERE t.id = ? AND t.user_id = ?"_s,
                                      {tripId, userId}));
    return row ? std::optional(viewFrom(*row)) : std::nullopt;
}

Result<TripPage> TripStore::list(const QString &userId, const TripListQuery &query)
{
    QString where = u"WHERE t.user_id = ?"_s;
    Binds binds{userId};
    if (!query.statuses.isEmpty()) {
        QStringList marks;
        for (const TripStatus status : query.statuses) {
            marks.append(u"?"_s);
            binds.append(toText(status));
        }
        where += u" AND t.status IN (%1)"_s.arg(marks.join(u", "_s));
    }
    if (!query.text.isEmpty()) {
        where += u" AND (t.name_key LIKE ? ESCAPE '!' OR t.origin_airport = ? OR t.destination_airport = ?)"_s;
        const QString code = query.text.toUpper();
        binds << likePattern(query.text.toCaseFolded()) << code << code;
    }
    if (query.updatedAfter) {
        PORTIER_ASSIGN(first, operations::firstChangeSince(m_tx, *query.updatedAfter));
        const QString changed =
            u" FROM changes WHERE visibility = ? AND sequence >= ?"_s; // what its stamp alone would hide
        const QString visibility = u"account:"_s + userId;
        const qint64 from = first.value_or(std::numeric_limits<qint64>::max());
        where += u" AND (t.updated_at >= ? OR t.id IN (SELECT object_id"_s + changed + u" UNION SELECT subject_id"_s +
                 changed + u"))"_s;
        binds << *query.updatedAfter << visibility << from << visibility << from;
    }
    const Order order = orderOf(query.sort);
    if (query.after) {
        const QString key = query.after->value(u"key"_s).toString();
        where += u" AND (%1 %2 ? OR (%1 = ? AND t.id %2 ?))"_s.arg(order.column, order.descending ? u"<"_s : u">"_s);
        const Bind bind = order.numeric ? Bind(key.toLongLong()) : Bind(key);
        binds << bind << bind << query.after->value(u"id"_s).toString();
    }
    const QString direction = order.descending ? u"DESC"_s : u"ASC"_s;
    binds << query.limit + 1;
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + viewColumns() + viewTables + where +
                                        u" ORDER BY %1 %2, t.id %2 LIMIT ?"_s.arg(order.column, direction),
                                    binds));
    TripPage page;
    for (const Row &row : std::as_const(rows))
        page.items.append(viewFrom(row));
    if (page.items.size() > query.limit) {
        page.items.removeLast();
        page.next = positionOf(page.items.last(), query.sort);
    }
    return page;
}

Result<QList<Trip>> TripStore::tracked(const QString &userId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM trips t WHERE t.user_id = ? AND t.status IN ('active', 'error') "
                                    "ORDER BY t.created_at, t.id"_s.arg(tripColumns()),
                                    {userId}));
    QList<Trip> trips;
    for (const Row &row : std::as_const(rows))
        trips.append(tripFrom(row));
    return trips;
}

Result<qint64> TripStore::removeAccount(const QString &userId)
{
    PORTIER_ASSIGN(runs, m_tx.exec(u"DELETE FROM refresh_runs WHERE user_id = ?"_s, {userId}));
    PORTIER_ASSIGN(schedules, m_tx.exec(u"DELETE FROM user_trip_schedules WHERE user_id = ?"_s, {userId}));
    return runs + schedules;
}

Result<QList<QString>> TripStore::ids(const QString &userId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT id FROM trips WHERE user_id = ? ORDER BY created_at, id"_s, {userId}));
    QList<QString> ids;
    for (const Row &row : std::as_const(rows))
        ids.append(row.text(0));
    return ids;
}

Result<> TripStore::forEach(const QString &userId, const std::function<bool(const TripView &)> &visit)
{
    return m_tx.forEach(u"SELECT "_s + viewColumns() + viewTables +
                            u"WHERE t.user_id = ? ORDER BY t.created_at, t.id"_s,
                        {userId}, [&visit](const Row &row) { return visit(viewFrom(row)); });
}

Result<QStringList> TripStore::usersDepartedBefore(const QString &date)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT DISTINCT user_id FROM trips WHERE status IN ('active', 'error') "
                                    "AND depart_date < ? ORDER BY user_id"_s,
                                    {date}));
    QStringList users;
    for (const Row &row : std::as_const(rows))
        users.append(row.text(0));
    return users;
}

Result<int> TripStore::countTracked(const QString &userId)
{
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(u"SELECT COUNT(*) FROM trips WHERE user_id = ? AND status IN ('active', 'error')"_s, {userId}));
    return static_cast<int>(row->integer(0));
}

Result<int> TripStore::count(const QString &userId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM trips WHERE user_id = ?"_s, {userId}));
    return static_cast<int>(row->integer(0));
}

Result<std::optional<QString>> TripStore::idByName(const QString &userId, const QString &nameKey)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT id FROM trips WHERE user_id = ? AND name_key = ?"_s, {userId, nameKey}));
    return row ? row->optText(0) : std::nullopt;
}

Result<QMap<QString, qint64>> TripStore::countByStatus()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT status, COUNT(*) FROM trips GROUP BY status"_s));
    QMap<QString, qint64> counts;
    for (const Row &row : std::as_const(rows))
        counts.insert(row.text(0), row.integer(1));
    return counts;
}

Result<std::optional<TripSchedule>> TripStore::findSchedule(const QString &userId)
{
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(u"SELECT %1 FROM user_trip_schedules u WHERE u.user_id = ?"_s.arg(scheduleColumns), {userId}));
    return row ? std::optional(scheduleFrom(*row, 0)) : std::nullopt;
}

Result<> TripStore::putSchedule(const QString &userId, const TripSchedule &schedule, Instant now)
{
    const QString gap = schedule.gapPolicy == scheduling::GapPolicy::Skip ? u"skip"_s : u"run_at_jump"_s;
    PORTIER_TRY(m_tx.exec(u"INSERT INTO user_trip_schedules (user_id, frequency, local_time, time_zone, gap_policy, "
                          "own_time, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                          "ON CONFLICT (user_id) DO UPDATE SET frequency = excluded.frequency, "
                          "local_time = excluded.local_time, time_zone = excluded.time_zone, "
                          "gap_policy = excluded.gap_policy, own_time = excluded.own_time, "
                          "updated_at = excluded.updated_at"_s,
                          {userId, toText(schedule.frequency), timeText(schedule.localTime), schedule.zone, gap,
                           schedule.isOwnTime, now, now}));
    return {};
}

Result<> TripStore::moveDefaultSchedules(QTime time, Instant now)
{
    const QString text = timeText(time);
    PORTIER_TRY(m_tx.exec(u"UPDATE user_trip_schedules SET local_time = ?, updated_at = ? "
                          "WHERE own_time = 0 AND local_time <> ?"_s,
                          {text, now, text}));
    return {};
}

Result<QMap<QString, TripSchedule>> TripStore::schedules()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM user_trip_schedules u"_s.arg(scheduleColumns)));
    QMap<QString, TripSchedule> schedules;
    for (const Row &row : std::as_const(rows))
        schedules.insert(row.text(5), scheduleFrom(row, 0));
    return schedules;
}

} // namespace portier::trips
