// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/arguments.h"

#include <QByteArray>

namespace portier::commands
{

/// The file that the first argument names, or standard input for "-"; for Command::readInput. Error: Invalid "usage",
/// also for more than 16 MiB, the most that the API takes of a file (PLT-067).
[[nodiscard]] Result<QByteArray> readFileArgument(const Arguments &arguments);

} // namespace portier::commands
