// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/base/log.h"

namespace portier::runtime
{

/// The log settings of the configuration.
[[nodiscard]] log::Level logLevel(const Config &config);
/// Sets up the pipeline of a service, Qt's own messages included.
void setUpLog(const Config &config, std::shared_ptr<Clock> clock);

} // namespace portier::runtime
