// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/setupcode.h"

#include "core/identity/tokens.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <sodium.h>

namespace portier::identity
{

using namespace Qt::StringLiterals;

SetupCode::SetupCode(const QString &dataDirectory) : m_path(QDir(dataDirectory).filePath(u"setup-code"_s))
{
}

Result<QString> SetupCode::ensure()
{
    if (const QString present = read(); !present.isEmpty())
        return present;
    const QString code = newToken({}).first(24);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(code.toLatin1() + '\n') < 0 || !file.commit())
        return fail(Error::internal(u"the file setup-code cannot be written: "_s + file.errorString()));
    return code;
}

bool SetupCode::matches(const QString &given) const
{
    const QString code = read();
    const QByteArray left = tokenHash(code);
    const QByteArray right = tokenHash(given.trimmed());
    return sodium_memcmp(left.constData(), right.constData(), size_t(left.size())) == 0 && !code.isEmpty();
}

void SetupCode::remove()
{
    QFile::remove(m_path);
}

QString SetupCode::read() const
{
    QFile file(m_path);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()).trimmed() : QString();
}

} // namespace portier::identity
