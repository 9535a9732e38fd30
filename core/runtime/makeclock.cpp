// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/makeclock.h"

#include "core/base/steppingclock.h"

namespace portier::runtime
{

std::shared_ptr<Clock> makeClock(const Config &config)
{
    if (config.text(u"test.clock") != u"stepped")
        return std::make_shared<SystemClock>();
    if (const auto start = fromRfc3339(config.text(u"test.clock_start")))
        return std::make_shared<SteppingClock>(*start);
    return std::make_shared<SteppingClock>();
}

} // namespace portier::runtime
