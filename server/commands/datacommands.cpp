// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/datacommands.h"

#include "core/runtime/foundation.h"
#include "core/runtime/signals.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

int open(const LocalCall &call, runtime::FoundationOptions options, const QByteArray &done)
{
    const auto config = configOrComplaint(call.configFile, call.flags);
    if (!config)
        return runtime::ExitUsage;
    const runtime::Signals watched;
    options.stopRequested = runtime::Signals::stopRequested;
    const auto foundation = runtime::openFoundation(*config, std::make_shared<SystemClock>(), options);
    if (!foundation) {
        terminal().err(foundation.error().sentence.toUtf8() + '\n');
        return foundation.error().exitCode;
    }
    terminal().out(done + " Instance " + foundation->instanceId.toUtf8() + ".\n");
    return runtime::ExitOk;
}

int migrate(const LocalCall &call)
{
    runtime::FoundationOptions options;
    options.migrateWhenChecked = true;
    return open(call, std::move(options), "The database is up to date.");
}

int adopt(const LocalCall &call)
{
    runtime::FoundationOptions options;
    options.adopt = true;
    return open(call, std::move(options), "The database belongs to this data directory now.");
}

Command command(const QString &name, const QString &summary, int (*run)(const LocalCall &))
{
    Command result;
    result.name = name;
    result.summary = summary;
    result.local = run;
    return result;
}

} // namespace

QList<Command> dataCommands()
{
    return {command(u"migrate"_s, u"Applies pending schema changes"_s, migrate),
            command(u"adopt"_s, u"Confirms that a moved or swapped database belongs to this data directory"_s, adopt)};
}

} // namespace portier::commands
