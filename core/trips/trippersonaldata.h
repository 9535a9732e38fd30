// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/personaldata.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// What the room keeps of a person: trips with their rules and prices, and the schedule (PLT-157, PLT-158). Stored
/// answers of sources are not among it, because they hold nothing of whoever asked (TRP-004).
[[nodiscard]] operations::PersonalDataSource tripPersonalData(Environment environment);

} // namespace portier::trips
