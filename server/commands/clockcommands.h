// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// The hidden clock show and clock advance, for automated tests of a running service (test.clock = stepped).
[[nodiscard]] QList<Command> clockCommands();

} // namespace portier::commands
