// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"

namespace portier::bookings
{

/// When the data is opened: a fresh database gets the house "Ferienhaus" with its three parties and its schedules
/// (BKG-001), whichever program opens it first.
[[nodiscard]] Result<> makeFirstResource(storage::Transaction &tx, const BookingEnvironment &environment, Instant now);
/// When the schedules start: every resource gets those it should have.
[[nodiscard]] Result<> planResources(storage::Transaction &tx, const BookingEnvironment &environment, Instant now);

} // namespace portier::bookings
