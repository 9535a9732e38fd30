// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/oidcprovider.h"

#include <QDir>
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace portier::test
{

namespace
{

constexpr int patienceMs = 120'000;

} // namespace

bool OidcProviderProcess::isInstalled()
{
    return QDir(QStringLiteral(PORTIER_NPM_DIRECTORY)).exists(u"node_modules"_s);
}

OidcProviderProcess::OidcProviderProcess()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setWorkingDirectory(QStringLiteral(PORTIER_NPM_DIRECTORY));
    m_process.start(u"node"_s, {u"oidc-provider.mjs"_s});
    m_issuer = readLine()["issuer"_L1].toString();
    if (m_issuer.isEmpty())
        qFatal("the identity provider did not start; npm ci in tests/npm installs it");
}

OidcProviderProcess::~OidcProviderProcess()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(5'000))
        m_process.kill();
    m_process.waitForFinished();
}

QJsonObject OidcProviderProcess::readLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patienceMs))
            return {};
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

void OidcProviderProcess::change(const QJsonObject &changes)
{
    m_process.write(QJsonDocument(changes).toJson(QJsonDocument::Compact) + '\n');
    if (!readLine()["ok"_L1].toBool())
        qFatal("the identity provider does not answer");
}

QUrl OidcProviderProcess::agree(const QUrl &authorizeUrl) const
{
    QNetworkAccessManager network;
    network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(authorizeUrl)));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    return reply->header(QNetworkRequest::LocationHeader).toUrl();
}

} // namespace portier::test
