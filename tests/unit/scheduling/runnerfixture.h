// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/metrics.h"
#include "core/scheduling/jobrunner.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>

namespace portier::test
{

/// The options of a runner whose time is a ManualClock's.
inline scheduling::JobRunner::Options manualTime()
{
    scheduling::JobRunner::Options options;
    options.databaseTime = false;
    options.seed = 7;
    return options;
}

inline QString enqueued(storage::Database &database, const scheduling::NewJob &job, Instant now)
{
    const auto id = database.writeBlocking(
        [job, now](storage::Transaction &tx) { return scheduling::JobQueue::enqueue(tx, job, now); });
    if (!id)
        qFatal("enqueue: %s", qPrintable(id.error().message));
    return *id;
}

inline scheduling::Job jobOf(storage::Database &database, const QString &id)
{
    const auto job =
        database.readBlocking([id](storage::Transaction &tx) { return scheduling::JobQueue::find(tx, id); });
    if (!job || !*job)
        qFatal("no job %s", qPrintable(id));
    return **job;
}

/// A handler that notes its runs and ends them all in one way.
struct Recorder {
    QStringList runs; ///< "key#attempt"
    scheduling::JobOutcome outcome = {};

    static QCoro::Task<scheduling::JobOutcome> run(std::shared_ptr<Recorder> self,
                                                   std::shared_ptr<scheduling::JobContext> context)
    {
        self->runs << QStringLiteral("%1#%2").arg(context->job().uniqueKey).arg(context->job().attempt);
        const auto outcome = self->outcome;
        co_return outcome;
    }
};

/// A kind of that name which the work handles: a Recorder, a Sleeper or an Endless.
template <class Work>
scheduling::JobKind handledBy(const QString &name, std::shared_ptr<Work> work)
{
    scheduling::JobKind kind;
    kind.name = name;
    kind.handler = [work](std::shared_ptr<scheduling::JobContext> context) {
        return Work::run(work, std::move(context));
    };
    return kind;
}

/// A handler that sleeps by its clock, then writes one row of effect through its context.
struct Sleeper {
    std::shared_ptr<Clock> clock;
    Millis duration{0};
    int started = 0;
    int sawStop = 0;
    QStringList results; ///< "ok" or the error's code, per run that came to its write

    static QCoro::Task<scheduling::JobOutcome> run(std::shared_ptr<Sleeper> self,
                                                   std::shared_ptr<scheduling::JobContext> context)
    {
        ++self->started;
        co_await sleepFor(*self->clock, self->duration);
        if (context->shouldStop())
            ++self->sawStop;
        const auto body = [key = context->job().uniqueKey](storage::Transaction &tx) {
            return tx.exec(QStringLiteral("INSERT INTO period_marks (work, owner, period, created_at) "
                                          "VALUES ('effect', ?, '', 0)"),
                           {key});
        };
        const auto written = co_await context->write(body);
        self->results << (written ? QStringLiteral("ok") : written.error().code);
        if (!written)
            co_return scheduling::JobOutcome::cancelled(written.error().code);
        co_return scheduling::JobOutcome::done();
    }
};

/// A handler that works until it is told to stop, and then ends in one way; at once where it is not endless.
struct Endless {
    std::shared_ptr<Clock> clock;
    scheduling::JobOutcome outcome = {};
    bool isEndless = true;
    int runs = 0;

    static QCoro::Task<scheduling::JobOutcome> run(std::shared_ptr<Endless> self,
                                                   std::shared_ptr<scheduling::JobContext> context)
    {
        ++self->runs;
        if (!self->isEndless)
            co_return scheduling::JobOutcome::done();
        while (!context->shouldStop())
            co_await sleepFor(*self->clock, std::chrono::seconds(1));
        const auto outcome = self->outcome;
        co_return outcome;
    }
};

inline qint64 effects(storage::Database &database)
{
    return intOrDie(database, QStringLiteral("SELECT COUNT(*) FROM period_marks WHERE work = 'effect'"));
}

} // namespace portier::test
