// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// job list and run: what happens on a schedule, and an occurrence of it by hand (PLT-092, BKG-109).
[[nodiscard]] QList<Command> jobCommands();

} // namespace portier::commands
