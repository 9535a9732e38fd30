// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"
#include "core/operations/personaldata.h"

namespace portier::bookings
{

/// What the room keeps of a person: the requests of their address with their history, the parties that decide by it,
/// and wishes for access links (PLT-157, PLT-158). An erased request keeps days and state, because the house needs
/// them; an erased party keeps its name and decisions, and has no address (ADR 46).
[[nodiscard]] operations::PersonalDataSource bookingPersonalData(BookingEnv environment);

} // namespace portier::bookings
