// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"

#include <vector>

namespace portier::runtime
{

/// Removes what has passed its keeping time, room by room. Lives until the job runner is drained.
class Retention
{
public:
    /// Removes in one transaction and gives the number of rows that went.
    using Step = std::function<Result<qint64>(storage::Transaction &, Instant now)>;
    /// For rooms that do it themselves.
    using Task = std::function<QCoro::Task<Result<qint64>>()>;

    explicit Retention(std::shared_ptr<Clock> clock) : m_clock(std::move(clock)) {}

    void add(const QString &what, Step step);
    void add(const QString &what, Task task);
    /// The work of the schedule "retention". One step's failure does not keep the others from running.
    QCoro::Task<scheduling::JobOutcome> run(scheduling::OccurrenceRun occurrence);

private:
    struct Entry {
        QString what;
        Step step;
        Task task;
    };
    QCoro::Task<Result<qint64>> runEntry(const Entry *entry, std::shared_ptr<scheduling::JobContext> job);

    std::shared_ptr<Clock> m_clock;
    std::vector<Entry> m_entries;
};

} // namespace portier::runtime
