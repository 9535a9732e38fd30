// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/retention.h"

#include "core/base/log.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

using scheduling::JobOutcome;

void Retention::add(const QString &what, Step step)
{
    m_entries.push_back({what, std::move(step), {}});
}

void Retention::add(const QString &what, Task task)
{
    m_entries.push_back({what, {}, std::move(task)});
}

QCoro::Task<Result<qint64>> Retention::runEntry(const Entry *entry, std::shared_ptr<scheduling::JobContext> job)
{
    if (entry->task)
        co_return co_await entry->task();
    const auto body = [step = entry->step, now = m_clock->now()](storage::Transaction &tx) { return step(tx, now); };
    co_return co_await job->write(body);
}

QCoro::Task<JobOutcome> Retention::run(scheduling::OccurrenceRun occurrence)
{
    bool allWell = true;
    for (const Entry &entry : m_entries) {
        if (occurrence.job->shouldStop())
            co_return JobOutcome::retry(u"stopped"_s);
        const auto removed = co_await runEntry(&entry, occurrence.job);
        if (!removed) {
            allWell = false;
            log::warning("runtime"_L1, "retention_failed"_L1,
                         {{u"what"_s, entry.what}, {u"code"_s, removed.error().code}}, removed.error().message);
        } else if (*removed > 0) {
            log::info("runtime"_L1, "retention_removed"_L1, {{u"what"_s, entry.what}, {u"rows"_s, *removed}});
        }
    }
    co_return allWell ? JobOutcome::done() : JobOutcome::retry(u"retention_failed"_s);
}

} // namespace portier::runtime
