// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A process that runs jobs until it is killed: jobprocess DATABASE_URL. Says "ready", and "run KEY ATTEMPT" per run.
// Job "hold" waits for ever in its first attempt; job "work" writes its effect and its end in one transaction.
#include "core/operations/metrics.h"
#include "core/scheduling/jobrunner.h"

#include <QCoreApplication>

#include <cstdio>

using namespace portier;
using namespace portier::scheduling;
using namespace portier::storage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

void say(const QString &line)
{
    std::puts(qPrintable(line));
    std::fflush(stdout);
}

QCoro::Task<JobOutcome> run(std::shared_ptr<JobContext> context, std::shared_ptr<Clock> clock)
{
    const Job job = context->job();
    say(u"run %1 %2"_s.arg(job.uniqueKey).arg(job.attempt));
    if (job.kind == "hold"_L1 && job.attempt == 1)
        co_await sleepFor(*clock, 24h);
    const auto body = [job, now = clock->now()](Transaction &tx) -> Result<> {
        PORTIER_TRY(tx.exec(u"INSERT INTO period_marks (work, owner, period, created_at) VALUES ('effect', ?, ?, 0)"_s,
                            {job.uniqueKey, QString::number(job.attempt)}));
        return JobContext::finish(tx, job, JobOutcome::done(), now);
    };
    const auto written = co_await context->write(body);
    co_return written ? JobOutcome::committed() : JobOutcome::retry(written.error().code);
}

JobKind kindOf(const QString &name, const std::shared_ptr<Clock> &clock)
{
    JobKind kind;
    kind.name = name;
    kind.maxAttempts = 1000;
    kind.handler = [clock](std::shared_ptr<JobContext> context) { return run(std::move(context), clock); };
    return kind;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const auto clock = std::make_shared<SystemClock>();
    DatabaseOptions options;
    options.url = QString::fromLocal8Bit(argv[1]);
    const auto database = Database::open(options, clock);
    if (!database)
        return 1;
    operations::Metrics metrics;
    JobRunner::Options plan;
    plan.poisonDeaths = 0;
    JobRunner runner(**database, clock, metrics, plan);
    runner.registerKind(kindOf(u"hold"_s, clock));
    runner.registerKind(kindOf(u"work"_s, clock));
    if (!QCoro::waitFor(runner.start()))
        return 2;
    say(u"ready"_s);
    return QCoreApplication::exec();
}
