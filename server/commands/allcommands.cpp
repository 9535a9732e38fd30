// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/clockcommands.h"
#include "server/commands/command.h"
#include "server/commands/configcommands.h"
#include "server/commands/datacommands.h"
#include "server/commands/jobcommands.h"
#include "server/commands/resourcecommands.h"
#include "server/commands/secretcommands.h"
#include "server/commands/servecommand.h"
#include "server/commands/tripcommands.h"
#include "server/commands/usercommands.h"

namespace portier::commands
{

QList<Command> allCommands()
{
    return serveCommands() + dataCommands() + configCommands() + userCommands() + tripCommands() + resourceCommands() +
           partyCommands() + bookingCommands() + jobCommands() + clockCommands() + secretCommands();
}

} // namespace portier::commands
