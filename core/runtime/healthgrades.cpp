// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/healthgrades.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace portier::runtime
{

namespace
{

constexpr Millis refreshAge = 26h; // daily, and some patience
constexpr Millis backupAge = 36h;
constexpr qint64 manyErrors = 50;

HealthGrade worse(HealthGrade a, HealthGrade b)
{
    return std::max(a, b);
}

HealthGrade ifHolds(const HealthFacts &facts, QLatin1String code, HealthGrade grade)
{
    const auto &holding = facts.findings.holding;
    const bool holds = std::any_of(holding.begin(), holding.end(), [code](const operations::Finding &finding) {
        return finding.condition.code == code;
    });
    return holds ? grade : HealthGrade::Ok;
}

HealthLine snapshotLine(const trips::TripHealth &trips)
{
    const bool isMissing = trips.active > 0 && trips.snapshots == 0;
    return {u"snapshots"_s, isMissing ? HealthGrade::Fail : HealthGrade::Ok, trips.snapshots, {}};
}

HealthLine tripLine(const trips::TripHealth &trips)
{
    const HealthGrade some = trips.active == 0 ? HealthGrade::Fail : HealthGrade::Warn;
    return {u"trips"_s, trips.erroring > 0 ? some : HealthGrade::Ok, trips.erroring, {}};
}

/// A run that goes on is not known to end well.
HealthLine refreshLine(const trips::TripHealth &trips, Instant now)
{
    HealthLine line{u"refresh"_s, HealthGrade::Ok, {}, {}};
    if (!trips.lastRun) {
        line.grade = trips.active > 0 ? HealthGrade::Warn : HealthGrade::Ok;
        return line;
    }
    const auto &run = *trips.lastRun;
    line.at = run.finishedAt.value_or(run.createdAt);
    const bool isOld = trips.active > 0 && now - *line.at > refreshAge;
    if (run.outcome == trips::RunOutcome::Failed)
        line.grade = HealthGrade::Fail;
    else if (run.running || run.outcome == trips::RunOutcome::Partial || isOld)
        line.grade = HealthGrade::Warn;
    return line;
}

HealthLine backupLine(const HealthFacts &facts)
{
    HealthGrade grade = HealthGrade::Warn;
    if (facts.backupVerifiedAt)
        grade = facts.now - *facts.backupVerifiedAt > backupAge ? HealthGrade::Fail : HealthGrade::Ok;
    return {u"backups"_s, grade, {}, facts.backupVerifiedAt};
}

HealthLine outboxLine(const HealthFacts &facts)
{
    HealthGrade grade = ifHolds(facts, "dead_letters"_L1, HealthGrade::Warn);
    for (const QLatin1String code : {"outbox_stuck"_L1, "channel_paused"_L1, "poison_jobs"_L1})
        grade = worse(grade, ifHolds(facts, code, HealthGrade::Fail));
    return {u"outbox"_s, grade, {}, {}};
}

HealthLine errorLine(qint64 errors)
{
    const HealthGrade some = errors > manyErrors ? HealthGrade::Fail : HealthGrade::Warn;
    return {u"errors"_s, errors > 0 ? some : HealthGrade::Ok, errors, {}};
}

} // namespace

QString nameOf(HealthGrade grade)
{
    switch (grade) {
    case HealthGrade::Ok:
        return u"ok"_s;
    case HealthGrade::Warn:
        return u"warn"_s;
    case HealthGrade::Fail:
        break;
    }
    return u"fail"_s;
}

QList<HealthLine> gradeHealth(const HealthFacts &facts)
{
    const HealthGrade worker = worse(ifHolds(facts, "worker_missing"_L1, HealthGrade::Fail),
                                     worse(ifHolds(facts, "schedule_lag"_L1, HealthGrade::Warn),
                                           ifHolds(facts, "schedule_invalid"_L1, HealthGrade::Warn)));
    const HealthGrade budgets = worse(ifHolds(facts, "source_budget_low"_L1, HealthGrade::Warn),
                                      ifHolds(facts, "source_budget_spent"_L1, HealthGrade::Fail));
    return {
        {u"database"_s, ifHolds(facts, "disk_low"_L1, HealthGrade::Warn), {}, {}},
        {u"worker"_s, worker, {}, {}},
        {u"sources"_s, ifHolds(facts, "source_failing"_L1, HealthGrade::Fail), {}, {}},
        snapshotLine(facts.trips),
        tripLine(facts.trips),
        outboxLine(facts),
        {u"budgets"_s, budgets, {}, {}},
        refreshLine(facts.trips, facts.now),
        backupLine(facts),
        errorLine(facts.errors),
    };
}

HealthGrade worstOf(const QList<HealthLine> &lines)
{
    HealthGrade worst = HealthGrade::Ok;
    for (const HealthLine &line : lines)
        worst = worse(worst, line.grade);
    return worst;
}

} // namespace portier::runtime
