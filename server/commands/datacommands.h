// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// migrate and adopt: they need the data directory for themselves.
[[nodiscard]] QList<Command> dataCommands();

} // namespace portier::commands
