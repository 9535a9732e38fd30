// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/configcommands.h"

#include "core/runtime/core.h"
#include "server/control/controlclient.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

/// What admins set in the running service, as JSON for `config show`.
QCoro::Task<int> printRuntime(std::shared_ptr<CoreCall> call)
{
    QJsonObject values;
    for (const operations::SettingView &view : call->core.operations().settings().list()) {
        if (view.origin == u"runtime"_s && !view.setting.secret)
            values.insert(view.setting.name, view.value);
    }
    call->output.out(QJsonDocument(values).toJson(QJsonDocument::Compact));
    co_return runtime::ExitOk;
}

/// Nothing when no service runs in the data directory.
QMap<QString, QString> runtimeValues(const Config &config)
{
    const control::ControlRequest request{{u"config"_s, u"runtime"_s}, {}, terminalLanguage()};
    QByteArray text;
    const auto answered = control::runInService(
        control::controlSocketPath(config.text(u"data.directory")), request,
        [&text](const QByteArray &bytes) { text += bytes; }, [](const QByteArray &) {});
    QMap<QString, QString> values;
    const QJsonObject json = answered ? QJsonDocument::fromJson(text).object() : QJsonObject();
    for (auto it = json.begin(); it != json.end(); ++it)
        values.insert(it.key(), it.value().toString());
    return values;
}

int show(const LocalCall &call)
{
    const auto config = configOrComplaint(call.configFile, call.flags);
    if (!config)
        return runtime::ExitUsage;
    terminal().out(config->withRuntime(runtimeValues(*config)).show().toUtf8());
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
    Command runtime;
    runtime.name = u"config runtime"_s;
    runtime.summary = u"For config show"_s;
    runtime.hidden = true;
    runtime.onCore = printRuntime;
    return {
        local(u"config show"_s,
              u"Prints every setting with its origin, also what admins set in the running service; secrets masked"_s,
              show),
        local(u"config check"_s, u"Reports every problem of the configuration"_s, check), hidden, runtime};
}

} // namespace portier::commands
