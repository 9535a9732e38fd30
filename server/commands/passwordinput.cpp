// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/passwordinput.h"

#include <QFile>

#include <cstdio>
#include <termios.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

/// Switches the terminal's echo off while alive.
class WithoutEcho
{
public:
    WithoutEcho()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~WithoutEcho() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    WithoutEcho(const WithoutEcho &) = delete;
    WithoutEcho &operator=(const WithoutEcho &) = delete;

private:
    termios m_before{};
};

QByteArray readLine(QFile &input)
{
    QByteArray line = input.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

QByteArray ask(QFile &input, const char *question)
{
    std::fputs(question, stderr);
    const QByteArray answer = readLine(input);
    std::fputc('\n', stderr);
    return answer;
}

} // namespace

Result<QByteArray> readNewPassword()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(Error::invalid(u"usage"_s, u"standard input is closed"_s));
    QByteArray password;
    if (isatty(STDIN_FILENO)) {
        const WithoutEcho silence;
        password = ask(input, "Password: ");
        if (ask(input, "Once more: ") != password)
            return fail(Error::invalid(u"usage"_s, u"the two passwords differ"_s));
    } else {
        password = readLine(input);
    }
    if (password.isEmpty())
        return fail(Error::invalid(u"usage"_s, u"a password is expected on standard input"_s));
    return password;
}

} // namespace portier::commands
