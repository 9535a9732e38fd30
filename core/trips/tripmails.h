// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/outbox.h"
#include "core/trips/alertrule.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// All that a price alert says (TRP-201).
struct PriceAlert {
    Trip trip;
    AlertRule rule; ///< after the verdict
    Snapshot snapshot;
    AlertVerdict verdict;
    std::optional<qint64> lastAlertedMinor; ///< of the alert before this one
    std::optional<SnapshotStore::Lowest> lowest;
    std::optional<Snapshot> previous; ///< the snapshot priced before this one
};
[[nodiscard]] notifications::Event priceAlertEvent(const PriceAlert &alert, const TripOwner &owner);

/// A trip's status became error (TRP-200). `checkId` names the episode.
[[nodiscard]] notifications::Event tripErrorEvent(const Trip &trip, const QString &checkId, bool simulated,
                                                  std::optional<Instant> nextCheckAt, const TripOwner &owner);

} // namespace portier::trips
