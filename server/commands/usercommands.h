// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// user add, list, set-role, set-password, disable, enable, sessions, setup-code (PLT-008).
[[nodiscard]] QList<Command> userCommands();

} // namespace portier::commands
