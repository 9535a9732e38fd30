// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a runner keeps its leases, notices that it lost one, and takes over those of dead processes.
#include "core/base/log.h"
#include "core/operations/metrics.h"
#include "core/scheduling/runnerstate.h"
#include "core/storage/sqldialect.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto component = "scheduling"_L1;
constexpr Millis renewRetry = 1s;
constexpr Millis measureClockEvery = 30s;
constexpr Millis giveSignEvery = 10s;
constexpr Millis clockWarning = 5s;
constexpr Millis clockLimit = 60s;

/// The claim a rescue hands on; `deaths` in a row decide over poison (PLT-099).
Result<bool> takeOver(storage::Transaction &tx, const Lease &lease, int poisonDeaths, Instant now)
{
    JobStore store(tx);
    if (lease.cancelRequested)
        return store.endLease(lease, {JobState::Cancelled, u"cancelled"_s}, now);
    const int deaths = lease.ownerEnded ? lease.deaths + 1 : lease.deaths;
    if (lease.ownerEnded && poisonDeaths > 0 && deaths >= poisonDeaths)
        return store.endLease(lease, {JobState::Dead, u"poison"_s}, now);
    PORTIER_ASSIGN(moved, store.requeueLease(lease, deaths));
    if (moved)
        tx.announce(topics::jobs);
    return moved;
}

} // namespace

bool JobRunner::Private::clocksAgree() const
{
    return clockOffset < clockLimit && clockOffset > -clockLimit;
}

void JobRunner::Private::armRenewal(Millis delay)
{
    renewTimer = timer(delay, [](const Self &d) { renew(d); });
}

void JobRunner::Private::armWatch()
{
    std::optional<Millis> earliest;
    for (const Active &entry : std::as_const(active)) {
        if (!entry.lost && (!earliest || entry.leaseEnds < *earliest))
            earliest = entry.leaseEnds;
    }
    watchTimer.reset();
    if (earliest)
        watchTimer = timer(*earliest - clock->monotonic(), [](const Self &d) {
            d->loseOverdue();
            d->armWatch();
        });
}

void JobRunner::Private::loseOverdue()
{
    for (Active &entry : active) {
        if (!entry.lost && entry.leaseEnds <= clock->monotonic())
            lose(entry);
    }
}

void JobRunner::Private::lose(Active &entry)
{
    entry.lost = true;
    entry.context->requestStop();
    metrics.increment(u"portier_leases_lost_total"_s);
    log::warning(component, "lease_lost"_L1,
                 {{u"kind"_s, entry.context->job().kind}, {u"job_id"_s, entry.context->job().id}});
}

QCoro::Task<> JobRunner::Private::renew(Self d)
{
    if (d->renewing)
        co_return;
    d->renewing = true;
    const QList<Key> asked = d->active.keys();
    const Millis leaseEnds = d->clock->monotonic() + d->options.lease - d->leaseMargin();
    const auto body = [owner = d->self.session, until = d->leaseNow() + d->options.lease](storage::Transaction &tx) {
        return JobStore(tx).renew(owner, until);
    };
    const auto held = co_await d->database.write(body);
    d->renewing = false;
    if (held)
        d->applyRenewal(*held, asked, leaseEnds);
    else
        log::warning(component, "lease_renewal_failed"_L1, {{u"code"_s, held.error().code}}, held.error().message);
    if (d->active.isEmpty()) {
        d->renewTimer.reset();
        d->watchTimer.reset();
        co_return;
    }
    d->armRenewal(held ? d->options.lease / 3 : renewRetry);
    d->armWatch();
}

void JobRunner::Private::applyRenewal(const QList<Lease> &held, const QList<Key> &asked, Millis leaseEnds)
{
    QHash<Key, bool> cancelled;
    for (const Lease &lease : held) {
        const Key key{lease.id, lease.fence};
        cancelled.insert(key, lease.cancelRequested);
        // Claimed or given up between here and there: not this renewal's concern, but an orphan stays nobody's.
        if (!active.contains(key))
            sweepWanted = true;
    }
    for (const Key &key : asked) {
        const auto it = active.find(key);
        if (it == active.end())
            continue;
        if (!cancelled.contains(key)) {
            if (!it->lost)
                lose(*it);
            continue;
        }
        it->leaseEnds = leaseEnds;
        it->lost = false;
        if (cancelled.value(key))
            it->context->requestCancel();
    }
    if (sweepWanted)
        wake();
}

bool JobRunner::Private::isMine(const Lease &lease) const
{
    return lease.owner == self.session && active.contains({lease.id, lease.fence});
}

