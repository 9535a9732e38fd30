// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/taskscope.h"
#include "server/commands/command.h"
#include "server/control/controlserver.h"

namespace portier::commands
{

/// Runs a command of Command::onCore: in the service that holds the data directory, or here when none does (PLT-151).
[[nodiscard]] int runCoreCommand(const Command &command, const Arguments &arguments, const QStringList &words,
                                 const QString &configFile, const QStringList &flags);

/// What the running service does with a request from its control socket; `running` holds what is under way.
[[nodiscard]] control::ControlHandler serveCommands(runtime::Core &core, TaskScope &running);

} // namespace portier::commands
