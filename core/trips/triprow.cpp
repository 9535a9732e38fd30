// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/triprow.h"

#include "core/base/zonedtime.h"
#include "core/trips/filterjson.h"
#include "core/trips/nulltext.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Binds;
using storage::Row;

namespace
{
QJsonObject stored(const LastError &error)
{
    return {{u"code"_s, error.code},
            {u"side"_s, error.side},
            {u"source"_s, error.source},
            {u"at"_s, toRfc3339(error.at)},
            {u"consecutive"_s, error.consecutive}};
}

LastError errorFrom(const QJsonObject &json)
{
    return {json.value(u"code"_s).toString(), json.value(u"side"_s).toString(), json.value(u"source"_s).toString(),
            fromRfc3339(json.value(u"at"_s).toString()).value_or(Instant()), json.value(u"consecutive"_s).toInt(1)};
}
} // namespace

const QStringList &tripColumnNames()
{
    static const QStringList names{u"id"_s,
                                   u"user_id"_s,
                                   u"name"_s,
                                   u"name_key"_s,
                                   u"origin_airport"_s,
                                   u"destination_airport"_s,
                                   u"trip_kind"_s,
                                   u"depart_date"_s,
                                   u"return_date"_s,
                                   u"adults"_s,
                                   u"currency"_s,
                                   u"track_flights"_s,
                                   u"track_hotels"_s,
                                   u"flight_filters"_s,
                                   u"hotel_filters"_s,
                                   u"reminder_days"_s,
                                   u"status"_s,
                                   u"query_revision"_s,
                                   u"paused_at"_s,
                                   u"expired_at"_s,
                                   u"last_refreshed_at"_s,
                                   u"last_checked_at"_s,
                                   u"last_error"_s,
                                   u"version"_s,
                                   u"created_at"_s,
                                   u"updated_at"_s};
    return names;
}

QString tripColumns()
{
    static const QString columns = u"t."_s + tripColumnNames().join(u", t."_s);
    return columns;
}

Binds tripBinds(const Trip &trip)
{
    const TripPlan &plan = trip.plan;
    QJsonArray reminders;
    for (const int days : plan.reminderDays)
        reminders.append(days);
    return {trip.id,
            trip.userId,
            plan.name,
            plan.nameKey,
            orNull(plan.originAirport),
            orNull(plan.destinationAirport),
            toText(plan.kind),
            toIsoDate(plan.departDate),
            plan.returnDate ? std::optional(toIsoDate(*plan.returnDate)) : std::nullopt,
            plan.adults,
            plan.currency,
            plan.tracksFlights(),
            plan.tracksHotels(),
            plan.flights ? std::optional(toJson(*plan.flights)) : std::nullopt,
            plan.hotels ? std::optional(toJson(*plan.hotels)) : std::nullopt,
            reminders,
            toText(trip.status),
            trip.queryRevision,
            trip.pausedAt,
            trip.expiredAt,
            trip.lastRefreshedAt,
            trip.lastCheckedAt,
            trip.lastError ? std::optional(stored(*trip.lastError)) : std::nullopt,
            trip.version,
            trip.createdAt,
            trip.updatedAt};
}

Trip tripFrom(const Row &row)
{
    Trip trip;
    TripPlan &plan = trip.plan;
    trip.id = row.text(0);
    trip.userId = row.text(1);
    plan.name = row.text(2);
    plan.nameKey = row.text(3);
    plan.originAirport = row.text(4);
    plan.destinationAirport = row.text(5);
    plan.kind = tripKindFromText(row.text(6)).value_or(TripKind::RoundTrip);
    plan.departDate = fromIsoDate(row.text(7)).value_or(QDate());
    if (!row.isNull(8))
        plan.returnDate = fromIsoDate(row.text(8));
    plan.adults = static_cast<int>(row.integer(9));
    plan.currency = row.text(10);
    if (row.boolean(11))
        plan.flights = flightFiltersFromJson(row.object(13));
    if (row.boolean(12))
        plan.hotels = hotelFiltersFromJson(row.object(14));
    const QJsonArray reminders = row.array(15);
    for (const QJsonValue &days : reminders)
        plan.reminderDays.append(days.toInt());
    trip.status = tripStatusFromText(row.text(16)).value_or(TripStatus::Error);
    trip.queryRevision = static_cast<int>(row.integer(17));
    trip.pausedAt = row.optInstant(18);
    trip.expiredAt = row.optInstant(19);
    trip.lastRefreshedAt = row.optInstant(20);
    trip.lastCheckedAt = row.optInstant(21);
    if (!row.isNull(22))
        trip.lastError = errorFrom(row.object(22));
    trip.version = static_cast<int>(row.integer(23));
    trip.createdAt = row.instant(24);
    trip.updatedAt = row.instant(25);
    return trip;
}

} // namespace portier::trips
