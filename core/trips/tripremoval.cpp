// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripremoval.h"

#include "core/scheduling/jobqueue.h"
#include "core/trips/checkflow.h"
#include "core/trips/reminderwork.h"
#include "core/trips/triprecords.h"
#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

Result<> removeTrip(const TripEnvironment &environment, storage::Transaction &tx, const Caller &caller,
                    const QString &tripId, Instant now)
{
    PORTIER_TRY(CheckFlow(environment, tx, now).cancelOf(tripId, caller.userId, u"trip_deleted"_s));
    PORTIER_TRY(scheduling::JobQueue::cancelByKey(tx, confirmJobKind, tripId, now));
    PORTIER_TRY(withdrawReminders(tx, tripId, now));
    PORTIER_TRY(TripStore(tx).remove(tripId));
    TripRecords records(tx, caller.userId, caller.actor, now);
    PORTIER_TRY(records.audit(u"trip.deleted"_s, u"trip"_s, tripId));
    return records.feed(u"trip.deleted"_s, tripId, operations::ChangeOperation::Removed, tripId);
}

} // namespace portier::trips
