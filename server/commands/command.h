// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "server/commands/arguments.h"

#include <QCoroTask>

#include <functional>
#include <memory>

namespace portier::runtime
{
class Core;
}

namespace portier::commands
{

/// Where a sub-command speaks to: the terminal, or the client at the other end of the control socket.
struct Output {
    std::function<void(const QByteArray &)> out;
    std::function<void(const QByteArray &)> err;
};

/// One call of a sub-command that works on the core, here or in the running service (PLT-151).
struct CoreCall {
    runtime::Core &core;
    Arguments arguments;
    QByteArray input; ///< what CoreCommand::readInput gave
    QString language; ///< "de" | "en", of the person at the terminal
    Output output;

    void out(const QString &text) const { output.out(text.toUtf8()); }
    /// A line for people, on standard error.
    void say(const QString &german, const QString &english) const
    {
        output.err((language == u"de" ? german : english).toUtf8() + '\n');
    }
};

/// One call of a sub-command that runs only in its own process.
struct LocalCall {
    Arguments arguments;
    QString configFile;
    QStringList flags; ///< settings given as --section.key=value
};

/// A sub-command of portierd: exactly one of `onCore` and `local` is set.
struct Command {
    QString name;    ///< "user add"
    QString summary; ///< for --help
    ArgumentSpec arguments;
    bool hidden = false;

    std::function<int(LocalCall)> local;

    std::function<QCoro::Task<int>(std::shared_ptr<CoreCall>)> onCore;
    /// Reads what the person or file provides, at the terminal, before anything is opened. Error: its message is shown.
    std::function<Result<QByteArray>(const Arguments &)> readInput;
    /// Whether this call waits for jobs, which without a running service must run here.
    std::function<bool(const Arguments &)> needsWorkers;
};

[[nodiscard]] QList<Command> allCommands();

/// Runs the program: splits the command line, finds the command, runs it. Gives the exit code.
[[nodiscard]] int runCommandLine(const QStringList &words);

/// Standard output and standard error of this process.
[[nodiscard]] Output terminal();
/// "de" or "en", from LC_ALL, LC_MESSAGES or LANG.
[[nodiscard]] QString terminalLanguage();
/// Reads the configuration or prints every problem.
[[nodiscard]] std::optional<Config> configOrComplaint(const QString &file, const QStringList &flags);

} // namespace portier::commands
