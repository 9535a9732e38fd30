// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"

namespace portier::test
{

/// The configuration of these flags ("schedule.retention=daily 05:00") and nothing else; ends the test program when
/// they are refused.
inline Config configOf(const QStringList &flags)
{
    ConfigInput input;
    input.flags = flags;
    const auto config = Config::resolve(input);
    if (!config)
        qFatal("%s", qPrintable(config.error().join(u'\n')));
    return *config;
}

} // namespace portier::test
