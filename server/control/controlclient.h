// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/control/controlprotocol.h"

#include <functional>
#include <optional>

namespace portier::control
{

/// Runs the request in the service that listens at `path` and hands on what it says; gives its exit code, or nothing
/// when no service listens there. Blocks. Error: Unavailable "control_lost" when the service goes away meanwhile.
[[nodiscard]] Result<std::optional<int>> runInService(const QString &path, const ControlRequest &request,
                                                      const std::function<void(const QByteArray &)> &out,
                                                      const std::function<void(const QByteArray &)> &err);

} // namespace portier::control
