// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"

namespace portier::bookings
{

/// In the start-up transaction: a fresh database gets the house "Ferienhaus" with its three parties (BKG-001), and
/// every resource the schedules it should have.
[[nodiscard]] Result<> prepareResources(storage::Transaction &tx, const BookingEnvironment &environment, Instant now);

} // namespace portier::bookings
