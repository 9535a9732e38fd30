// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/session.h"

#include "app/client/httptransport.h"

#include <QDesktopServices>
#include <QSysInfo>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

Session::Session(ApiClient &client, CredentialStore &credentials, Settings &settings, SessionStart startLocal)
    : m_client(client), m_credentials(credentials), m_settings(settings), m_startLocal(std::move(startLocal))
{
    connect(&m_client, &ApiClient::tokenRefused, this, [this] {
        if (m_state != "signedIn"_L1)
            return;
        m_credentials.remove(m_server);
        m_client.setToken({});
        setProblem(tr("Your session has ended. Please sign in again."));
        setState(u"signedOut"_s);
        if (isLocal())
            useThisComputer();
    });
    connect(&m_credentials, &CredentialStore::usesFileChanged, this, &Session::tokensInFileChanged);
}

QStringList Session::savedServers() const
{
    return m_settings.remembered(u"servers"_s, QStringList()).toStringList();
}

void Session::resume()
{
    const QString last = m_settings.remembered(u"lastServer"_s, QString()).toString();
    if (last == localName && m_startLocal)
        useThisComputer();
    else if (!last.isEmpty() && last != localName)
        useServer(last);
}

void Session::useThisComputer()
{
    setProblem({});
    m_server = localName;
    setState(u"connecting"_s);
    m_startLocal(this, [this](const std::shared_ptr<LocalStart> &start) {
        if (!start->transport) {
            setProblem(start->problem);
            return setState(u"choosing"_s);
        }
        m_settings.remember(u"lastServer"_s, localName);
        m_client.setTransport(std::move(start->transport));
        m_client.setToken(start->token);
        loadAccount();
    });
}

void Session::useServer(const QString &typed)
{
    const QUrl url = HttpTransport::fromTyped(typed);
    if (!url.isValid())
        return setProblem(tr("This is not an address. Example: portier.example"));
    setProblem({});
    begin(url.toString(), std::make_unique<HttpTransport>(url));
}

void Session::begin(const QString &server, std::unique_ptr<ApiTransport> transport)
{
    m_server = server;
    m_client.setTransport(std::move(transport));
    setState(u"connecting"_s);
    greet();
}

void Session::greet()
{
    m_client.get(u"/api/v1"_s, {}, this, [this](const ApiReply &reply) {
        if (m_state != "connecting"_L1)
            return;
        if (!reply.ok() || reply.json().value("name"_L1).toString() != "portier"_L1) {
            setProblem(reply.reached() ? tr("Something else answers at this address, not a Portier.")
                                       : tr("%1 does not answer.").arg(m_client.serverName()));
            return setState(u"choosing"_s);
        }
        QStringList servers = savedServers();
        servers.removeAll(m_server);
        servers.prepend(m_server);
        m_settings.remember(u"servers"_s, servers);
        m_settings.remember(u"lastServer"_s, m_server);
        m_credentials.read(m_server, this, [this](const QString &token) {
            if (token.isEmpty())
                return setState(u"signedOut"_s);
            m_client.setToken(token);
            loadAccount();
        });
    });
}

void Session::signIn(const QString &email, const QString &password)
{
    setProblem({});
    const QJsonObject body{{u"email"_s, email.trimmed()},
                           {u"password"_s, password},
                           {u"device_name"_s, QSysInfo::machineHostName()},
                           {u"platform"_s, u"desktop"_s}};
    m_client.write("POST", u"/api/v1/auth/login"_s, body, this, [this](const ApiReply &reply) {
        if (reply.ok())
            return takeToken(reply.json().value("token"_L1).toString());
        const QString title = reply.json().value("title"_L1).toString();
        setProblem(reply.reached() ? title : tr("%1 does not answer.").arg(m_client.serverName()));
    });
}

void Session::signInInBrowser()
{
    setProblem({});
    m_browser = std::make_unique<BrowserSignIn>(QUrl(m_server));
    const QUrl page = m_browser->begin();
    if (!page.isValid()) {
        m_browser.reset();
        return setProblem(tr("This computer lets no page come back to Portier. Sign in with your password."));
    }
    connect(m_browser.get(), &BrowserSignIn::codeArrived, this, &Session::exchange);
    connect(m_browser.get(), &BrowserSignIn::gaveUp, this, [this] {
        cancelBrowser();
        setProblem(tr("The browser did not come back within five minutes."));
    });
    m_browserPage = page.toString(QUrl::FullyEncoded);
    Q_EMIT browserPageChanged();
    QDesktopServices::openUrl(page);
}

void Session::cancelBrowser()
{
    if (m_browser)
        m_browser.release()->deleteLater(); // it may be the one that calls
    m_browserPage.clear();
    Q_EMIT browserPageChanged();
}

void Session::exchange(const QString &code)
{
    const QJsonObject body{{u"code"_s, code},
                           {u"code_verifier"_s, m_browser->verifier()},
                           {u"device_name"_s, QSysInfo::machineHostName()},
                           {u"platform"_s, u"desktop"_s}};
    cancelBrowser();
    m_client.write("POST", u"/api/v1/auth/token"_s, body, this, [this](const ApiReply &reply) {
        if (reply.ok())
            return takeToken(reply.json().value("token"_L1).toString());
        setProblem(reply.reached() ? reply.json().value("title"_L1).toString()
                                   : tr("%1 does not answer.").arg(m_client.serverName()));
    });
}

void Session::takeToken(const QString &token)
{
    m_client.setToken(token);
    m_credentials.write(m_server, token);
    loadAccount();
}

void Session::loadAccount()
{
    m_client.get(u"/api/v1/me"_s, {}, this, [this](const ApiReply &reply) {
        if (!reply.ok()) {
            if (reply.status == 401)
                m_credentials.remove(m_server);
            else
                setProblem(reply.reached() ? reply.json().value("title"_L1).toString()
                                           : tr("%1 does not answer.").arg(m_client.serverName()));
            m_client.setToken({});
            return setState(u"signedOut"_s);
        }
        m_account = reply.json().toVariantMap();
        Q_EMIT accountChanged();
        setState(u"signedIn"_s);
    });
}

void Session::signOut()
{
    m_client.write("POST", u"/api/v1/auth/logout"_s, {}, this, [](const ApiReply &) {});
    m_credentials.remove(m_server);
    m_client.setToken({});
    setProblem({});
    setState(isLocal() ? u"choosing"_s : u"signedOut"_s);
}

void Session::leaveServer()
{
    m_settings.remember(u"lastServer"_s, QString());
    setProblem({});
    setState(u"choosing"_s);
}

void Session::forgetServer(const QString &server)
{
    QStringList servers = savedServers();
    servers.removeAll(server);
    m_settings.remember(u"servers"_s, servers);
    m_credentials.remove(server);
    Q_EMIT stateChanged();
}

void Session::setState(const QString &state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void Session::setProblem(const QString &problem)
{
    m_problem = problem;
    Q_EMIT problemChanged();
}

} // namespace portier::app
