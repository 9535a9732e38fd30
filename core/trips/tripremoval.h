// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// Deletes a trip with all that belongs to it; its unfinished check ends as cancelled (TRP-004, TRP-026).
[[nodiscard]] Result<> removeTrip(const TripEnvironment &environment, storage::Transaction &tx, const Caller &caller,
                                  const QString &tripId, Instant now);

} // namespace portier::trips
