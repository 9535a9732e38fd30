// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/scheduler.h"

#include "core/base/log.h"
#include "core/operations/metrics.h"
#include "core/scheduling/batcher.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/periods.h"
#include "core/scheduling/schedulepass.h"
#include "core/storage/sqldialect.h"

#include <QHash>
#include <QPointer>

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::Transaction;

namespace
{

constexpr auto component = "scheduling"_L1;
constexpr Millis databaseRetry = 1s;
/// Rows that another instance has locked, or that are due in the past for another reason, are not asked for in a loop.
constexpr Millis shortestWait = 20ms;
constexpr Millis jumpLimit = 60s; // PLT-091
constexpr Millis noticedDrift = 1s;
constexpr Millis housekeepingEvery = 1h;

Result<> noteClosed(Transaction &tx, const ClosedNotes &notes, const QList<ClosedOccurrence> &occurrences, Instant now)
{
    for (const ClosedOccurrence &closed : occurrences) {
        if (const ClosedNote note = notes.value(closed.work))
            PORTIER_TRY(note(tx, closed.owner, closed.id, now));
    }
    return {};
}

struct Housekept {
    QList<ClosedOccurrence> stale;
    bool more = false; ///< to remove
};

} // namespace

/// The scheduler's state on the core thread; shared with its coroutines.
class Scheduler::Private : public std::enable_shared_from_this<Scheduler::Private>
{
public:
    using Self = std::shared_ptr<Private>;
    using Loads = Batcher<QString, std::optional<LoadedOccurrence>>;

    Private(Scheduler *scheduler, storage::Database &db, JobRunner &jobs, std::shared_ptr<Clock> time,
            operations::Metrics &meters, Options settings)
        : q(scheduler), database(db), runner(jobs), clock(std::move(time)), metrics(meters), options(settings),
          loads(std::make_shared<Loads>([&db](QList<QString> ids) { return load(db, std::move(ids)); }))
    {
    }

    [[nodiscard]] std::unique_ptr<TimerHandle> timer(Millis delay, void (*callback)(const Self &));
    void wake();
    static QCoro::Task<> look(Self d);
    static QCoro::Task<Result<>> passes(Self d);
    static QCoro::Task<Result<>> checkAll(Self d);
    void report(const PassResult &result);
    void armDueTimer(const std::optional<Instant> &nextDue);
    void armBeat();
    void compareClocks();
    [[nodiscard]] Millis wallOffset() const { return clock->now().time_since_epoch() - clock->monotonic(); }
    void armHousekeeping();
    static QCoro::Task<> housekeep(Self d);
    static QCoro::Task<Loads::Replies> load(storage::Database &database, QList<QString> ids);
    static QCoro::Task<JobOutcome> run(Self d, OccurrenceHandler handler, std::shared_ptr<JobContext> context);
    void occurrenceEnded(const Job &job, const JobOutcome &outcome);

    QPointer<Scheduler> q;
    storage::Database &database;
    JobRunner &runner;
    std::shared_ptr<Clock> clock;
    operations::Metrics &metrics;
    const Options options;
    const std::shared_ptr<Loads> loads;

    QStringList works;
    ClosedNotes closedNotes;
    QHash<QString, bool> running; ///< occurrence id -> late
    bool started = false;
    bool looking = false;
    bool lookAgain = false;
    bool wakePosted = false;
    bool afterJump = false;
    Millis lastOffset{0};
    Millis beat{0};
    std::unique_ptr<TimerHandle> dueTimer, beatTimer, housekeepingTimer;
};

std::unique_ptr<TimerHandle> Scheduler::Private::timer(Millis delay, void (*callback)(const Self &))
{
    return clock->callAfter(delay, [weak = weak_from_this(), callback] {
        if (const Self d = weak.lock(); d && d->q && d->started)
            callback(d);
    });
}

void Scheduler::Private::wake()
{
    if (looking) {
        lookAgain = true;
        return;
    }
    if (wakePosted || !started || !q)
        return;
    wakePosted = true;
    QMetaObject::invokeMethod(
        q.data(), [d = shared_from_this()] { look(d); }, Qt::QueuedConnection);
}

QCoro::Task<> Scheduler::Private::look(Self d)
{
    d->wakePosted = false;
    if (d->looking || !d->started)
        co_return;
    const Result<> done = co_await passes(d);
    if (done || !d->started)
        co_return;
    log::warning(component, "schedule_pass_failed"_L1, {{u"code"_s, done.error().code}}, done.error().message);
    d->dueTimer = d->timer(databaseRetry, [](const Self &state) { state->wake(); });
}

