// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/session.h"

#include "app/client/httptransport.h"

#include <QDesktopServices>
#include <QSysInfo>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

Session::Session(ApiClient &client, CredentialStore &credentials, Settings &settings, SessionStart startLocal,
                 ConnectTo connectTo)
    : m_client(client), m_credentials(credentials), m_settings(settings), m_startLocal(std::move(startLocal)),
      m_connectTo(std::move(connectTo))
{
    connect(&m_client, &ApiClient::tokenRefused, this, [this] {
        if (m_state != "signedIn"_L1)
            return;
        dropToken(m_server);
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

QVariantMap Session::signedInAt() const
{
    return m_settings.remembered(u"accounts"_s, QVariantMap()).toMap();
}

void Session::saveServers(const QStringList &servers)
{
    m_settings.remember(u"servers"_s, servers);
    Q_EMIT savedServersChanged();
}

/// No e-mail: nobody is signed in there any more.
void Session::noteAccount(const QString &server, const QString &email)
{
    QVariantMap accounts = signedInAt();
    if (email.isEmpty())
        accounts.remove(server);
    else
        accounts.insert(server, email);
    m_settings.remember(u"accounts"_s, accounts);
    Q_EMIT savedServersChanged();
}

void Session::dropToken(const QString &server)
{
    m_credentials.remove(server);
    noteAccount(server, {});
}

std::unique_ptr<ApiTransport> Session::transportTo(const QUrl &server) const
{
    return m_connectTo ? m_connectTo(server) : std::make_unique<HttpTransport>(server);
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
    begin(url.toString(), transportTo(url));
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
        saveServers(servers);
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
                dropToken(m_server);
            else
                setProblem(reply.reached() ? reply.json().value("title"_L1).toString()
                                           : tr("%1 does not answer.").arg(m_client.serverName()));
            m_client.setToken({});
            return setState(u"signedOut"_s);
        }
        takeAccount(reply);
        setState(u"signedIn"_s);
    });
}

void Session::takeAccount(const ApiReply &reply)
{
    m_account = reply.json().toVariantMap();
    if (!isLocal())
        noteAccount(m_server, m_account.value(u"email"_s).toString());
    Q_EMIT accountChanged();
}

void Session::refreshAccount()
{
    m_client.get(u"/api/v1/me"_s, {}, this, [this](const ApiReply &reply) {
        if (reply.ok() && m_state == "signedIn"_L1)
            takeAccount(reply);
    });
}

void Session::signOut()
{
    m_client.write("POST", u"/api/v1/auth/logout"_s, {}, this, [](const ApiReply &) {});
    dropToken(m_server);
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
    const qsizetype place = servers.indexOf(server);
    if (place < 0)
        return;
    servers.removeAt(place);
    m_forgotten = {server, {}, signedInAt().value(server).toString(), place};
    m_restored.clear();
    m_credentials.read(server, this, [this, server](const QString &token) {
        if (m_restored == server) // in the meantime
            return;
        if (m_forgotten.server == server)
            m_forgotten.token = token;
        m_credentials.remove(server);
    });
    noteAccount(server, {});
    saveServers(servers);
}

void Session::restoreServer()
{
    const Forgotten back = std::exchange(m_forgotten, {});
    QStringList servers = savedServers();
    if (back.server.isEmpty() || servers.contains(back.server))
        return;
    m_restored = back.server;
    servers.insert(std::min(back.place, servers.size()), back.server);
    saveServers(servers);
    if (!back.token.isEmpty())
        m_credentials.write(back.server, back.token);
    if (!back.email.isEmpty())
        noteAccount(back.server, back.email);
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
