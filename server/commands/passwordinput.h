// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace portier::commands
{

/// A new password: asked for twice without echo at a terminal, else the first line of standard input (PLT-008).
/// Error: Invalid "usage".
[[nodiscard]] Result<QByteArray> readNewPassword();

} // namespace portier::commands
