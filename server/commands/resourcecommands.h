// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// resource add, list, edit and archive: the houses (bookings.md section 2).
[[nodiscard]] QList<Command> resourceCommands();
/// bookings import: what was booked before Portier (docs/adr/0045).
[[nodiscard]] QList<Command> bookingCommands();
/// party add, list, edit, remove and send-link: the families that own them.
[[nodiscard]] QList<Command> partyCommands();

} // namespace portier::commands
