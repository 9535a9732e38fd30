// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"
#include "core/identity/link.h"
#include "core/operations/actor.h"

namespace portier::bookings
{

/// M10 with the new link, in the transaction that renewed it (BKG-074). Feed links are shown, not mailed.
[[nodiscard]] Result<> mailRenewedLink(const BookingEnvironment &environment, storage::Transaction &tx,
                                       const identity::Link &link, const operations::Actor &actor, Instant now);

} // namespace portier::bookings