QCoro::Task<Result<>> Scheduler::Private::passes(Self d)
{
    d->looking = true;
    bool more = true;
    Result<> outcome;
    while (more && outcome && !d->works.isEmpty()) {
        d->lookAgain = false;
        d->compareClocks();
        const PassRequest request{d->works, d->clock->now(), d->options.batch, d->afterJump};
        const auto body = [request, notes = d->closedNotes](Transaction &tx) -> Result<PassResult> {
            PORTIER_ASSIGN(done, runDuePass(tx, request));
            PORTIER_TRY(noteClosed(tx, notes, done.closed, request.now));
            return done;
        };
        const auto result = co_await d->database.write(body);
        if (!result) {
            outcome = fail(result.error());
            break;
        }
        d->beat = d->clock->monotonic();
        d->report(*result);
        const bool full = result->due == request.batch;
        if (!full)
            d->afterJump = false;
        more = (full || d->lookAgain) && d->started;
        if (!full)
            d->armDueTimer(result->nextDue);
    }
    d->looking = false;
    co_return outcome;
}

void Scheduler::Private::report(const PassResult &result)
{
    for (const ClosedOccurrence &closed : result.closed)
        reportClosed(metrics, closed);
    for (const QString &id : result.invalid)
        log::error(component, "schedule_invalid"_L1, {{u"schedule_id"_s, id}});
}

void Scheduler::Private::armDueTimer(const std::optional<Instant> &nextDue)
{
    dueTimer.reset();
    if (nextDue && started)
        dueTimer = timer(std::max(*nextDue - clock->now(), shortestWait), [](const Self &d) { d->wake(); });
}

void Scheduler::Private::armBeat()
{
    if (options.beat > Millis(0))
        beatTimer = timer(options.beat, [](const Self &d) {
            d->beat = d->clock->monotonic();
            d->compareClocks();
            if (!d->database.dialect().isSqlite())
                d->wake();
            d->armBeat();
        });
}

void Scheduler::Private::compareClocks()
{
    const Millis offset = wallOffset();
    const Millis moved = offset - lastOffset;
    lastOffset = offset;
    if (moved > jumpLimit || moved < -jumpLimit) {
        log::warning(component, "clock_jumped"_L1, {{u"by_ms"_s, qint64(moved.count())}});
        if (q)
            Q_EMIT q->clockJumped(moved);
    }
    if (moved > jumpLimit)
        afterJump = true;
    // Timers count monotonic time: what they were set for is nearer or farther than it was.
    if (moved > noticedDrift || moved < -noticedDrift) {
        runner.wake();
        wake();
    }
}

QCoro::Task<Result<>> Scheduler::Private::checkAll(Self d)
{
    QString lastId;
    do {
        const auto body = [lastId, now = d->clock->now()](Transaction &tx) { return checkPlans(tx, lastId, now); };
        const auto page = co_await d->database.write(body);
        if (!page)
            co_return fail(page.error());
        for (const QString &id : page->invalid)
            log::error(component, "schedule_invalid"_L1, {{u"schedule_id"_s, id}});
        lastId = page->lastId;
    } while (!lastId.isEmpty());
    co_return Result<>();
}

void Scheduler::Private::armHousekeeping()
{
    housekeepingTimer = timer(housekeepingEvery, [](const Self &d) { housekeep(d); });
}

QCoro::Task<> Scheduler::Private::housekeep(Self d)
{
    bool more = true;
    while (more && d->started) {
        const auto body = [now = d->clock->now(), notes = d->closedNotes](Transaction &tx) -> Result<Housekept> {
            OccurrenceStore occurrences(tx);
            PORTIER_ASSIGN(stale, occurrences.closeStale(now));
            PORTIER_TRY(noteClosed(tx, notes, stale, now));
            PORTIER_TRY(purgePeriods(tx, now));
            PORTIER_ASSIGN(isFull, occurrences.purge(now));
            return Housekept{stale, isFull};
        };
        const auto kept = co_await d->database.write(body);
        if (!kept) {
            log::warning(component, "purge_failed"_L1, {{u"code"_s, kept.error().code}}, kept.error().message);
            break;
        }
        for (const ClosedOccurrence &closed : kept->stale)
            reportClosed(d->metrics, closed);
        more = kept->more;
    }
    if (d->started)
        d->armHousekeeping();
}

