// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A runner's figures (PLT-168) and the removal of ended jobs (PLT-100).
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
constexpr Millis purgeEvery = 1h;
constexpr Millis countEvery = 10s;

} // namespace

void JobRunner::Private::armPurge(Millis delay)
{
    purgeTimer = timer(delay, [](const Self &d) { purge(d); });
}

QCoro::Task<> JobRunner::Private::purge(Self d)
{
    bool more = true;
    while (more && !d->draining) {
        const auto body = [now = d->clock->now()](storage::Transaction &tx) { return JobStore(tx).purge(now); };
        const auto purged = co_await d->database.write(body);
        if (!purged)
            log::warning(component, "purge_failed"_L1, {{u"code"_s, purged.error().code}}, purged.error().message);
        more = purged.value_or(false);
    }
    if (!d->draining)
        d->armPurge(purgeEvery);
}

void JobRunner::Private::collect(operations::Metrics &target)
{
    // A scrape must not wait for the database: it shows what the last count said and starts the next one.
    QHash<QString, double> oldest;
    for (const JobCount &count : std::as_const(lastCounts)) {
        target.set(u"portier_jobs"_s, double(count.count), {{u"kind"_s, count.kind}, {u"state"_s, count.state}});
        if (count.state == "dead"_L1)
            target.set(u"portier_dead_letters"_s, double(count.count), {{u"kind"_s, count.kind}});
        if (count.oldestDue) {
            const double age = double((clock->now() - *count.oldestDue).count()) / 1000.0;
            oldest[count.kind] = std::max({0.0, age, oldest.value(count.kind)});
        }
    }
    for (auto it = kinds.cbegin(); it != kinds.cend(); ++it)
        target.set(u"portier_queue_oldest_seconds"_s, oldest.value(it.key()), {{u"queue"_s, it.key()}});
    if (started && !draining && !countingJobs && (!counted || clock->monotonic() - *counted >= countEvery))
        refreshCounts(shared_from_this());
}

QCoro::Task<> JobRunner::Private::refreshCounts(Self d)
{
    d->countingJobs = true;
    const auto counts = co_await d->database.read([](storage::Transaction &tx) { return JobStore(tx).counts(); });
    d->countingJobs = false;
    d->counted = d->clock->monotonic();
    if (!counts)
        co_return;
    // What is gone from the database must not keep its last figure.
    for (JobCount &count : d->lastCounts) {
        count.count = 0;
        count.oldestDue.reset();
    }
    for (const JobCount &fresh : *counts) {
        const auto known = std::find_if(d->lastCounts.begin(), d->lastCounts.end(), [&fresh](const JobCount &old) {
            return old.kind == fresh.kind && old.state == fresh.state;
        });
        if (known == d->lastCounts.end())
            d->lastCounts.append(fresh);
        else
            *known = fresh;
    }
}

} // namespace portier::scheduling
