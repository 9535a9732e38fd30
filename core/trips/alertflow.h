// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/alertstore.h"
#include "core/trips/snapshot.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// Judges a snapshot by the trip's rule in the transaction of the caller and writes all that follows: memory,
/// evaluation, feed, mail event, confirmation (TRP-180, TRP-183, TRP-190). Nothing when the trip has no rule or this
/// revision of it has judged the snapshot before. `rule` comes back as it is afterwards.
[[nodiscard]] Result<std::optional<AlertVerdict>> judgeSnapshot(const TripEnvironment &environment,
                                                                storage::Transaction &tx, const Trip &trip,
                                                                AlertRule &rule, const Snapshot &snapshot, Instant now);

/// Judges the newest eligible snapshot of the present revision, if it is younger than 24 h (TRP-188, TRP-189).
[[nodiscard]] Result<std::optional<AlertVerdict>> judgeNewest(const TripEnvironment &environment,
                                                              storage::Transaction &tx, const Trip &trip,
                                                              AlertRule &rule, Instant now);

} // namespace portier::trips
