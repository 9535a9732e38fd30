// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/jsonwebkeys.h"

#include <QJsonArray>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

using BigNumber = std::unique_ptr<BIGNUM, decltype(&BN_free)>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)>;
using Parameters = std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)>;

constexpr int coordinateBytes = 32;

const unsigned char *bytes(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}

BigNumber bigNumber(const QByteArray &bigEndian)
{
    return {BN_bin2bn(bytes(bigEndian), static_cast<int>(bigEndian.size()), nullptr), BN_free};
}

std::shared_ptr<EVP_PKEY> buildKey(const char *kind, OSSL_PARAM_BLD *builder)
{
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder), OSSL_PARAM_free);
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) <= 0)
        return {};
    return {key, EVP_PKEY_free};
}

std::shared_ptr<EVP_PKEY> rsaKey(const QJsonObject &jwk)
{
    const QByteArray modulus = fromBase64Url(jwk["n"_L1].toString().toLatin1());
    const QByteArray exponent = fromBase64Url(jwk["e"_L1].toString().toLatin1());
    if (modulus.size() < 256 || modulus.size() > 1024 || exponent.isEmpty() || exponent.size() > 8)
        return {};
    const BigNumber n = bigNumber(modulus);
    const BigNumber e = bigNumber(exponent);
    const ParameterBuilder builder(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free);
    if (!n || !e || !builder || !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) ||
        !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()))
        return {};
    return buildKey("RSA", builder.get());
}

std::shared_ptr<EVP_PKEY> ecKey(const QJsonObject &jwk)
{
    const QByteArray x = fromBase64Url(jwk["x"_L1].toString().toLatin1());
    const QByteArray y = fromBase64Url(jwk["y"_L1].toString().toLatin1());
    if (jwk["crv"_L1].toString() != "P-256"_L1 || x.size() != coordinateBytes || y.size() != coordinateBytes)
        return {};
    const QByteArray point = '\x04' + x + y; // uncompressed form, SEC 1 §2.3.3
    const ParameterBuilder builder(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free);
    if (!builder || !OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) ||
        !OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.constData(),
                                          static_cast<size_t>(point.size())))
        return {};
    return buildKey("EC", builder.get());
}

/// OpenSSL wants an ECDSA signature as DER, JWS carries the two numbers side by side (RFC 7518 §3.4).
QByteArray toDer(const QByteArray &sideBySide)
{
    if (sideBySide.size() != 2 * coordinateBytes)
        return {};
    const EcdsaSignature signature(ECDSA_SIG_new(), ECDSA_SIG_free);
    BigNumber r = bigNumber(sideBySide.first(coordinateBytes));
    BigNumber s = bigNumber(sideBySide.last(coordinateBytes));
    if (!signature || !r || !s || !ECDSA_SIG_set0(signature.get(), r.get(), s.get()))
        return {};
    [[maybe_unused]] const auto *ownedNowR = r.release();
    [[maybe_unused]] const auto *ownedNowS = s.release();
    QByteArray der(i2d_ECDSA_SIG(signature.get(), nullptr), '\0');
    auto *out = reinterpret_cast<unsigned char *>(der.data());
    i2d_ECDSA_SIG(signature.get(), &out);
    return der;
}

} // namespace

QByteArray fromBase64Url(QByteArrayView text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray(),
                                                        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                                                            QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? *decoded : QByteArray();
}

JsonWebKeys JsonWebKeys::fromJson(const QJsonObject &document)
{
    JsonWebKeys keys;
    const QJsonArray list = document["keys"_L1].toArray();
    for (const QJsonValue &value : list) {
        const QJsonObject jwk = value.toObject();
        const QString keyId = jwk["kid"_L1].toString();
        if (keyId.isEmpty() || (jwk.contains("use"_L1) && jwk["use"_L1].toString() != "sig"_L1))
            continue;
        const QString kind = jwk["kty"_L1].toString();
        if (kind == "RSA"_L1) {
            if (auto key = rsaKey(jwk))
                keys.m_keys.insert(keyId, {SignatureAlgorithm::Rs256, std::move(key)});
        } else if (kind == "EC"_L1) {
            if (auto key = ecKey(jwk))
                keys.m_keys.insert(keyId, {SignatureAlgorithm::Es256, std::move(key)});
        }
    }
    return keys;
}

bool JsonWebKeys::verify(const QString &keyId, SignatureAlgorithm algorithm, const QByteArray &signedText,
                         const QByteArray &signature) const
{
    const auto found = m_keys.constFind(keyId);
    if (found == m_keys.cend() || found->algorithm != algorithm)
        return false;
    const QByteArray raw = algorithm == SignatureAlgorithm::Es256 ? toDer(signature) : signature;
    if (raw.isEmpty())
        return false;
    const DigestContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, found->key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(raw), static_cast<size_t>(raw.size()), bytes(signedText),
                            static_cast<size_t>(signedText.size())) == 1;
}

} // namespace portier::identity
