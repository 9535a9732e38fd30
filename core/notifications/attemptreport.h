// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/operations/metrics.h"

namespace portier::notifications
{

/// Says of one attempt that has just ended how it went: as a call to an outside service, in the log and in the metrics,
/// and as what became of the message (PLT-162, PLT-165).
void reportAttempt(operations::Metrics &metrics, const Message &message, const DeliveryOutcome &outcome, Millis took);

} // namespace portier::notifications
