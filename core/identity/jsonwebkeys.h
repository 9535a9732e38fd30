// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <memory>

using EVP_PKEY = struct evp_pkey_st;

namespace portier::identity
{

enum class SignatureAlgorithm { Rs256, Es256 };

/// The public signing keys of an identity provider (RFC 7517), by key id. Encryption keys, symmetric keys and keys of
/// kinds other than RSA (2048 bits or more) and EC P-256 are left out, so a token can never be checked with one.
class JsonWebKeys
{
public:
    JsonWebKeys() = default;
    [[nodiscard]] static JsonWebKeys fromJson(const QJsonObject &document);

    [[nodiscard]] bool contains(const QString &keyId) const { return m_keys.contains(keyId); }
    [[nodiscard]] qsizetype size() const { return m_keys.size(); }
    /// True when `signature` (RFC 7515: PKCS#1 v1.5 for RS256, r and s of 32 bytes each for ES256) fits `signedText`
    /// under this key, and the key is of the algorithm's kind.
    [[nodiscard]] bool verify(const QString &keyId, SignatureAlgorithm algorithm, const QByteArray &signedText,
                              const QByteArray &signature) const;

private:
    struct Key {
        SignatureAlgorithm algorithm;
        std::shared_ptr<EVP_PKEY> key;
    };
    QHash<QString, Key> m_keys;
};

/// Unpadded base64url (RFC 4648 §5); an empty result for other text.
[[nodiscard]] QByteArray fromBase64Url(QByteArrayView text);

} // namespace portier::identity
