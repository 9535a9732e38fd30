// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/servecommand.h"

#include "core/runtime/configfiles.h"
#include "core/runtime/makeclock.h"
#include "core/runtime/setuplog.h"
#include "core/runtime/signals.h"
#include "core/runtime/watchdog.h"
#include "server/service.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

/// One sentence for whoever started the service, and the same as a log line for whoever reads it later.
int refuse(const QString &sentence, int exitCode)
{
    log::critical("runtime"_L1, "start_refused"_L1, {{u"exit_code"_s, exitCode}}, sentence);
    log::flush();
    return exitCode;
}

QCoro::Task<> startOrQuit(Service &service)
{
    const auto started = co_await service.start();
    if (started)
        co_return;
    const int exitCode = refuse(started.error().message, runtime::ExitFailed);
    co_await service.stop();
    QCoreApplication::exit(exitCode);
}

QCoro::Task<> stopAndQuit(Service &service)
{
    co_await service.stop();
    QCoreApplication::exit(runtime::ExitOk);
}

void reload(Service &service, const LocalCall &call)
{
    const auto config = runtime::readConfig(call.configFile, call.flags);
    if (config) {
        service.reload(*config);
        return;
    }
    for (const QString &problem : config.error())
        log::error("config"_L1, "reload_refused"_L1, {}, problem);
}

int serve(const LocalCall &call)
{
    auto config = configOrComplaint(call.configFile, call.flags);
    if (!config)
        return runtime::ExitUsage;
    const auto clock = runtime::makeClock(*config);
    runtime::setUpLog(*config, clock);
    runtime::Signals watched;
    runtime::FoundationOptions options;
    options.stopRequested = runtime::Signals::stopRequested;
    auto core = runtime::Core::open(std::move(*config), clock, options);
    if (!core)
        return refuse(core.error().sentence, core.error().exitCode);

    Service service(std::move(*core));
    QObject::connect(&watched, &runtime::Signals::stop, &service, [&service] { stopAndQuit(service); });
    QObject::connect(&watched, &runtime::Signals::reload, &service, [&service, &call] { reload(service, call); });
    const runtime::Watchdog watchdog;
    QMetaObject::invokeMethod(
        &service, [&service] { startOrQuit(service); }, Qt::QueuedConnection);
    const int exitCode = QCoreApplication::exec();
    log::flush();
    return exitCode;
}

} // namespace

QList<Command> serveCommands()
{
    Command command;
    command.name = u"serve"_s;
    command.summary = u"Runs the service until SIGTERM or SIGINT"_s;
    command.local = serve;
    return {command};
}

} // namespace portier::commands
