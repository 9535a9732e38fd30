// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/corecommand.h"

#include "core/base/log.h"
#include "core/runtime/core.h"
#include "core/runtime/makeclock.h"
#include "core/storage/databaseurl.h"
#include "server/control/controlclient.h"

#include <QCoroTask>
#include <QFile>

#include <thread>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

/// What goes wrong inside a command is a bug, but never the end of the service that runs it.
QCoro::Task<int> runGuarded(const Command &command, std::shared_ptr<CoreCall> call)
{
    try {
        co_return co_await command.onCore(call);
    } catch (const std::exception &e) {
        log::error("control"_L1, "command_failed"_L1, {{u"reason"_s, QString::fromUtf8(e.what())}}, command.name);
        call->output.err("an internal error; the log says more\n");
    }
    co_return runtime::ExitFailed;
}

QCoro::Task<int> runWithWorkers(const Command &command, std::shared_ptr<CoreCall> call)
{
    const bool needsWorkers = command.needsWorkers && command.needsWorkers(call->arguments);
    if (needsWorkers) {
        if (const auto started = co_await call->core.startWork(runtime::Core::Work::Jobs); !started) {
            call->output.err(started.error().message.toUtf8() + '\n');
            co_return runtime::ExitFailed;
        }
    }
    const int exitCode = co_await runGuarded(command, call);
    if (needsWorkers)
        co_await call->core.drain(std::chrono::seconds(20));
    co_return exitCode;
}

/// The core, opened by this process. A service that is just starting or ending holds the lock without listening on the
/// control socket, so both are tried for a moment.
class Here
{
public:
    explicit Here(const Config &config) : m_config(config) {}

    int run(const Command &command, const Arguments &arguments, const control::ControlRequest &request,
            const Output &output)
    {
        const QString socket = control::controlSocketPath(m_config.text(u"data.directory"));
        for (int tries = 0; tries < 20; ++tries) {
            if (mayUseService()) {
                const auto inService = control::runInService(socket, request, output.out, output.err);
                if (!inService)
                    return complain(output, inService.error().message, runtime::ExitUnavailable);
                if (*inService)
                    return **inService;
            }
            if (open())
                return runIn(**m_core, command, arguments, request, output);
            if (m_core.error().exitCode != runtime::ExitLocked)
                break;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        return complain(output, m_core.error().sentence, m_core.error().exitCode);
    }

private:
    /// On PostgreSQL sub-commands connect directly; only a stepped clock exists nowhere but inside the service.
    [[nodiscard]] bool mayUseService() const
    {
        const auto url = storage::DatabaseUrl::parse(m_config.text(u"database.url"));
        return (url && url->backend == storage::Backend::Sqlite) || m_config.text(u"test.clock") == "stepped"_L1;
    }

    bool open()
    {
        runtime::FoundationOptions options;
        options.alwaysLock = false;
        m_core = runtime::Core::open(m_config, runtime::makeClock(m_config), options);
        return m_core.has_value();
    }

    static int runIn(runtime::Core &core, const Command &command, const Arguments &arguments,
                     const control::ControlRequest &request, const Output &output)
    {
        auto call = std::make_shared<CoreCall>(CoreCall{core, arguments, request.input, request.language, output});
        return QCoro::waitFor(runWithWorkers(command, call));
    }

    static int complain(const Output &output, const QString &sentence, int exitCode)
    {
        output.err(sentence.toUtf8() + '\n');
        return exitCode;
    }

    const Config &m_config;
    tl::expected<std::unique_ptr<runtime::Core>, runtime::StartFailure> m_core;
};

QCoro::Task<> serveCommand(Command command, std::shared_ptr<CoreCall> call,
                           std::shared_ptr<control::ControlReply> reply)
{
    reply->finish(co_await runGuarded(command, call));
}

} // namespace

int runCoreCommand(const Command &command, const Arguments &arguments, const QStringList &words,
                   const QString &configFile, const QStringList &flags)
{
    auto config = configOrComplaint(configFile, flags);
    if (!config)
        return runtime::ExitUsage;
    Output output = terminal();
    control::ControlRequest request{command.name.split(u' ') + words, {}, terminalLanguage()};
    if (command.readInput) {
        auto input = command.readInput(arguments);
        if (!input) {
            output.err(input.error().message.toUtf8() + '\n');
            return runtime::ExitUsage;
        }
        request.input = std::move(*input);
    }
    QFile file(arguments.value(u"output"_s));
    if (arguments.has(u"output"_s)) {
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
            output.err(u"%1: %2\n"_s.arg(file.fileName(), file.errorString()).toUtf8());
            return runtime::ExitUsage;
        }
        output.out = [&file](const QByteArray &bytes) { file.write(bytes); };
    }
    return Here(*config).run(command, arguments, request, output);
}

control::ControlHandler serveCommands(runtime::Core &core, TaskScope &running)
{
    return [&core, &running, commands = allCommands()](const control::ControlRequest &request,
                                                       const std::shared_ptr<control::ControlReply> &reply) {
        for (const Command &command : commands) {
            const QStringList name = command.name.split(u' ');
            if (!command.onCore || request.words.mid(0, name.size()) != name)
                continue;
            auto arguments = Arguments::parse(command.arguments, request.words.mid(name.size()));
            if (!arguments)
                break;
            Output output{[reply](const QByteArray &bytes) { reply->out(bytes); },
                          [reply](const QByteArray &bytes) { reply->err(bytes); }};
            auto call = std::make_shared<CoreCall>(
                CoreCall{core, std::move(*arguments), request.input, request.language, std::move(output)});
            running.add(serveCommand(command, std::move(call), reply));
            return;
        }
        reply->err("the running service does not know this command; is it another version?\n");
        reply->finish(runtime::ExitUsage);
    };
}

} // namespace portier::commands
