// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/jobrunner.h"

#include "core/base/log.h"
#include "core/operations/metrics.h"
#include "core/scheduling/runnerstate.h"

#include <QScopeGuard>

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto component = "scheduling"_L1;
/// How long to wait before asking an unreachable database again.
constexpr Millis databaseRetry = 1s;

QString toText(JobOutcome::Kind kind)
{
    switch (kind) {
    case JobOutcome::Kind::Done:
    case JobOutcome::Kind::Committed:
        return u"done"_s;
    case JobOutcome::Kind::Retry:
        return u"retry"_s;
    case JobOutcome::Kind::Dead:
        return u"dead"_s;
    case JobOutcome::Kind::Postponed:
        return u"postponed"_s;
    case JobOutcome::Kind::Cancelled:
        return u"cancelled"_s;
    }
    return {};
}

/// Exceptions are bugs; one of them costs its job an attempt and nothing else (PLT-101).
QCoro::Task<JobOutcome> guarded(JobHandler handler, std::shared_ptr<JobContext> context)
{
    QString what;
    try {
        co_return co_await handler(context);
    } catch (const std::exception &exception) {
        what = QString::fromUtf8(exception.what());
    } catch (...) {
        what = u"unknown"_s;
    }
    log::error(component, "job_exception"_L1, {{u"kind"_s, context->job().kind}, {u"job_id"_s, context->job().id}},
               what);
    co_return JobOutcome::retry(u"internal_error"_s);
}

/// Suspends until the runner is idle or the time is over.
struct IdleAwaiter {
    std::shared_ptr<Clock> clock;
    Millis limit;
    std::coroutine_handle<> &waiter;
    std::unique_ptr<TimerHandle> &timer;

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        waiter = handle;
        timer = clock->callAfter(limit, [&slot = waiter] {
            if (auto waiting = std::exchange(slot, {}))
                waiting.resume();
        });
    }
    void await_resume() noexcept {}
};

} // namespace

JobRunner::Private::Private(JobRunner *runner, storage::Database &db, std::shared_ptr<Clock> time,
                            operations::Metrics &meters, Options settings)
    : q(runner), database(db), clock(std::move(time)), metrics(meters),
      options(std::move(settings)), self{db.session(), options.instance},
      random(options.seed != 0 ? QRandomGenerator(options.seed)
                               : QRandomGenerator(QRandomGenerator::system()->generate()))
{
}

std::unique_ptr<TimerHandle> JobRunner::Private::timer(Millis delay, void (*callback)(const Self &))
{
    return clock->callAfter(delay, [weak = weak_from_this(), callback] {
        if (const Self d = weak.lock(); d && d->q)
            callback(d);
    });
}

void JobRunner::Private::wake()
{
    if (looking) {
        lookAgain = true;
        return;
    }
    if (wakePosted || !started || draining || !q)
        return;
    wakePosted = true;
    // Through the event loop: many commits cost one look, and nobody's commit waits for it.
    QMetaObject::invokeMethod(
        q.data(), [d = shared_from_this()] { look(d); }, Qt::QueuedConnection);
}

QCoro::Task<> JobRunner::Private::look(Self d)
{
    d->wakePosted = false;
    if (d->looking || d->draining)
        co_return;
    d->looking = true;
    bool reached = true;
    do {
        d->lookAgain = false;
        if (d->sweepWanted)
            d->sweepWanted = !(reached = co_await sweep(d));
        if (reached && !d->draining && d->clocksAgree())
            reached = co_await claim(d);
    } while (d->lookAgain && reached && !d->draining);
    d->looking = false;
    if (reached)
        d->beat = d->clock->monotonic();
    else if (!d->draining)
        d->dueTimer = d->timer(databaseRetry, [](const Self &state) { state->wake(); });
    d->becameIdle();
}

QList<ClaimRequest> JobRunner::Private::freeSlots() const
{
    QList<ClaimRequest> requests;
    for (auto it = kinds.cbegin(); it != kinds.cend(); ++it) {
        if (const int limit = it->plan.concurrency - it->running; limit > 0)
            requests.append({it.key(), limit, it->plan.maxAttempts});
    }
    return requests;
}

Result<JobRunner::Private::Claimed> JobRunner::Private::claimIn(storage::Transaction &tx,
                                                                const QList<ClaimRequest> &requests,
                                                                const QString &owner, Instant leaseUntil, Instant now)
{
    JobStore store(tx);
    Claimed claimed;
    QStringList unsated;
    for (const ClaimRequest &request : requests) {
        PORTIER_ASSIGN(jobs, store.claim(request, owner, leaseUntil, now));
        if (jobs.size() < request.limit)
            unsated.append(request.kind);
        claimed.jobs += jobs;
    }
    // A kind without a free slot is looked at again when one of its jobs ends.
    PORTIER_ASSIGN(next, store.nextRunAt(unsated));
    claimed.nextRunAt = next;
    return claimed;
}

