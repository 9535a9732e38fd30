// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// trips import, check and export (TRP-260 to TRP-265).
[[nodiscard]] QList<Command> tripCommands();

[[nodiscard]] Command tripImportCommand();
[[nodiscard]] Command tripCheckCommand();
[[nodiscard]] Command tripExportCommand();

} // namespace portier::commands
