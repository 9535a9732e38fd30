// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/storage/database.h"

#include <QCoroTask>
#include <QFuture>
#include <QMap>
#include <QPromise>
#include <QStringList>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace portier::operations
{

/// A sign of life of a loop: the loop calls beat(), the readiness check looks at its age. Thread-safe.
class Heartbeat
{
public:
    explicit Heartbeat(std::shared_ptr<Clock> clock) : m_clock(std::move(clock)) {}
    void beat() { m_lastMs = m_clock->monotonic().count(); }
    /// False before the first beat.
    [[nodiscard]] bool isYoungerThan(Millis age) const;

private:
    std::shared_ptr<Clock> m_clock;
    std::atomic<qint64> m_lastMs{-1};
};

/// What `GET /ready` says (PLT-171).
struct HealthReport {
    QMap<QString, bool> checks;
    QStringList warnings; ///< codes; they never make it not ready
    [[nodiscard]] bool isReady() const { return std::find(checks.cbegin(), checks.cend(), false) == checks.cend(); }
};

/// The readiness checks of this process. Callers share one result that is at most 2 s old, and callers that come while
/// the checks run share that run. Lives on the core thread; must outlive the tasks it returned.
class HealthChecks
{
public:
    using Check = std::function<QCoro::Task<bool>()>;
    using Warnings = std::function<QCoro::Task<QStringList>()>;

    explicit HealthChecks(std::shared_ptr<Clock> clock);

    /// A check that takes longer than 1 s counts as false. What it captures must outlive this object.
    void add(const QString &name, Check check);
    void addWarnings(Warnings warnings);
    /// A check that is true while the returned heartbeat is younger than `age`.
    [[nodiscard]] std::shared_ptr<Heartbeat> addHeartbeat(const QString &name, Millis age);
    /// A check that is what was last set here, at once: `migrations`, and `accepting` while not draining.
    void set(const QString &name, bool value);

    QCoro::Task<HealthReport> report();

private:
    struct NamedCheck {
        QString name;
        Check check;
    };
    QCoro::Task<HealthReport> run();
    QCoro::Task<> runAndShare(std::shared_ptr<QPromise<HealthReport>> promise);

    std::shared_ptr<Clock> m_clock;
    std::vector<NamedCheck> m_checks;
    std::vector<Warnings> m_warnings;
    QMap<QString, bool> m_values;
    std::optional<HealthReport> m_last;
    Millis m_lastAt{0};
    std::optional<QFuture<HealthReport>> m_running;
};

/// A real write and read of `database`.
QCoro::Task<bool> canWriteAndRead(storage::Database &database, std::shared_ptr<Clock> clock, QString instance);
/// The directory takes files and has room for more than a few commits.
[[nodiscard]] bool hasRoom(const QString &directory);

} // namespace portier::operations
