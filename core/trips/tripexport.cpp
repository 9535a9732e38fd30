// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripexport.h"

#include "core/base/zonedtime.h"
#include "core/trips/snapshotstore.h"

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

Result<int> writeJson(Transaction &tx, const QString &userId, const ExportOptions &options, const Sink &sink)
{
    // The trips first, then their prices: ids and names of the trips fit into memory, prices need not.
    QList<std::pair<QString, QString>> trips;
    sink("{\"portier_trips\":1,\"trips\":[");
    JsonList tripList(sink);
    PORTIER_TRY(forEachTrip(tx, userId, options, [&](const TripView &view) -> Result<> {
        tripList.add(tripFileJson(view.trip, wishOf(view)));
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

Result<int> writeTripCsv(Transaction &tx, const QString &userId, const ExportOptions &options, const Sink &sink)
{
    int count = 0;
    sink(tripCsvHead());
    PORTIER_TRY(forEachTrip(tx, userId, options, [&](const TripView &view) -> Result<> {
        sink(tripCsvLine(view.trip, wishOf(view)));
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

TripExport::TripExport(storage::Database &database, Environment environment)
    : m_database(database), m_environment(std::move(environment))
{
}

QCoro::Task<Result<int>> TripExport::run(Caller caller, ExportOptions options, Sink sink)
{
    return m_database.read([environment = m_environment, caller, options, sink](Transaction &tx) -> Result<int> {
        PORTIER_ASSIGN(owner, ownerOf(*environment, tx, caller.userId));
        if (options.format == FileFormat::Json)
            return writeJson(tx, caller.userId, options, sink);
        if (options.history)
            return writeHistoryCsv(tx, caller.userId, options, zoneOf(owner), sink);
        return writeTripCsv(tx, caller.userId, options, sink);
    });
}

} // namespace portier::trips
