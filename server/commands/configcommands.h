// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// config show, config check, and the hidden config document.
[[nodiscard]] QList<Command> configCommands();

} // namespace portier::commands
