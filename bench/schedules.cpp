// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How late 10,000 schedules start that are due in the same minute (PLT-092; aim: p99 under 1 s).
//     bench_schedules [DATABASE_URL] [COUNT]
// Without a URL a temporary SQLite file is used; a URL must lead to an empty database. Real time: waits for the next
// full minute that leaves room to store the schedules. Prints one JSON object.
#include "core/operations/metrics.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"
#include "core/storage/migrator.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace portier;
using namespace portier::scheduling;
using namespace portier::storage;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

struct Lags {
    std::shared_ptr<Clock> clock;
    std::vector<qint64> ms;
};

QCoro::Task<JobOutcome> note(std::shared_ptr<Lags> lags, OccurrenceRun run)
{
    lags->ms.push_back((lags->clock->now() - run.occurrence.dueAt).count());
    co_return JobOutcome::done();
}

/// Stores the schedules, all due at `due`, in transactions of 500.
Result<> storeSchedules(Database &database, int count, Instant due, Instant now)
{
    const QTime time = toLocal(due, QTimeZone::utc()).time();
    const auto spec = ScheduleSpec::parse(u"daily "_s + time.toString(u"HH:mm"_s), u"UTC"_s);
    for (int from = 0; from < count; from += 500) {
        const auto some = [&](Transaction &tx) -> Result<> {
            for (int i = from; i < std::min(count, from + 500); ++i)
                PORTIER_TRY(Scheduler::put(tx, u"bench"_s, QString::number(i), *spec, now));
            return {};
        };
        PORTIER_TRY(database.writeBlocking(some));
    }
    return {};
}

qint64 quantile(const std::vector<qint64> &sorted, double q)
{
    return sorted[std::min(sorted.size() - 1, size_t(q * double(sorted.size())))];
}

qint64 waiting(Database &database)
{
    const auto row = database.readBlocking(
        [](Transaction &tx) { return tx.queryOne(u"SELECT COUNT(*) FROM occurrences WHERE state = 'fired'"_s); });
    return row && *row ? (*row)->integer(0) : -1;
}

int complain(const Error &error)
{
    std::fprintf(stderr, "%s: %s\n", qPrintable(error.code), qPrintable(error.message));
    return 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir directory;
    const auto clock = std::make_shared<SystemClock>();
    DatabaseOptions options;
    options.url = argc > 1 && argv[1][0] != '\0' ? QString::fromLocal8Bit(argv[1])
                                                 : u"sqlite:"_s + directory.filePath(u"portier.db"_s);
    const int count = argc > 2 ? QString::fromLocal8Bit(argv[2]).toInt() : 10'000;
    const auto database = Database::open(options, clock);
    if (!database)
        return complain(database.error());
    if (const auto migrated = Migrator(**database).migrate(clock->now()); !migrated)
        return complain(migrated.error());

    operations::Metrics metrics;
    JobRunner runner(**database, clock, metrics, {});
    Scheduler scheduler(**database, runner, clock, metrics);
    const auto lags = std::make_shared<Lags>();
    lags->clock = clock;
    scheduler.registerWork(
        u"bench"_s, [lags](OccurrenceRun run) { return note(lags, std::move(run)); }, 1000);
    const Instant due = std::chrono::ceil<std::chrono::minutes>(clock->now() + 20s);
    if (const Result<> stored = storeSchedules(**database, count, due, clock->now()); !stored)
        return complain(stored.error());
    if (clock->now() > due - 1s) {
        std::fputs("storing the schedules took too long\n", stderr);
        return 1;
    }
    QCoro::waitFor(runner.start());
    QCoro::waitFor(scheduler.start());
    const std::clock_t cpuBefore = std::clock();
    while (lags->ms.size() < size_t(count) && clock->now() < due + 60s)
        QCoro::waitFor(sleepFor(*clock, 20ms));
    while (waiting(**database) > 0 && clock->now() < due + 60s)
        QCoro::waitFor(sleepFor(*clock, 20ms));
    const Millis all = clock->now() - due;
    const auto cpu = qint64(std::clock() - cpuBefore) * 1000 / CLOCKS_PER_SEC;
    scheduler.stop();
    QCoro::waitFor(runner.drain(5s));
    if (lags->ms.empty())
        return 1;

    std::sort(lags->ms.begin(), lags->ms.end());
    const QJsonObject figures{{u"benchmark"_s, u"schedules"_s},
                              {u"database"_s, (*database)->dialect().isSqlite() ? u"sqlite"_s : u"postgresql"_s},
                              {u"due_at_once"_s, count},
                              {u"started"_s, qint64(lags->ms.size())},
                              {u"lag_ms_p50"_s, quantile(lags->ms, 0.50)},
                              {u"lag_ms_p99"_s, quantile(lags->ms, 0.99)},
                              {u"lag_ms_max"_s, lags->ms.back()},
                              {u"cpu_ms"_s, cpu},
                              {u"all_closed_ms"_s, qint64(all.count())}};
    std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
