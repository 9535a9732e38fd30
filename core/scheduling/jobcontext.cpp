// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/jobstore.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;

namespace
{

Error fenced()
{
    return Error::cancelled(u"job_fenced"_s, u"the job's fencing token is stale"_s);
}

Result<bool> record(JobStore store, const Job &job, const JobOutcome &outcome, Instant now)
{
    switch (outcome.kind) {
    case JobOutcome::Kind::Done:
        return store.end(job, {JobState::Done, outcome.reason}, now);
    case JobOutcome::Kind::Dead:
        return store.end(job, {JobState::Dead, outcome.reason}, now);
    case JobOutcome::Kind::Cancelled:
        return store.end(job, {JobState::Cancelled, outcome.reason}, now);
    case JobOutcome::Kind::Retry:
        if (job.attempt >= job.maxAttempts)
            return store.end(job, {JobState::Dead, outcome.reason}, now);
        return store.retry(job, outcome.reason, outcome.at.value_or(now + retryDelay(job)));
    case JobOutcome::Kind::Postponed:
        return store.handBack(job, outcome.reason, outcome.at.value_or(now));
    case JobOutcome::Kind::Committed:
        break;
    }
    return fail(Error::internal(u"JobOutcome::committed() says that the row is closed, it cannot close it"_s));
}

} // namespace

Result<> JobContext::checkFence(storage::Transaction &tx, const Job &job)
{
    PORTIER_ASSIGN(held, JobStore(tx).holds(job));
    if (!held)
        return fail(fenced());
    return {};
}

Result<> JobContext::finish(storage::Transaction &tx, const Job &job, const JobOutcome &outcome, Instant now)
{
    PORTIER_ASSIGN(held, record(JobStore(tx), job, outcome, now));
    if (!held)
        return fail(fenced());
    return {};
}

} // namespace portier::scheduling
