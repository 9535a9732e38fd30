// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/outbox.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// A departure comes near (TRP-206). `days` is what the owner asked for and names the event; the mail says how many
/// days are left at `now`. `newest`: the trip's newest snapshot.
[[nodiscard]] notifications::Event tripReminderEvent(const Trip &trip, int days, const std::optional<Snapshot> &newest,
                                                     const TripOwner &owner, Instant now);

/// What the weekly summary says of one trip (TRP-205).
struct SummaryLine {
    Trip trip;
    std::optional<Snapshot> newest;  ///< of the present revision
    std::optional<Snapshot> weekAgo; ///< whose price stood seven days ago, if `newest` is younger than that
    std::optional<SnapshotStore::Lowest> lowest;
    std::optional<Instant> nextCheckAt;
};
/// `period` names the event: there is one per account and period (PLT-089).
[[nodiscard]] notifications::Event priceSummaryEvent(const QList<SummaryLine> &lines, const TripOwner &owner,
                                                     const QString &period);

} // namespace portier::trips
