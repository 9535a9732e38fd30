// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/proofkey.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace portier::identity
{

using namespace Qt::StringLiterals;

QString codeChallenge(const QString &verifier)
{
    const QByteArray hash = QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

bool isCodeVerifier(const QString &text)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9._~-]{43,128}\\z"_s);
    return form.match(text).hasMatch();
}

bool isCodeChallenge(const QString &text)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9_-]{43}\\z"_s);
    return form.match(text).hasMatch();
}

} // namespace portier::identity
