// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/signingkey.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace portier::test
{

SigningKey::SigningKey() : m_key(EVP_EC_gen("P-256"), EVP_PKEY_free)
{
}

QString SigningKey::publicKey() const
{
    unsigned char *der = nullptr;
    const int length = i2d_PUBKEY(m_key.get(), &der);
    const QByteArray bytes(reinterpret_cast<const char *>(der), length);
    OPENSSL_free(der);
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray SigningKey::sign(const QByteArray &content) const
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const auto *data = reinterpret_cast<const unsigned char *>(content.constData());
    size_t length = 128;
    QByteArray signature(qsizetype(length), Qt::Uninitialized);
    const bool isSigned = EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) == 1 &&
                          EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &length,
                                         data, size_t(content.size())) == 1;
    return isSigned ? signature.first(qsizetype(length)).toBase64() : QByteArray();
}

} // namespace portier::test
