// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/idtoken.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> rejected(QLatin1StringView reason)
{
    Error error = Error::forbidden(u"oidc_rejected"_s, u"id_token refused: "_s + reason);
    error.details.insert(u"reason"_s, QString(reason));
    return fail(std::move(error));
}

QJsonObject readPart(QByteArrayView part)
{
    return QJsonDocument::fromJson(fromBase64Url(part)).object();
}

bool isForUs(const QJsonObject &claims, const QString &clientId)
{
    const QJsonValue audience = claims["aud"_L1];
    if (audience.isString())
        return audience.toString() == clientId &&
               (!claims.contains("azp"_L1) || claims["azp"_L1].toString() == clientId);
    // Several audiences: ours must be among them, and the token must have been issued to us.
    return audience.toArray().contains(clientId) && claims["azp"_L1].toString() == clientId;
}

bool isInTime(const QJsonObject &claims, Instant now, Millis skew)
{
    if (!claims["exp"_L1].isDouble() || !claims["iat"_L1].isDouble())
        return false;
    const Instant expires = fromMs(claims["exp"_L1].toInteger() * 1000);
    const Instant issued = fromMs(claims["iat"_L1].toInteger() * 1000);
    return now < expires + skew && issued <= now + skew;
}

} // namespace

Result<IdToken> verifyIdToken(const QByteArray &token, const JsonWebKeys &keys, const IdTokenExpectation &expected)
{
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() != 3 || token.size() > 16 * 1024)
        return rejected("malformed"_L1);
    const QJsonObject header = readPart(parts[0]);
    const QJsonObject claims = readPart(parts[1]);
    if (header.isEmpty() || claims.isEmpty())
        return rejected("malformed"_L1);

    const QLatin1StringView algorithm = expected.algorithm == SignatureAlgorithm::Rs256 ? "RS256"_L1 : "ES256"_L1;
    if (header["alg"_L1].toString() != algorithm || header.contains("crit"_L1))
        return rejected("algorithm"_L1);
    const QString keyId = header["kid"_L1].toString();
    if (!keys.contains(keyId))
        return rejected("unknown_key"_L1);
    if (!keys.verify(keyId, expected.algorithm, parts[0] + '.' + parts[1], fromBase64Url(parts[2])))
        return rejected("signature"_L1);
    if (claims["iss"_L1].toString() != expected.issuer)
        return rejected("issuer"_L1);
    if (!isForUs(claims, expected.clientId))
        return rejected("audience"_L1);
    if (!isInTime(claims, expected.now, expected.skew))
        return rejected("expired"_L1);
    if (expected.nonce.isEmpty() || claims["nonce"_L1].toString() != expected.nonce)
        return rejected("nonce"_L1);
    // Some providers send the flag as text.
    const QJsonValue verified = claims["email_verified"_L1];
    if (!(verified.toBool() || verified.toString() == "true"_L1) || claims["email"_L1].toString().isEmpty())
        return rejected("email_unverified"_L1);
    if (claims["sub"_L1].toString().isEmpty())
        return rejected("malformed"_L1);
    return IdToken{expected.issuer, claims["sub"_L1].toString(), claims["email"_L1].toString(),
                   claims["name"_L1].toString(), claims["hd"_L1].toString()};
}

} // namespace portier::identity
