// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// serve: the service itself.
[[nodiscard]] QList<Command> serveCommands();

} // namespace portier::commands
