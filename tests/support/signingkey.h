// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

struct evp_pkey_st;

namespace portier::test
{

/// A fresh P-256 key, as SendGrid signs its reports with.
class SigningKey
{
public:
    SigningKey();
    /// Base64 of its SubjectPublicKeyInfo.
    [[nodiscard]] QString publicKey() const;
    /// ECDSA with SHA-256, DER in base64.
    [[nodiscard]] QByteArray sign(const QByteArray &content) const;

private:
    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace portier::test
