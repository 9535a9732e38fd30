// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripexport.h"

#include "core/base/zonedtime.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripdue.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Transaction;
using Sink = ExportSink;

namespace
{

std::optional<AlertWish> wishOf(const TripView &view)
{
    return view.rule ? std::optional(view.rule->wish) : std::nullopt;
}

/// Only expired trips may lie in the past of whoever reads the file (TRP-252).
Trip exported(Trip trip, QDate today)
{
    if (isDeparted(trip.plan, today))
        trip.status = TripStatus::Expired;
    return trip;
}

/// A code that the tables lack was accepted once, and is again (TRP-017, TRP-256).
QJsonObject fileJson(const TripEnvironment &environment, const TripView &view, QDate today)
{
    QJsonObject json = tripFileJson(exported(view.trip, today), wishOf(view));
    for (const QString &code : {view.trip.plan.originAirport, view.trip.plan.destinationAirport}) {
        if (!code.isEmpty() && environment.knowsAirport && !environment.knowsAirport(code))
            json.insert(u"accept_unknown_airports"_s, true);
    }
    return json;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Visits the one trip asked for, or all of the user.
Result<> forEachTrip(Transaction &tx, const QString &userId, const ExportOptions &options,
                     const std::function<Result<>(const TripView &)> &visit)
{
    TripStore store(tx);
    if (!options.tripId.isEmpty()) {
        PORTIER_ASSIGN(view, store.findView(userId, options.tripId));
        return view ? visit(*view) : fail(Error::notFound());
    }
    Result<> state;
    PORTIER_TRY(store.forEach(userId, [&](const TripView &view) {
        state = visit(view);
        return state.has_value();
    }));
    return state;
}

/// Puts a comma before every piece but the first.
class JsonList
{
public:
    explicit JsonList(const Sink &sink) : m_sink(sink) {}
    bool add(const QJsonObject &object)
    {
        const bool goesOn = m_sink((m_first ? "\n" : ",\n") + compact(object));
        m_first = false;
        return goesOn;
    }

private:
    const Sink &m_sink;
    bool m_first = true;
};

Result<int> writeJson(const TripEnvironment &environment, Transaction &tx, const QString &userId,
                      const ExportOptions &options, QDate today, const Sink &sink)
{
    // The trips first, then their prices: ids and names of the trips fit into memory, prices need not.
    QList<std::pair<QString, QString>> trips;
    sink("{\"portier_trips\":1,\"trips\":[");
    JsonList tripList(sink);
    PORTIER_TRY(forEachTrip(tx, userId, options, [&](const TripView &view) -> Result<> {
        tripList.add(fileJson(environment, view, today));
        trips.append({view.trip.id, view.trip.plan.name});
        return {};
    }));
    sink("],\n\"snapshots\":[");
    JsonList priceList(sink);
    for (const auto &[id, name] : std::as_const(trips)) {
        const QString &tripName = name; // structured bindings cannot be captured
        PORTIER_TRY(SnapshotStore(tx).forEachPrice(id, {}, [&priceList, &tripName](const Snapshot &snapshot) {
            return priceList.add(snapshotFileJson(tripName, snapshot));
        }));
    }
    sink("]}\n");
    return static_cast<int>(trips.size());
}

Result<int> writeTripCsv(Transaction &tx, const QString &userId, const ExportOptions &options, QDate today,
                         const Sink &sink)
{
    int count = 0;
    sink(tripCsvHead());
    PORTIER_TRY(forEachTrip(tx, userId, options, [&](const TripView &view) -> Result<> {
        sink(tripCsvLine(exported(view.trip, today), wishOf(view)));
        ++count;
        return {};
    }));
    return count;
}

Result<int> writeHistoryCsv(Transaction &tx, const QString &userId, const ExportOptions &options, const QTimeZone &zone,
                            const Sink &sink)
{
    QList<std::pair<QString, QString>> trips;
    PORTIER_TRY(forEachTrip(tx, userId, options, [&](const TripView &view) -> Result<> {
        trips.append({view.trip.id, view.trip.plan.name});
        return {};
    }));
    sink(historyCsvHead());
    for (const auto &[id, name] : std::as_const(trips)) {
        const QString &tripName = name;
        PORTIER_TRY(SnapshotStore(tx).forEachPrice(id, {}, [&sink, &tripName, &zone](const Snapshot &snapshot) {
            return sink(historyCsvLine(tripName, snapshot, zone));
        }));
    }
    return static_cast<int>(trips.size());
}

} // namespace

TripExport::TripExport(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<int>> TripExport::run(Caller caller, ExportOptions options, Sink sink)
{
    return m_database.read(
        [environment = m_environment, caller, options, sink, now = m_clock->now()](Transaction &tx) -> Result<int> {
            PORTIER_ASSIGN(owner, ownerOf(*environment, tx, caller.userId));
            const QDate today = localDate(now, zoneOf(owner));
            if (options.format == FileFormat::Json)
                return writeJson(*environment, tx, caller.userId, options, today, sink);
            if (options.history)
                return writeHistoryCsv(tx, caller.userId, options, zoneOf(owner), sink);
            return writeTripCsv(tx, caller.userId, options, today, sink);
        });
}

} // namespace portier::trips