QCoro::Task<bool> JobRunner::Private::voidDeadLeases(Self d)
{
    // One process per SQLite file (PLT-151): whoever held a lease before this start is dead (PLT-097).
    const bool everybody = d->database.dialect().isSqlite();
    const auto body = [holder = d->self, now = d->clock->now(), leaseNow = d->leaseNow(),
                       everybody](storage::Transaction &tx) {
        JobStore store(tx);
        if (const Result<> registered = store.registerRunner(holder, now); !registered)
            return Result<QList<Lease>>(fail(registered.error()));
        return everybody ? store.foreignLeases(holder.session) : store.suspiciousLeases(holder.session, leaseNow);
    };
    auto leases = co_await d->database.write(body);
    if (!leases)
        co_return false;
    for (Lease &lease : *leases)
        lease.ownerEnded = lease.ownerEnded || everybody;
    co_return co_await rescue(d, *leases);
}

QCoro::Task<bool> JobRunner::Private::sweep(Self d)
{
    const auto body = [self = d->self.session, leaseNow = d->leaseNow()](storage::Transaction &tx) {
        return JobStore(tx).suspiciousLeases(self, leaseNow);
    };
    auto leases = co_await d->database.read(body);
    if (!leases) {
        log::warning(component, "sweep_failed"_L1, {{u"code"_s, leases.error().code}}, leases.error().message);
        co_return false;
    }
    leases->removeIf([d](const Lease &lease) { return d->isMine(lease); });
    co_return co_await rescue(d, *leases);
}

QCoro::Task<Result<bool>> JobRunner::Private::rescueOne(Self d, Lease lease)
{
    const auto body = [lease, poisonDeaths = d->options.poisonDeaths, now = d->clock->now()](storage::Transaction &tx) {
        return takeOver(tx, lease, poisonDeaths, now);
    };
    co_return co_await d->database.write(body);
}

QCoro::Task<bool> JobRunner::Private::rescue(Self d, QList<Lease> leases)
{
    // Each row in a transaction of its own: one that cannot be changed stops no other (PLT-098).
    bool reached = true;
    for (const Lease &lease : std::as_const(leases)) {
        const Result<bool> moved = co_await rescueOne(d, lease);
        reached = reached && (moved || moved.error().kind != ErrorKind::Unavailable);
        if (!moved)
            log::warning(component, "rescue_failed"_L1, {{u"job_id"_s, lease.id}, {u"code"_s, moved.error().code}},
                         moved.error().message);
        else if (*moved)
            log::warning(component, "job_rescued"_L1,
                         {{u"kind"_s, lease.kind},
                          {u"job_id"_s, lease.id},
                          {u"attempt"_s, lease.attempt},
                          {u"owner_ended"_s, lease.ownerEnded}});
    }
    co_return reached;
}

QCoro::Task<Result<>> JobRunner::Private::measureClock(Self d)
{
    if (d->database.dialect().isSqlite() || !d->options.databaseTime)
        co_return Result<>();
    const Instant before = d->clock->now();
    const auto server = co_await d->database.read([](storage::Transaction &tx) -> Result<Instant> {
        PORTIER_ASSIGN(row, tx.queryOne(tx.dialect().serverClock()));
        return row ? row->instant(0) : Instant();
    });
    if (!server)
        co_return fail(server.error());
    const Instant after = d->clock->now();
    d->clockOffset = *server - (before + (after - before) / 2);
    d->clockMeasured = d->clock->monotonic();
    if (d->clockOffset > clockWarning || d->clockOffset < -clockWarning)
        log::warning(component, "clock_differs"_L1, {{u"offset_ms"_s, qint64(d->clockOffset.count())}},
                     d->clocksAgree() ? u"" : u"nothing is claimed until the clocks agree");
    co_return Result<>();
}

QCoro::Task<> JobRunner::Private::giveSign(Self d)
{
    const auto body = [self = d->self, now = d->clock->now()](storage::Transaction &tx) {
        return JobStore(tx).registerRunner(self, now);
    };
    const Result<> given = co_await d->database.write(body);
    if (given)
        d->signGiven = d->clock->monotonic();
}

void JobRunner::Private::armPoll()
{
    // On SQLite every commit is this process's own and announced.
    if (!database.dialect().isSqlite())
        pollTimer = timer(options.pollInterval, [](const Self &d) { poll(d); });
}

QCoro::Task<> JobRunner::Private::poll(Self d)
{
    if (d->draining)
        co_return;
    if (!d->clockMeasured || d->clock->monotonic() - *d->clockMeasured >= measureClockEvery)
        co_await measureClock(d); // Fails only when the look below will fail and tell.
    if (d->clock->monotonic() - d->signGiven >= giveSignEvery)
        co_await giveSign(d);
    d->sweepWanted = true;
    d->wake();
    if (!d->draining)
        d->armPoll();
}

} // namespace portier::scheduling
