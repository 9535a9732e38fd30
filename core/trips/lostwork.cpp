// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/lostwork.h"

#include "core/base/log.h"
#include "core/scheduling/jobqueue.h"
#include "core/trips/checkflow.h"
#include "core/trips/checkresult.h"
#include "core/trips/checkstore.h"
#include "core/trips/runstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using storage::Transaction;

namespace
{
/// What the look found; each is looked at again in the transaction that ends it.
struct Lost {
    QStringList checkIds;
    QStringList overdueRunIds;
    QStringList unwatchedRunIds;
};

Result<bool> isLost(Transaction &tx, const PriceCheck &check)
{
    PORTIER_ASSIGN(job, scheduling::JobQueue::find(tx, check.jobId));
    return !mayStillRun(job);
}

Result<Lost> look(Transaction &tx, Instant overdueBefore)
{
    Lost lost;
    PORTIER_ASSIGN(checks, CheckStore(tx).allUnfinished());
    for (const PriceCheck &check : std::as_const(checks)) {
        PORTIER_ASSIGN(gone, isLost(tx, check));
        if (gone)
            lost.checkIds.append(check.id);
    }
    PORTIER_ASSIGN(runs, RunStore(tx).allRunning());
    for (const RefreshRun &run : std::as_const(runs)) {
        PORTIER_ASSIGN(job, scheduling::JobQueue::find(tx, run.jobId));
        if (run.createdAt < overdueBefore)
            lost.overdueRunIds.append(run.id);
        else if (!mayStillRun(job))
            lost.unwatchedRunIds.append(run.id);
    }
    return lost;
}

/// On PostgreSQL a check that ends just now looks lost between its own row and its job's: so its row is read last.
Result<bool> closeCheck(const TripEnvironment &environment, Transaction &tx, const QString &checkId, Instant now)
{
    CheckStore checks(tx);
    PORTIER_ASSIGN(seen, checks.find(checkId));
    if (!seen)
        return false;
    PORTIER_ASSIGN(gone, isLost(tx, *seen));
    PORTIER_ASSIGN(check, checks.find(checkId));
    if (!gone || !check || check->state == CheckState::Done)
        return false;
    PORTIER_TRY(failCheck(environment, tx, *check, u"check_interrupted"_s, now));
    return true;
}

Result<bool> watchRun(const TripEnvironment &environment, Transaction &tx, const QString &runId, Instant now)
{
    return CheckFlow(environment, tx, now).watchAgain(runId);
}

Result<bool> endRun(const TripEnvironment &environment, Transaction &tx, const QString &runId, Instant now)
{
    return CheckFlow(environment, tx, now).endRun(runId);
}

void reportCheck(const QString &id)
{
    log::warning("trips"_L1, "check_interrupted"_L1, {{u"check_id"_s, id}});
}

void reportUnwatched(const QString &id)
{
    log::warning("trips"_L1, "run_unwatched"_L1, {{u"run_id"_s, id}});
}

void reportOverdue(const QString &id)
{
    log::warning("trips"_L1, "run_overdue"_L1, {{u"run_id"_s, id}});
}
} // namespace

LostWork::LostWork(storage::Database &database, std::shared_ptr<Clock> clock, Environment environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<int>> LostWork::close()
{
    const auto looking = [before = m_clock->now() - m_environment->settings.runDeadline](Transaction &tx) {
        return look(tx, before);
    };
    const auto lost = co_await m_database.read(looking);
    if (!lost)
        co_return fail(lost.error());
    int closed = co_await settle(lost->checkIds, closeCheck, reportCheck);
    closed += co_await settle(lost->unwatchedRunIds, watchRun, reportUnwatched);
    closed += co_await settle(lost->overdueRunIds, endRun, reportOverdue);
    co_return closed;
}

QCoro::Task<int> LostWork::settle(QStringList ids, Closing *closing, Report *report)
{
    int closed = 0;
    for (const QString &id : std::as_const(ids)) {
        const auto body = [environment = m_environment, closing, id, now = m_clock->now()](Transaction &tx) {
            return closing(*environment, tx, id, now);
        };
        const auto done = co_await m_database.write(body);
        if (!done)
            log::warning("trips"_L1, "lost_work_not_closed"_L1, {{u"code"_s, done.error().code}});
        if (!done || !*done)
            continue;
        report(id);
        ++closed;
    }
    co_return closed;
}

void LostWork::watch()
{
    QObject::connect(&m_database, &storage::Database::announced, &m_context, [this](const QString &topic) {
        const bool lost = topic == scheduling::topics::jobDead || topic == scheduling::topics::jobWithdrawn;
        if (lost && !m_stopped)
            m_tasks.add(lookNow());
    });
}

QCoro::Task<> LostWork::lookNow()
{
    m_lookAgain = true;
    if (m_looking)
        co_return; // whoever looks does it once more
    m_looking = true;
    while (m_lookAgain && !m_stopped) {
        m_lookAgain = false;
        const auto closed = co_await close();
        if (!closed)
            log::warning("trips"_L1, "lost_work_not_closed"_L1, {{u"code"_s, closed.error().code}});
    }
    m_looking = false;
}

QCoro::Task<> LostWork::stop()
{
    m_stopped = true;
    return m_tasks.join();
}

} // namespace portier::trips
