// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/closedoccurrence.h"

#include "core/base/log.h"
#include "core/operations/metrics.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;

void reportClosed(operations::Metrics &metrics, const ClosedOccurrence &closed)
{
    metrics.increment(u"portier_occurrences_total"_s, {{u"schedule"_s, closed.work}, {u"outcome"_s, closed.outcome}});
    log::info("scheduling"_L1, "occurrence_closed"_L1,
              {{u"schedule"_s, closed.work},
               {u"outcome"_s, closed.outcome},
               {u"reason"_s, closed.reason},
               {u"job_id"_s, closed.id}});
}

} // namespace portier::scheduling
