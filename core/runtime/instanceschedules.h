// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/scheduling/scheduler.h"

namespace portier::runtime
{

/// Makes the stored schedules of the instance those of the configuration (settings schedule.<name>); what did not
/// change keeps its occurrences.
[[nodiscard]] Result<> putInstanceSchedules(storage::Transaction &tx, const Config &config, Instant now);

} // namespace portier::runtime
