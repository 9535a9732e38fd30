// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/linktoken.h"

#include "core/operations/hmac.h"

#include <QUuid>
#include <QtEndian>

#include <algorithm>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto prefix = "lk_"_L1;
constexpr auto domainLabel = "portier link 1\n";
constexpr char formatVersion = 1;
constexpr char actionFlag = 0x40;
constexpr qsizetype headBytes = 1 + 2 + 16 + 4 + 1;
constexpr qsizetype uuidBytes = 16;
constexpr qsizetype macBytes = 32;
constexpr qsizetype longestName = 31;
constexpr qsizetype longestText = 256;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

template <class Number>
QByteArray bigEndian(Number number)
{
    QByteArray bytes(qsizetype(sizeof(Number)), Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

template <class Number>
Number fromBigEndian(const QByteArray &bytes, qsizetype at)
{
    return qFromBigEndian<Number>(bytes.constData() + at);
}

QByteArray uuidToBytes(const QString &id)
{
    return QUuid::fromString(id).toRfc4122();
}

QString uuidFromBytes(const QByteArray &bytes)
{
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

QByteArray actionBytes(const LinkAction &action)
{
    const QByteArray name = action.name.toLatin1();
    Q_ASSERT(!name.isEmpty() && name.size() <= longestName);
    return QByteArray(1, char(name.size())) + name + uuidToBytes(action.subjectId) + bigEndian(quint32(action.round));
}

std::optional<LinkAction> readAction(const QByteArray &bytes)
{
    const qsizetype length = bytes.isEmpty() ? 0 : qsizetype(bytes.front());
    if (length < 1 || length > longestName || bytes.size() != 1 + length + uuidBytes + 4)
        return std::nullopt;
    return LinkAction{QString::fromLatin1(bytes.mid(1, length)), uuidFromBytes(bytes.mid(1 + length, uuidBytes)),
                      int(fromBigEndian<quint32>(bytes, 1 + length + uuidBytes))};
}

std::optional<LinkToken> readBody(const QByteArray &body)
{
    const char kind = char(body.at(headBytes - 1) & ~actionFlag);
    if (kind < 0 || kind > char(LinkKind::Feed))
        return std::nullopt;
    LinkToken token{fromBigEndian<quint16>(body, 1), uuidFromBytes(body.mid(3, uuidBytes)),
                    int(fromBigEndian<quint32>(body, 3 + uuidBytes)), LinkKind(kind), std::nullopt};
    const QByteArray rest = body.mid(headBytes);
    if (body.at(headBytes - 1) & actionFlag) {
        token.action = readAction(rest);
        return token.action ? std::optional(token) : std::nullopt;
    }
    return rest.isEmpty() ? std::optional(token) : std::nullopt;
}

QByteArray macOf(const operations::NumberedKey &key, const QByteArray &body)
{
    return operations::hmacSha256(key.secret, domainLabel + body);
}

} // namespace

QString LinkSigner::sign(const LinkToken &token) const
{
    const auto key = m_keys->find(operations::KeyPurpose::Link, token.keyNumber);
    if (!key)
        return {};
    const char kind = char(char(token.kind) | (token.action ? actionFlag : 0));
    QByteArray body = QByteArray(1, formatVersion) + bigEndian(quint16(token.keyNumber)) + uuidToBytes(token.linkId) +
                      bigEndian(quint32(token.generation)) + QByteArray(1, kind);
    if (token.action)
        body += actionBytes(*token.action);
    return prefix + QString::fromLatin1((body + macOf(*key, body)).toBase64(encoding));
}

std::optional<LinkToken> LinkSigner::verify(const QString &text) const
{
    if (!text.startsWith(prefix) || text.size() > longestText)
        return std::nullopt;
    const QByteArray encoded = text.mid(prefix.size()).toLatin1();
    const auto decoded = QByteArray::fromBase64Encoding(encoded, encoding | QByteArray::AbortOnBase64DecodingErrors);
    // One spelling per token: the last character of base64 has bits that decoding ignores.
    if (!decoded || (*decoded).size() < headBytes + macBytes || (*decoded).toBase64(encoding) != encoded)
        return std::nullopt;
    const QByteArray body = (*decoded).chopped(macBytes);
    if (body.front() != formatVersion)
        return std::nullopt;
    const auto key = m_keys->find(operations::KeyPurpose::Link, fromBigEndian<quint16>(body, 1));
    if (!key || !operations::equalInConstantTime((*decoded).last(macBytes), macOf(*key, body)))
        return std::nullopt;
    return readBody(body);
}

} // namespace portier::identity
