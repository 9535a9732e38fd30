// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QUrl>

namespace portier::test
{

/// A running identity provider from npm (tests/npm/oidc-provider.mjs) on a free loopback port; ends with this object.
class OidcProviderProcess
{
public:
    /// Whether `npm ci` has brought it; without a network it cannot.
    [[nodiscard]] static bool isInstalled();
    /// Starts it and waits until it listens; ends the test program when it does not.
    OidcProviderProcess();
    ~OidcProviderProcess();
    OidcProviderProcess(const OidcProviderProcess &) = delete;
    OidcProviderProcess &operator=(const OidcProviderProcess &) = delete;

    [[nodiscard]] QString issuer() const { return m_issuer; }
    /// What its tokens shall be from now on; see the head of its file. Blocks.
    void change(const QJsonObject &changes);
    /// Lets a person agree: follows the authorisation request and gives the redirect back to us. Blocks.
    [[nodiscard]] QUrl agree(const QUrl &authorizeUrl) const;

private:
    [[nodiscard]] QJsonObject readLine();

    QProcess m_process;
    QString m_issuer;
};

} // namespace portier::test