QCoro::Task<bool> JobRunner::Private::claim(Self d)
{
    const QList<ClaimRequest> requests = d->freeSlots();
    if (requests.isEmpty())
        co_return true;
    const Millis leaseEnds = d->clock->monotonic() + d->options.lease - d->leaseMargin();
    const auto body = [requests, owner = d->self.session, until = d->leaseNow() + d->options.lease,
                       now = d->clock->now()](storage::Transaction &tx) {
        return claimIn(tx, requests, owner, until, now);
    };
    const auto claimed = co_await d->database.write(body);
    if (!claimed) {
        log::warning(component, "claim_failed"_L1, {{u"code"_s, claimed.error().code}}, claimed.error().message);
        co_return false;
    }
    for (const Job &job : claimed->jobs)
        d->activate(job, leaseEnds);
    if (!claimed->jobs.isEmpty() && !d->active.isEmpty()) {
        if (!d->renewTimer)
            d->armRenewal(d->options.lease / 3);
        d->armWatch();
    }
    if (d->draining)
        co_await handBackRest(d);
    else
        d->armDueTimer(claimed->nextRunAt);
    co_return true;
}

void JobRunner::Private::armDueTimer(const std::optional<Instant> &nextRunAt)
{
    dueTimer.reset();
    if (nextRunAt)
        dueTimer = timer(*nextRunAt - clock->now(), [](const Self &state) { state->wake(); });
}

void JobRunner::Private::activate(Job job, Millis leaseEnds)
{
    const auto kind = kinds.find(job.kind);
    job.retryBase = kind->plan.retryBase;
    job.retryCap = kind->plan.retryCap;
    job.jitter = 1.0 - random.generateDouble();
    auto context = std::make_shared<JobContext>(database, job);
    active.insert({job.id, job.fence}, {context, leaseEnds});
    ++kind->running;
    if (draining)
        context->handBack();
    else
        run(shared_from_this(), kind->plan.handler, std::move(context));
}

QCoro::Task<> JobRunner::Private::run(Self d, JobHandler handler, std::shared_ptr<JobContext> context)
{
    const Millis began = d->clock->monotonic();
    if (log::isEnabled(log::Level::Debug))
        log::debug(component, "job_started"_L1,
                   {{u"kind"_s, context->job().kind},
                    {u"job_id"_s, context->job().id},
                    {u"attempt"_s, context->job().attempt},
                    {u"request_id"_s, context->job().requestId}});
    const JobOutcome wanted = co_await guarded(std::move(handler), context);
    const JobOutcome outcome = co_await record(d, context, wanted);
    d->ended(context->job(), outcome, began);
}

QCoro::Task<JobRunner::Private::Dones::Replies> JobRunner::Private::endAllDone(Self d, QList<Job> jobs)
{
    const auto body = [jobs, now = d->clock->now()](storage::Transaction &tx) {
        return JobStore(tx).endAllDone(jobs, now);
    };
    co_return co_await d->database.write(body);
}

QCoro::Task<JobOutcome> JobRunner::Private::record(Self d, std::shared_ptr<JobContext> context, JobOutcome outcome)
{
    if (outcome.kind == JobOutcome::Kind::Committed)
        co_return outcome;
    const bool goesOn = outcome.kind == JobOutcome::Kind::Retry || outcome.kind == JobOutcome::Kind::Postponed;
    if (goesOn && context->isCancelled())
        outcome = JobOutcome::cancelled(u"cancelled"_s);
    if (outcome.kind == JobOutcome::Kind::Done && outcome.reason.isEmpty()) {
        const Result<bool> done = co_await d->dones->ask(context->job());
        if (done)
            co_return *done ? outcome : JobOutcome::cancelled(u"job_fenced"_s);
        // Each by itself, then: what spoils the batch may be another job's (PLT-101).
    }
    const Key key{context->job().id, context->job().fence};
    const bool gaveUp = outcome.kind == JobOutcome::Kind::Cancelled && context->shouldStop() && !context->isCancelled();
    while (true) {
        // Taken away while the handler ran on: it counts for nothing.
        if (!d->active.contains(key))
            co_return JobOutcome::cancelled(u"job_fenced"_s);
        if (gaveUp) {
            // It gave up because its lease was over, and is still to be done (PLT-101).
            d->sweepWanted = true;
            co_return JobOutcome::cancelled(u"lease_lost"_s);
        }
        const auto body = [job = context->job(), outcome, now = d->clock->now()](storage::Transaction &tx) {
            return JobContext::finish(tx, job, outcome, now);
        };
        const Result<> finished = co_await d->database.write(body);
        if (finished)
            co_return outcome;
        if (finished.error().kind == ErrorKind::Cancelled)
            co_return JobOutcome::cancelled(finished.error().code);
        log::warning(component, "job_outcome_not_recorded"_L1,
                     {{u"job_id"_s, context->job().id}, {u"code"_s, finished.error().code}}, finished.error().message);
        if (const auto it = d->active.constFind(key); it == d->active.constEnd() || it->lost) {
            // The lease is over: the sweep gives the job to whoever is next, this runner included.
            d->sweepWanted = true;
            co_return JobOutcome::cancelled(u"lease_lost"_s);
        }
        co_await sleepFor(*d->clock, databaseRetry);
    }
}

