// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/formtokens.h"

#include <QtEndian>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

constexpr qsizetype nonceBytes = 16;
constexpr qsizetype timeBytes = 8;
constexpr qsizetype macBytes = 16;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray signedText(const FormScope &scope, const QByteArray &body)
{
    const QByteArray holder = scope.holder.toUtf8();
    return QByteArray::number(holder.size()) + ':' + holder + scope.action.toUtf8() + body;
}

} // namespace

QString FormTokens::make(const FormScope &scope) const
{
    QByteArray body(nonceBytes + timeBytes, Qt::Uninitialized);
    randombytes_buf(body.data(), size_t(nonceBytes));
    qToBigEndian(toMs(m_clock->now()), body.data() + nonceBytes);
    return QString::fromLatin1((body + m_sealer->mac(u"form"_s, signedText(scope, body))).toBase64(encoding));
}

FormVerdict FormTokens::check(const FormScope &scope, const QString &token) const
{
    const auto decoded =
        QByteArray::fromBase64Encoding(token.toLatin1(), encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).size() != nonceBytes + timeBytes + macBytes)
        return {};
    const QByteArray body = (*decoded).chopped(macBytes);
    if (!m_sealer->verifyMac(u"form"_s, signedText(scope, body), (*decoded).last(macBytes)))
        return {};
    const Instant madeAt = fromMs(qFromBigEndian<qint64>(body.constData() + nonceBytes));
    const Instant now = m_clock->now();
    const bool isFresh = now - madeAt < lifetime;
    return {isFresh ? FormState::Good : FormState::Expired,
            QString::fromLatin1(body.first(nonceBytes).toBase64(encoding))};
}

} // namespace portier::operations