QCoro::Task<Scheduler::Private::Loads::Replies> Scheduler::Private::load(storage::Database &database,
                                                                         QList<QString> ids)
{
    const auto body = [ids](Transaction &tx) { return OccurrenceStore(tx).load(ids); };
    co_return co_await database.read(body);
}

QCoro::Task<JobOutcome> Scheduler::Private::run(Self d, OccurrenceHandler handler, std::shared_ptr<JobContext> context)
{
    if (!d)
        co_return JobOutcome::retry(u"stopping"_s);
    const QString id = context->job().id;
    const auto loaded = co_await d->loads->ask(id);
    if (!loaded)
        co_return JobOutcome::retry(loaded.error().code);
    if (!*loaded)
        co_return JobOutcome::cancelled(u"removed"_s);
    const LoadedOccurrence &found = **loaded;
    d->running.insert(id, found.late);
    if (!found.late && context->job().attempt == 1) {
        const Millis lag = d->clock->now() - found.occurrence.dueAt;
        d->metrics.set(u"portier_schedule_lag_seconds"_s, double(lag.count()) / 1000.0);
    }
    const OccurrenceRun occurrence{found.schedule, found.occurrence, context};
    co_return co_await handler(occurrence);
}

void Scheduler::Private::occurrenceEnded(const Job &job, const JobOutcome &outcome)
{
    if (!job.kind.startsWith(scheduleJobPrefix))
        return;
    const bool late = running.take(job.id);
    const bool again = outcome.kind == JobOutcome::Kind::Postponed ||
                       (outcome.kind == JobOutcome::Kind::Retry && job.attempt < job.maxAttempts);
    if (again || outcome.reason == "job_fenced"_L1 || outcome.reason == "lease_lost"_L1)
        return;
    const QString work = job.kind.mid(scheduleJobPrefix.size());
    const QString closed = outcome.kind == JobOutcome::Kind::Cancelled ? u"skipped"_s
                           : late                                      ? u"caught_up"_s
                                                                       : u"ran"_s;
    reportClosed(metrics, {work, closed, outcome.reason, job.id, {}});
}

Scheduler::Scheduler(storage::Database &database, JobRunner &runner, std::shared_ptr<Clock> clock,
                     operations::Metrics &metrics)
    : Scheduler(database, runner, std::move(clock), metrics, Options())
{
}

Scheduler::Scheduler(storage::Database &database, JobRunner &runner, std::shared_ptr<Clock> clock,
                     operations::Metrics &metrics, Options options)
    : d(std::make_shared<Private>(this, database, runner, std::move(clock), metrics, options))
{
    connect(&database, &storage::Database::announced, this, [this](const QString &topic) {
        if (topic == topics::schedules)
            d->wake();
    });
    connect(&runner, &JobRunner::jobEnded, this,
            [this](const Job &job, const JobOutcome &outcome) { d->occurrenceEnded(job, outcome); });
}

Scheduler::~Scheduler()
{
    stop();
}

void Scheduler::registerWork(const QString &name, OccurrenceHandler handler, int concurrency)
{
    d->works.append(name);
    JobKind kind;
    kind.name = scheduleJobPrefix + name;
    kind.handler = [weak = std::weak_ptr(d), handler = std::move(handler)](std::shared_ptr<JobContext> context) {
        return Private::run(weak.lock(), handler, std::move(context));
    };
    kind.concurrency = concurrency;
    d->runner.registerKind(std::move(kind));
}

void Scheduler::onClosed(const QString &name, ClosedNote note)
{
    d->closedNotes.insert(name, std::move(note));
}

ClosedNotes Scheduler::closedNotes() const
{
    return d->closedNotes;
}

QCoro::Task<Result<>> Scheduler::start()
{
    const Private::Self state = d;
    state->lastOffset = state->wallOffset();
    state->started = true;
    PORTIER_CO_TRY(co_await Private::checkAll(state));
    if (!state->looking)
        PORTIER_CO_TRY(co_await Private::passes(state));
    state->beat = state->clock->monotonic();
    state->armBeat();
    state->armHousekeeping();
    co_return {};
}

void Scheduler::stop()
{
    d->started = false;
    d->dueTimer.reset();
    d->beatTimer.reset();
    d->housekeepingTimer.reset();
}

Millis Scheduler::lastBeat() const
{
    return d->beat;
}

void Scheduler::wake()
{
    d->wake();
}

} // namespace portier::scheduling
