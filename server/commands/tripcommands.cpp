// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/tripcommands.h"

namespace portier::commands
{

QList<Command> tripCommands()
{
    return {tripImportCommand(), tripCheckCommand(), tripExportCommand()};
}

} // namespace portier::commands
