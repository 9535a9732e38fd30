// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redaction.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QMutex>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace portier::log
{

namespace
{

QByteArray randomKey()
{
    QByteArray key(32, Qt::Uninitialized);
    for (char &byte : key)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return key;
}

struct Key {
    QMutex mutex;
    QByteArray value = randomKey();
};

Key &key()
{
    static Key theKey;
    return theKey;
}

/// A quick look, so that most texts never meet the expressions below.
bool mayHoldSecrets(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'@' || c == u'?' || c == u'+' || (c == u'_' && i > 1 && text.at(i - 2).toLower() >= u'l'))
            return true; // tokens start with lk_, pc_, pd_, pk_, pl_, ps_
    }
    return text.contains("bearer"_L1, Qt::CaseInsensitive);
}

QString withoutAddresses(const QString &text)
{
    static const QRegularExpression address(uR"([^\s<>"'(),;:=@/]+@[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9])"_s);
    QString result;
    qsizetype end = 0;
    for (auto matches = address.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        result += QStringView(text).mid(end, match.capturedStart() - end);
        result += redactedAddress(match.captured());
        end = match.capturedEnd();
    }
    result += QStringView(text).mid(end);
    return result;
}

} // namespace

void setRedactionKey(const QByteArray &value)
{
    const QMutexLocker lock(&key().mutex);
    key().value = value;
}

QString redactedAddress(const QString &address)
{
    const QString compared = address.trimmed().normalized(QString::NormalizationForm_C).toLower();
    QMutexLocker lock(&key().mutex);
    const QByteArray mac = QMessageAuthenticationCode::hash(compared.toUtf8(), key().value, QCryptographicHash::Sha256);
    lock.unlock();
    const QString hash = QString::fromLatin1(mac.toHex().left(12));
    const qsizetype at = compared.lastIndexOf(u'@');
    return at < 0 ? hash : hash + compared.mid(at);
}

QString scrubbed(const QString &text)
{
    if (!mayHoldSecrets(text))
        return text;
    static const QRegularExpression urlPassword(uR"(([A-Za-z][A-Za-z0-9+.-]*://)[^\s/@]+@)"_s);
    static const QRegularExpression urlQuery(uR"(([A-Za-z][A-Za-z0-9+.-]*://[^\s?"'<>]*)\?[^\s"'<>]*)"_s);
    static const QRegularExpression token(uR"(\b(ps|pl|lk|pk|pc|pd)_[A-Za-z0-9_-]{8,})"_s);
    static const QRegularExpression bearer(uR"(\b(bearer)\s+\S+)"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression number(uR"(\+[1-9][0-9]{6,14}\b)"_s);
    QString result = text;
    result.replace(urlPassword, u"\\1[redacted]@"_s);
    result.replace(urlQuery, u"\\1?[redacted]"_s);
    result.replace(token, u"\\1_[redacted]"_s);
    result.replace(bearer, u"\\1 [redacted]"_s);
    result.replace(number, u"+[redacted]"_s);
    return result.contains(u'@') ? withoutAddresses(result) : result;
}

} // namespace portier::log
