// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobqueue.h"
#include "core/trips/pricecheck.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

inline constexpr auto checkJobKind = QLatin1String("trips.check");
inline constexpr auto confirmJobKind = QLatin1String("trips.confirm");
inline constexpr auto runJobKind = QLatin1String("trips.run");
/// Announced when a run ends (storage::Database::announced).
inline constexpr auto runsTopic = QLatin1String("trips.runs");

/// Whether a job may run again by itself; nothing, or one that has ended, will not.
[[nodiscard]] bool mayStillRun(const std::optional<scheduling::Job> &job);

/// A check that was asked for: a new one, or the unfinished one of the trip (TRP-136).
struct AskedCheck {
    PriceCheck check;
    bool joined = false;
};

/// How checks and runs begin and end, inside the transaction of the change that causes it.
class CheckFlow
{
public:
    CheckFlow(const TripEnvironment &environment, storage::Transaction &tx, Instant now)
        : m_environment(environment), m_tx(tx), m_now(now)
    {
    }

    /// Queues a check of the trip as it is, or joins the unfinished one. An unfinished check of an older revision
    /// takes the new question over, or is followed by a check of its own when it is on the way (TRP-095).
    [[nodiscard]] Result<AskedCheck> ask(const Trip &trip, Trigger trigger, const QString &requestId = {},
                                         bool liveOnly = false, const QString &runId = {});
    /// Ends a check without a result and lets what waits for it go on.
    [[nodiscard]] Result<> cancel(PriceCheck check, const QString &userId, const QString &reason);
    /// Writes how a check ended, moves its runs on and starts what should follow it.
    [[nodiscard]] Result<> finish(PriceCheck check, const QString &userId);
    /// The trip goes: its unfinished check is cancelled (TRP-026).
    [[nodiscard]] Result<> cancelOf(const QString &tripId, const QString &userId, const QString &reason);

    /// Starts a run over these trips. Conflict "refresh_running" with "run_id" when one is running.
    [[nodiscard]] Result<RefreshRun> startRun(const QString &userId, RunKind kind, const QList<Trip> &trips,
                                              const QString &occurrenceId = {}, const QString &jobId = {});
    /// Gives a run whose job will not come back another one, which sees it to its end (TRP-141); false when it needs
    /// none.
    [[nodiscard]] Result<bool> watchAgain(const QString &runId);
    /// Ends what is unfinished in a run (TRP-047); false when it has ended.
    [[nodiscard]] Result<bool> endRun(const QString &runId);

private:
    [[nodiscard]] Result<> announceCheck(const PriceCheck &check, const QString &userId, bool created);
    [[nodiscard]] Result<QString> watch(const QString &runId);
    [[nodiscard]] Result<> startWaiting(RefreshRun &run);
    /// `today` of the owner; nothing when no more is to start for the account.
    [[nodiscard]] Result<bool> startItem(RefreshRun &run, RunItem &item, std::optional<QDate> today);
    [[nodiscard]] Result<> store(RefreshRun &run);
    [[nodiscard]] Result<> itemEnded(const PriceCheck &check);

    const TripEnvironment &m_environment;
    storage::Transaction &m_tx;
    Instant m_now;
};

} // namespace portier::trips
