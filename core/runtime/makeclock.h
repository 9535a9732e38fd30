// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/config.h"

namespace portier::runtime
{

/// Real time, or the stepped clock of automated tests (test.clock).
[[nodiscard]] std::shared_ptr<Clock> makeClock(const Config &config);

} // namespace portier::runtime
