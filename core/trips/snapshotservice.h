// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/history.h"
#include "core/trips/refreshservice.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// Which part of a history is shown, and which offers are followed through it.
struct HistoryQuery {
    SnapshotRange range;
    Bucket bucket = Bucket::Day;
    QString flightKey;
    QString hotelKey;
    bool includeSimulated = false; ///< also where real prices exist (TRP-172)
    bool withOffers = false;       ///< every offer of the newest snapshot is followed, not only the two keys
};

/// A snapshot as its owner sees it.
struct SnapshotView {
    Snapshot snapshot;
    std::optional<QJsonObject> offers; ///< {"flights": [...], "hotels": [...]}
};

/// Looks at stored prices. A foreign or missing trip or snapshot is NotFound "not_found".
class SnapshotService
{
public:
    SnapshotService(storage::Database &database, Environment environment);

    QCoro::Task<Result<ListPage<Snapshot>>> page(Caller caller, QString tripId, SnapshotRange range, int limit,
                                                 std::optional<QJsonObject> after);
    QCoro::Task<Result<SnapshotView>> find(Caller caller, QString tripId, QString snapshotId, bool withOffers);
    QCoro::Task<Result<History>> history(Caller caller, QString tripId, HistoryQuery query);

private:
    storage::Database &m_database;
    Environment m_environment;
};

} // namespace portier::trips
