// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/idempotency.h"
#include "core/trips/checkflow.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// One page of a list that runs from new to old.
template <class T>
struct ListPage {
    QList<T> items;
    std::optional<QJsonObject> next;
};

/// Checks and runs that people start and look at (trips.md 5.8).
class RefreshService
{
public:
    RefreshService(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment);

    /// TRP-136, TRP-138. Errors: NotFound, Conflict "trip_paused", "trip_expired", "trip_departed", Unavailable
    /// "rate_limited" {policy, retry_after}.
    QCoro::Task<Result<AskedCheck>> refreshOne(Caller caller, QString tripId, Trigger trigger = Trigger::Manual,
                                               bool liveOnly = false,
                                               operations::RememberReply<AskedCheck> remember = {});
    /// TRP-137. Errors: Conflict "refresh_running" {run_id}, "nothing_to_refresh", Unavailable "rate_limited".
    QCoro::Task<Result<RefreshRun>> refreshAll(Caller caller, operations::RememberReply<RefreshRun> remember = {});

    QCoro::Task<Result<RefreshRun>> findRun(Caller caller, QString runId);
    QCoro::Task<Result<ListPage<RefreshRun>>> runs(Caller caller, int limit, std::optional<QJsonObject> after);
    QCoro::Task<Result<PriceCheck>> findCheck(Caller caller, QString checkId);
    QCoro::Task<Result<ListPage<PriceCheck>>> checks(Caller caller, QString tripId, int limit,
                                                     std::optional<QJsonObject> after);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    Environment m_environment;
};

/// Cuts a list that was read one longer than asked, and says where the next page begins.
template <class T, class PositionOf>
[[nodiscard]] ListPage<T> cutPage(QList<T> items, int limit, PositionOf positionOf)
{
    ListPage<T> page;
    if (items.size() > limit) {
        items.resize(limit);
        page.next = positionOf(items.last());
    }
    page.items = std::move(items);
    return page;
}

} // namespace portier::trips