void JobRunner::Private::ended(const Job &job, const JobOutcome &outcome, Millis began)
{
    if (active.remove({job.id, job.fence})) {
        if (const auto kind = kinds.find(job.kind); kind != kinds.end())
            --kind->running;
    }
    const Millis took = clock->monotonic() - began;
    metrics.observe(u"portier_job_duration_seconds"_s, double(took.count()) / 1000.0, {{u"kind"_s, job.kind}});
    const bool fenced = outcome.reason == "job_fenced"_L1;
    log::write(outcome.kind == JobOutcome::Kind::Dead || fenced ? log::Level::Warning : log::Level::Info, component,
               fenced ? "job_fenced"_L1 : "job_finished"_L1,
               {{u"kind"_s, job.kind},
                {u"job_id"_s, job.id},
                {u"attempt"_s, job.attempt},
                {u"outcome"_s, toText(outcome.kind)},
                {u"reason"_s, outcome.reason},
                {u"duration_ms"_s, qint64(took.count())},
                {u"request_id"_s, job.requestId}},
               {});
    if (q)
        Q_EMIT q->jobEnded(job, outcome);
    if (active.isEmpty()) {
        renewTimer.reset();
        watchTimer.reset();
    }
    wake();
    becameIdle();
}

void JobRunner::Private::becameIdle()
{
    if (!draining || looking || !active.isEmpty() || !drainWaiter)
        return;
    drainTimer.reset();
    std::exchange(drainWaiter, {}).resume();
}

QCoro::Task<> JobRunner::Private::handBackRest(Self d)
{
    QList<Job> rest;
    for (const Active &entry : std::as_const(d->active)) {
        entry.context->handBack();
        rest.append(entry.context->job());
    }
    if (rest.isEmpty())
        co_return;
    // Forgotten first: a handler that ends from now on records nothing.
    d->active.clear();
    const auto body = [rest](storage::Transaction &tx) -> Result<> {
        for (const Job &job : rest)
            PORTIER_TRY(JobStore(tx).handBack(job, u"drained"_s, job.runAt));
        return {};
    };
    const auto handedBack = co_await d->database.write(body);
    if (!handedBack) // The leases end with this process.
        log::warning(component, "hand_back_failed"_L1, {{u"code"_s, handedBack.error().code}},
                     handedBack.error().message);
}

JobRunner::JobRunner(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics,
                     Options options)
    : d(std::make_shared<Private>(this, database, std::move(clock), metrics, std::move(options)))
{
    d->dones = std::make_shared<Private::Dones>([weak = std::weak_ptr(d)](QList<Job> jobs) {
        return Private::endAllDone(weak.lock(), std::move(jobs)); // asked by a coroutine that holds it
    });
    connect(&database, &storage::Database::announced, this, [this](const QString &topic) {
        if (topic == topics::jobs)
            d->wake();
        else if (topic == topics::jobCancelled && !d->active.isEmpty())
            Private::renew(d);
    });
    metrics.addCollector([weak = std::weak_ptr(d)](operations::Metrics &target) {
        if (const auto state = weak.lock())
            state->collect(target);
    });
}

JobRunner::~JobRunner()
{
    d->draining = true;
    for (const Private::Active &entry : std::as_const(d->active))
        entry.context->handBack();
    for (auto *timer : {&d->dueTimer, &d->renewTimer, &d->watchTimer, &d->pollTimer, &d->purgeTimer, &d->drainTimer})
        timer->reset();
}

void JobRunner::registerKind(JobKind kind)
{
    d->kinds.insert(kind.name, {kind, 0});
}

QCoro::Task<Result<>> JobRunner::start()
{
    const Private::Self state = d;
    PORTIER_CO_TRY(co_await Private::measureClock(state));
    if (!co_await Private::voidDeadLeases(state))
        co_return fail(Error::unavailable(u"storage_unavailable"_s, u"leases of former processes cannot be read"_s));
    state->started = true;
    state->beat = state->clock->monotonic();
    state->armPoll();
    state->armPurge(1min);
    state->wake();
    co_return {};
}

void JobRunner::wake()
{
    d->wake();
}

QCoro::Task<> JobRunner::drain(Millis limit)
{
    const Private::Self state = d;
    state->draining = true;
    for (auto *timer : {&state->dueTimer, &state->pollTimer, &state->purgeTimer})
        timer->reset();
    IdleAwaiter idle{state->clock, limit, state->drainWaiter, state->drainTimer};
    if (state->looking || !state->active.isEmpty())
        co_await idle;
    co_await Private::handBackRest(state);
    state->renewTimer.reset();
    state->watchTimer.reset();
}

int JobRunner::running() const
{
    return int(d->active.size());
}

bool JobRunner::claimsAllowed() const
{
    return d->clocksAgree();
}

Millis JobRunner::lastBeat() const
{
    return d->beat;
}

} // namespace portier::scheduling
