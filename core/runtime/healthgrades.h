// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runtime/conditions.h"
#include "core/trips/triphealth.h"

namespace portier::runtime
{

/// What the daily report is made from (PLT-175).
struct HealthFacts {
    operations::Findings findings; ///< what operators are told of at once, see conditions.h
    trips::TripHealth trips;
    std::optional<Instant> backupVerifiedAt;
    qint64 errors = 0; ///< lines of level error in the last 24 hours
    Instant now;
};

enum class HealthGrade { Ok, Warn, Fail };
[[nodiscard]] QString nameOf(HealthGrade grade); ///< "ok" | "warn" | "fail"

/// One line of the report.
struct HealthLine {
    QString check; ///< database, worker, sources, snapshots, trips, outbox, budgets, refresh, backups, errors
    HealthGrade grade = HealthGrade::Ok;
    std::optional<qint64> count;
    std::optional<Instant> at;
    bool operator==(const HealthLine &) const = default;
};

/// Pure. Always the same checks in the same order.
[[nodiscard]] QList<HealthLine> gradeHealth(const HealthFacts &facts);
[[nodiscard]] HealthGrade worstOf(const QList<HealthLine> &lines);

} // namespace portier::runtime
