// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/trippersonaldata.h"

#include "core/scheduling/scheduler.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripfile.h"
#include "core/trips/tripremoval.h"
#include "core/trips/tripscheduleservice.h"
#include "core/trips/tripstore.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using operations::Person;
using storage::Transaction;

namespace
{
Result<QJsonArray> collectPrices(Transaction &tx, const QList<std::pair<QString, QString>> &trips)
{
    QJsonArray prices;
    for (const auto &[id, name] : trips) {
        const QString &tripName = name; // structured bindings cannot be captured
        PORTIER_TRY(SnapshotStore(tx).forEachPrice(id, {}, [&prices, &tripName](const Snapshot &snapshot) {
            prices.append(snapshotFileJson(tripName, snapshot));
            return true;
        }));
    }
    return prices;
}

Result<QJsonObject> collect(Transaction &tx, const Person &person)
{
    if (person.accountId.isEmpty())
        return QJsonObject();
    QJsonArray trips;
    QList<std::pair<QString, QString>> names;
    PORTIER_TRY(TripStore(tx).forEach(person.accountId, [&](const TripView &view) {
        trips.append(tripFileJson(view.trip, view.rule ? std::optional(view.rule->wish) : std::nullopt));
        names.append({view.trip.id, view.trip.plan.name});
        return true;
    }));
    PORTIER_ASSIGN(prices, collectPrices(tx, names));
    QJsonObject data{{u"trips"_s, trips}, {u"snapshots"_s, prices}};
    PORTIER_ASSIGN(schedule, TripStore(tx).findSchedule(person.accountId));
    if (schedule)
        data.insert(u"schedule"_s, QJsonObject{{u"frequency"_s, toText(schedule->frequency)},
                                               {u"local_time"_s, schedule->localTime.toString(u"HH:mm"_s)},
                                               {u"time_zone"_s, schedule->zone}});
    return data;
}

/// One trip at a time, its prices before itself; then what is the account's own.
Result<qint64> erase(const TripEnvironment &environment, Transaction &tx, const Person &person, int batch, Instant now)
{
    if (person.accountId.isEmpty())
        return 0;
    PORTIER_TRY(tx.serialise(u"trips:"_s + person.accountId));
    PORTIER_ASSIGN(ids, TripStore(tx).ids(person.accountId));
    if (!ids.isEmpty()) {
        PORTIER_ASSIGN(prices, SnapshotStore(tx).removeSome(ids.constFirst(), batch));
        if (prices > 0)
            return prices;
        PORTIER_TRY(removeTrip(environment, tx, {person.accountId, {}, false}, ids.constFirst(), now));
        return 1;
    }
    PORTIER_TRY(scheduling::Scheduler::remove(tx, refreshSchedule, person.accountId, now));
    return TripStore(tx).removeAccount(person.accountId);
}
} // namespace

operations::PersonalDataSource tripPersonalData(Environment environment)
{
    operations::PersonalDataSource source;
    source.name = u"trips"_s;
    source.collect = collect;
    source.erase = [environment = std::move(environment)](Transaction &tx, const Person &person, int batch,
                                                          Instant now) {
        return erase(*environment, tx, person, batch, now);
    };
    return source;
}

} // namespace portier::trips
