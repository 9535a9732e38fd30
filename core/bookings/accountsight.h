// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"
#include "core/storage/transaction.h"

namespace portier::bookings
{

/// Tells an account's feed which bookings it sees from now on and which no more, after its parties, its verified
/// address or its being an admin have changed (PLT-083). `before` and `after` are the same account; one that may not
/// act has neither address nor parties.
[[nodiscard]] Result<> tellOfSight(storage::Transaction &tx, const BookingAccount &before, const BookingAccount &after,
                                   Instant now);

} // namespace portier::bookings
