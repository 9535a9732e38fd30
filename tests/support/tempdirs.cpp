// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tempdirs.h"

#include <QDir>
#include <QRegularExpression>
#include <QSet>

#include <cerrno>
#include <csignal>

#include <unistd.h>

namespace portier::test
{

using namespace Qt::StringLiterals;

namespace
{

void removeLeftovers(const QDir &parent, const QString &prefix)
{
    const QRegularExpression pattern(u"^%1(\\d+)-"_s.arg(prefix));
    for (const QString &name : parent.entryList({prefix + u'*'}, QDir::Dirs)) {
        const qint64 pid = pattern.match(name).captured(1).toLongLong();
        if (pid > 0 && ::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH)
            QDir(parent.filePath(name)).removeRecursively();
    }
}

} // namespace

QString processDirectoryTemplate(const QString &parent, const QString &prefix)
{
    static QSet<QString> swept;
    if (!swept.contains(parent + prefix)) {
        swept.insert(parent + prefix);
        removeLeftovers(QDir(parent), prefix);
    }
    return u"%1/%2%3-XXXXXX"_s.arg(parent, prefix).arg(::getpid());
}

} // namespace portier::test
