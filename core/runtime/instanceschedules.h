// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/scheduletable.h"

namespace portier::runtime
{

/// Makes the stored schedules of the instance those of the settings schedule.<name>, in the zone schedule.zone. Those
/// that accounts and resources have are their rooms' to plan.
[[nodiscard]] Result<> putInstanceSchedules(storage::Transaction &tx, const scheduling::ScheduleTable &schedules,
                                            const QString &zone, Instant now);

} // namespace portier::runtime
