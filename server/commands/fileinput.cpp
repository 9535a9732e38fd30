// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/fileinput.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{
constexpr qint64 mostBytes = 16 * 1024 * 1024;
}

Result<QByteArray> readFileArgument(const Arguments &arguments)
{
    const QString name = arguments.positional(0);
    QFile file(name);
    const bool opened = name == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return fail(Error::invalid(u"usage"_s, u"%1: %2"_s.arg(name, file.errorString())));
    QByteArray content = file.read(mostBytes + 1);
    if (content.size() > mostBytes)
        return fail(Error::invalid(u"usage"_s, u"%1 is larger than 16 MiB"_s.arg(name)));
    return content;
}

} // namespace portier::commands
