// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// Says what went wrong in the language of the person at the terminal, field by field, and gives the exit code.
[[nodiscard]] int complain(const CoreCall &call, const Error &error);

} // namespace portier::commands
