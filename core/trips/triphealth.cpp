// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/triphealth.h"

#include "core/trips/runstore.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripstore.h"

namespace portier::trips
{

Result<TripHealth> tripHealth(storage::Transaction &tx, Instant now)
{
    TripHealth health;
    PORTIER_ASSIGN(trips, TripStore(tx).countByStatus());
    PORTIER_ASSIGN(snapshots, SnapshotStore(tx).countSince(now - std::chrono::hours(24)));
    PORTIER_ASSIGN(run, RunStore(tx).newest());
    health.active = trips.value(toText(TripStatus::Active));
    health.erroring = trips.value(toText(TripStatus::Error));
    health.snapshots = snapshots;
    health.lastRun = run;
    return health;
}

} // namespace portier::trips
