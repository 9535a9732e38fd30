// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/configfiles.h"
#include "core/runtime/startfailure.h"
#include "server/commands/command.h"
#include "server/commands/corecommand.h"

#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

/// The command line, taken apart.
struct Invocation {
    QStringList words; ///< command and its arguments
    QString configFile;
    QStringList flags;
    QString problem;
};

bool isSettingFlag(const QString &word)
{
    return word.startsWith("--"_L1) && word.left(word.indexOf(u'=')).contains(u'.');
}

Invocation takeApart(const QStringList &words)
{
    Invocation result;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (word.startsWith("--config="_L1))
            result.configFile = word.mid(9);
        else if (word == "--config"_L1 && i + 1 < words.size())
            result.configFile = words.at(++i);
        else if (word == "--config"_L1)
            result.problem = u"--config needs a file"_s;
        else if (isSettingFlag(word))
            result.flags.append(word.mid(2));
        else
            result.words.append(word);
    }
    return result;
}

const Command *find(const QList<Command> &commands, const QStringList &words)
{
    for (const Command &command : commands) {
        const QStringList name = command.name.split(u' ');
        if (words.mid(0, name.size()) == name)
            return &command;
    }
    return nullptr;
}

QString usage(const QList<Command> &commands)
{
    QString text = u"portierd COMMAND [ARGUMENTS] [--config FILE] [--section.key=value ...]\n\n"_s;
    for (const Command &command : commands) {
        if (!command.hidden) {
            text += u"  %1 %2\n      %3\n"_s.arg(command.name, command.arguments.usage(), command.summary)
                        .replace(u" \n"_s, u"\n"_s);
        }
    }
    return text + u"  --version\n  --help\n"_s;
}

int complain(const QString &problem)
{
    terminal().err(u"portierd: %1\nportierd --help lists the commands.\n"_s.arg(problem).toUtf8());
    return runtime::ExitUsage;
}

} // namespace

Output terminal()
{
    const auto writer = [](FILE *file) {
        return [file](const QByteArray &bytes) {
            std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), file);
            std::fflush(file);
        };
    };
    return {writer(stdout), writer(stderr)};
}

QString terminalLanguage()
{
    for (const char *name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QString value = qEnvironmentVariable(name);
        if (!value.isEmpty())
            return value.startsWith("de"_L1) ? u"de"_s : u"en"_s;
    }
    return u"en"_s;
}

std::optional<Config> configOrComplaint(const QString &file, const QStringList &flags)
{
    auto config = runtime::readConfig(file, flags);
    if (config)
        return std::move(*config);
    for (const QString &problem : std::as_const(config.error()))
        terminal().err(problem.toUtf8() + '\n');
    return std::nullopt;
}

int runCommandLine(const QStringList &words)
{
    const Invocation invocation = takeApart(words);
    if (!invocation.problem.isEmpty())
        return complain(invocation.problem);
    const QList<Command> commands = allCommands();
    if (invocation.words.contains(u"--help"_s)) {
        terminal().out(usage(commands).toUtf8());
        return runtime::ExitOk;
    }
    if (invocation.words == QStringList{u"--version"_s}) {
        terminal().out("portierd " PORTIER_VERSION "\n");
        return runtime::ExitOk;
    }
    const Command *command = find(commands, invocation.words);
    if (!command) {
        return complain(invocation.words.isEmpty() ? u"a command is missing"_s
                                                   : u"there is no command \"%1\""_s.arg(invocation.words.join(u' ')));
    }
    const QStringList own = invocation.words.mid(command->name.count(u' ') + 1);
    auto arguments = Arguments::parse(command->arguments, own);
    if (!arguments) {
        return complain(
            u"%1\nusage: portierd %2 %3"_s.arg(arguments.error().message, command->name, command->arguments.usage()));
    }
    if (command->local)
        return command->local({std::move(*arguments), invocation.configFile, invocation.flags});
    return runCoreCommand(*command, *arguments, own, invocation.configFile, invocation.flags);
}

} // namespace portier::commands
