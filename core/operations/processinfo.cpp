// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/processinfo.h"

#include <QByteArray>
#include <QFile>
#include <QList>

#include <unistd.h>

namespace portier::operations
{

namespace
{

QByteArray readProc(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

qint64 residentMemoryBytes()
{
    // proc(5), statm: size, resident, ... in pages.
    const QList<QByteArray> fields = readProc(QStringLiteral("/proc/self/statm")).split(' ');
    return fields.size() < 2 ? 0 : fields.at(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

double processStartSeconds()
{
    // proc(5), stat: field 22 is the start in clock ticks after boot; field 2 is the name in parentheses and may itself
    // hold spaces, so counting starts behind it.
    const QByteArray stat = readProc(QStringLiteral("/proc/self/stat"));
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    if (fields.size() < 20)
        return 0;
    const QList<QByteArray> lines = readProc(QStringLiteral("/proc/stat")).split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("btime "))
            return line.mid(6).toDouble() + fields.at(19).toDouble() / double(sysconf(_SC_CLK_TCK));
    }
    return 0;
}

} // namespace portier::operations
