// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// portierd secrets rotate | retire | list (PLT-181)
[[nodiscard]] QList<Command> secretCommands();

} // namespace portier::commands
