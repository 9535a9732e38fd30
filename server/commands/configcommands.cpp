// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/configcommands.h"

#include "core/runtime/startfailure.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

int show(const LocalCall &call)
{
    const auto config = configOrComplaint(call.configFile, call.flags);
    if (!config)
        return runtime::ExitUsage;
    terminal().out(config->show().toUtf8());
    return runtime::ExitOk;
}

int check(const LocalCall &call)
{
    const auto config = configOrComplaint(call.configFile, call.flags);
    if (!config)
        return runtime::ExitUsage;
    for (const QString &warning : config->warnings())
        terminal().err(warning.toUtf8() + '\n');
    terminal().out("The configuration is good.\n");
    return runtime::ExitOk;
}

int document(const LocalCall &)
{
    terminal().out(settingsDocument().toUtf8());
    return runtime::ExitOk;
}

Command local(const QString &name, const QString &summary, int (*run)(const LocalCall &))
{
    Command command;
    command.name = name;
    command.summary = summary;
    command.local = run;
    return command;
}

} // namespace

QList<Command> configCommands()
{
    Command hidden = local(u"config document"_s, u"Writes docs/configuration.md"_s, document);
    hidden.hidden = true;
    return {local(u"config show"_s, u"Prints every setting with its origin, secrets masked"_s, show),
            local(u"config check"_s, u"Reports every problem of the configuration"_s, check), hidden};
}

} // namespace portier::commands
