// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/healthchecks.h"

#include <QCoroFuture>
#include <QFileInfo>
#include <QStorageInfo>

namespace portier::operations
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr Millis resultAge = 2s;
constexpr Millis checkTimeout = 1s;
/// Enough for the commits that are under way while writes are being refused.
constexpr qint64 leastFreeBytes = 16LL * 1024 * 1024;

/// The first answer of a check or of its timer.
struct Race {
    QPromise<bool> promise;
    std::unique_ptr<TimerHandle> timer;
    bool decided = false;

    void decide(bool value)
    {
        if (decided)
            return;
        decided = true;
        promise.addResult(value);
        promise.finish();
    }
};

QCoro::Task<bool> ready(bool value)
{
    co_return value;
}

QCoro::Task<> runCheck(HealthChecks::Check check, std::shared_ptr<Race> race)
{
    const bool value = co_await check();
    race->decide(value);
    race->timer.reset();
}

QCoro::Task<bool> withTimeout(HealthChecks::Check check, std::shared_ptr<Clock> clock)
{
    auto race = std::make_shared<Race>();
    race->promise.start();
    QFuture<bool> future = race->promise.future();
    race->timer = clock->callAfter(checkTimeout, [weak = std::weak_ptr(race)] {
        if (const auto stillRunning = weak.lock())
            stillRunning->decide(false);
    });
    // Runs on by itself after a timeout; it holds the race alive.
    runCheck(std::move(check), race);
    if (race->decided)
        co_return future.result();
    co_return co_await future;
}

} // namespace

bool Heartbeat::isYoungerThan(Millis age) const
{
    const qint64 last = m_lastMs;
    return last >= 0 && m_clock->monotonic() - Millis(last) < age;
}

HealthChecks::HealthChecks(std::shared_ptr<Clock> clock) : m_clock(std::move(clock))
{
}

void HealthChecks::add(const QString &name, Check check)
{
    m_checks.push_back({name, std::move(check)});
}

void HealthChecks::addWarnings(Warnings warnings)
{
    m_warnings.push_back(std::move(warnings));
}

std::shared_ptr<Heartbeat> HealthChecks::addHeartbeat(const QString &name, Millis age)
{
    auto heartbeat = std::make_shared<Heartbeat>(m_clock);
    add(name, [heartbeat, age] { return ready(heartbeat->isYoungerThan(age)); });
    return heartbeat;
}

void HealthChecks::set(const QString &name, bool value)
{
    m_values.insert(name, value);
}

QCoro::Task<HealthReport> HealthChecks::report()
{
    HealthReport report;
    if (m_last && m_clock->monotonic() - m_lastAt < resultAge) {
        report = *m_last;
    } else {
        if (!m_running) {
            auto promise = std::make_shared<QPromise<HealthReport>>();
            promise->start();
            m_running = promise->future();
            runAndShare(promise);
        }
        if (m_running) {
            const QFuture<HealthReport> running = *m_running;
            report = co_await running;
        } else {
            report = *m_last;
        }
    }
    // Values that were set are never old: a drain shows at once (PLT-102).
    report.checks.insert(m_values);
    co_return report;
}

QCoro::Task<> HealthChecks::runAndShare(std::shared_ptr<QPromise<HealthReport>> promise)
{
    const HealthReport report = co_await run();
    m_last = report;
    m_lastAt = m_clock->monotonic();
    m_running.reset();
    promise->addResult(report);
    promise->finish();
}

QCoro::Task<HealthReport> HealthChecks::run()
{
    // All start at once; the slowest decides how long it takes.
    std::vector<std::pair<QString, QCoro::Task<bool>>> checks;
    for (const NamedCheck &named : m_checks)
        checks.emplace_back(named.name, withTimeout(named.check, m_clock));
    std::vector<QCoro::Task<QStringList>> warnings;
    for (const Warnings &source : m_warnings)
        warnings.push_back(source());

    HealthReport report;
    for (auto &[name, task] : checks)
        report.checks.insert(name, co_await task);
    for (auto &task : warnings)
        report.warnings += co_await task;
    co_return report;
}

QCoro::Task<bool> canWriteAndRead(storage::Database &database, std::shared_ptr<Clock> clock, QString instance)
{
    const Instant now = clock->now();
    const auto touch = [now, instance](storage::Transaction &tx) -> Result<> {
        PORTIER_TRY(tx.exec(u"INSERT INTO health_probe (id, at) VALUES (?, ?)"
                            " ON CONFLICT (id) DO UPDATE SET at = excluded.at"_s,
                            {instance, now}));
        return {};
    };
    const Result<> written = co_await database.write(touch);
    if (!written)
        co_return false;
    const auto look = [instance](storage::Transaction &tx) {
        return tx.queryOne(u"SELECT at FROM health_probe WHERE id = ?"_s, {instance});
    };
    const auto read = co_await database.read(look);
    co_return read &&*read && (*read)->instant(0) == now;
}

bool hasRoom(const QString &directory)
{
    const QStorageInfo storage(directory);
    return storage.isValid() && storage.isReady() && !storage.isReadOnly() && QFileInfo(directory).isWritable() &&
           storage.bytesAvailable() >= leastFreeBytes;
}

} // namespace portier::operations
