// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/apirequest.h"

#include <chrono>

namespace portier::api
{

inline const QByteArray sessionCookie = "portier";       ///< of pages (PLT-022)
inline const QByteArray deviceCookie = "portier-device"; ///< PLT-017
inline const QByteArray providerCookie = "portier-oidc"; ///< binds a sign-in at a provider to a browser (PLT-026)
inline constexpr std::chrono::seconds deviceCookieAge = std::chrono::days(400);

/// Cookies of this service: "__Host-<name>" and Secure, or the plain name under an http:// public URL (PLT-022,
/// PLT-023).
class Cookies
{
public:
    explicit Cookies(const QString &publicUrl) : m_secure(publicUrl.startsWith(QLatin1String("https://"))) {}

    [[nodiscard]] QByteArray nameOf(const QByteArray &name) const { return m_secure ? "__Host-" + name : name; }
    /// The value that the request brought; empty when it did not.
    [[nodiscard]] QByteArray value(const ApiRequest &request, const QByteArray &name) const;
    /// A Set-Cookie value; an age of 0 removes the cookie. `value` holds no separators.
    [[nodiscard]] QByteArray set(const QByteArray &name, const QByteArray &value, std::chrono::seconds maxAge) const;

private:
    bool m_secure;
};

} // namespace portier::api
