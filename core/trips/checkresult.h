// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/jobqueue.h"
#include "core/trips/pricecheck.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// What a check needs to know to ask, read before it asks.
struct CheckPlan {
    PriceCheck check;
    TripPlan plan;
};

/// Opens a check: gives its plan, or ends it at once when there is nothing to ask (deleted, paused, departed, answered
/// a moment ago: TRP-026, TRP-030, TRP-094, TRP-142).
struct OpenedCheck {
    std::optional<CheckPlan> plan;
    std::optional<PriceCheck> ended; ///< at once, with its outcome
};
[[nodiscard]] Result<OpenedCheck> openCheck(const TripEnvironment &environment, storage::Transaction &tx,
                                            const scheduling::Job &job, Instant now);

/// Writes all that a check found: snapshot, offers, trip, rule, evaluation, messages, run, feed (TRP-093 to TRP-095).
/// Gives the outcome that was recorded; Cancelled when the trip went meanwhile.
struct WrittenCheck {
    CheckOutcome outcome = CheckOutcome::Cancelled;
    QString alertReason; ///< of the evaluation; empty: none
};
[[nodiscard]] Result<WrittenCheck> writeCheck(const TripEnvironment &environment, storage::Transaction &tx,
                                              const scheduling::Job &job, const CheckPlan &plan,
                                              const SideResult &flights, const SideResult &hotels, Instant now);

/// Ends a check that nobody is working at as failed for a passing cause; its trip counts it like any other failure
/// (TRP-032).
[[nodiscard]] Result<> failCheck(const TripEnvironment &environment, storage::Transaction &tx, const PriceCheck &check,
                                 const QString &code, Instant now);

/// Brings the trip's "latest" up to its newest snapshot of the present revision (TRP-232, TRP-233).
[[nodiscard]] Result<> refreshLatest(storage::Transaction &tx, const Trip &trip);

} // namespace portier::trips
