// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apiclient.h"
#include "app/client/browsersignin.h"
#include "app/client/credentialstore.h"
#include "app/controllers/settings.h"

#include <QtQml/qqmlregistration.h>

namespace portier::app
{

/// Starts the core of this computer; answers its transport and the owner's token, or a sentence why not.
struct LocalStart {
    std::unique_ptr<ApiTransport> transport;
    QString token;
    QString problem;
};
/// Makes what speaks to a server.
using ConnectTo = std::function<std::unique_ptr<ApiTransport>(const QUrl &server)>;
using SessionStart = std::function<void(QObject *context, std::function<void(std::shared_ptr<LocalStart>)> done)>;

/// Which server the app speaks to and as whom. Keeps the token of each saved server. GUI thread.
class Session : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString state READ state NOTIFY stateChanged)
    Q_PROPERTY(QString server READ server NOTIFY stateChanged)
    Q_PROPERTY(bool local READ isLocal NOTIFY stateChanged)
    Q_PROPERTY(bool localPossible READ isLocalPossible CONSTANT)
    Q_PROPERTY(QVariantMap account READ account NOTIFY accountChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)
    Q_PROPERTY(QString browserPage READ browserPage NOTIFY browserPageChanged)
    Q_PROPERTY(QStringList savedServers READ savedServers NOTIFY savedServersChanged)
    Q_PROPERTY(QVariantMap signedInAt READ signedInAt NOTIFY savedServersChanged)
    Q_PROPERTY(bool tokensInFile READ tokensInFile NOTIFY tokensInFileChanged)
public:
    Session(ApiClient &client, CredentialStore &credentials, Settings &settings, SessionStart startLocal,
            ConnectTo connectTo = {});

    [[nodiscard]] QString state() const { return m_state; } ///< choosing, connecting, signedOut, signedIn
    [[nodiscard]] QString server() const { return m_server; }
    [[nodiscard]] bool isLocal() const { return m_server == localName; }
    [[nodiscard]] bool isLocalPossible() const { return bool(m_startLocal); }
    [[nodiscard]] QVariantMap account() const { return m_account; }
    [[nodiscard]] QString problem() const { return m_problem; }
    /// The page that is open in the browser while the app waits for it; empty otherwise.
    [[nodiscard]] QString browserPage() const { return m_browserPage; }
    [[nodiscard]] QStringList savedServers() const; ///< the last used first
    /// Server -> e-mail of the account that a saved token belongs to.
    [[nodiscard]] QVariantMap signedInAt() const;
    [[nodiscard]] std::unique_ptr<ApiTransport> transportTo(const QUrl &server) const;
    [[nodiscard]] bool tokensInFile() const { return m_credentials.usesFile(); }

    /// Goes where the app was last, or asks.
    Q_INVOKABLE void resume();
    Q_INVOKABLE void useThisComputer();
    /// Asks whether a Portier answers at a typed address; then its sign-in is shown.
    Q_INVOKABLE void useServer(const QString &typed);
    Q_INVOKABLE void signIn(const QString &email, const QString &password);
    /// Opens the server's sign-in page in the system browser and waits for what it brings back (PLT-030).
    Q_INVOKABLE void signInInBrowser();
    Q_INVOKABLE void cancelBrowser();
    Q_INVOKABLE void signOut();
    /// Asks anew what the account may do; without an answer it stays as it was known.
    void refreshAccount();
    Q_INVOKABLE void leaveServer();
    Q_INVOKABLE void forgetServer(const QString &server);
    /// Brings the server that was forgotten last back, with its token.
    Q_INVOKABLE void restoreServer();

    static inline const QString localName = QStringLiteral("local");

Q_SIGNALS:
    void stateChanged();
    void accountChanged();
    void problemChanged();
    void savedServersChanged();
    void tokensInFileChanged();
    void browserPageChanged();

private:
    struct Forgotten {
        QString server, token, email;
        qsizetype place = 0;
    };
    void begin(const QString &server, std::unique_ptr<ApiTransport> transport);
    void greet();
    void takeToken(const QString &token);
    void exchange(const QString &code);
    void loadAccount();
    void takeAccount(const ApiReply &reply);
    void saveServers(const QStringList &servers);
    void noteAccount(const QString &server, const QString &email);
    void dropToken(const QString &server);
    void setState(const QString &state);
    void setProblem(const QString &problem);

    ApiClient &m_client;
    CredentialStore &m_credentials;
    Settings &m_settings;
    SessionStart m_startLocal;
    ConnectTo m_connectTo;
    Forgotten m_forgotten;
    QString m_restored; ///< came back after it was forgotten
    QString m_state = QStringLiteral("choosing"), m_server, m_problem, m_browserPage;
    std::unique_ptr<BrowserSignIn> m_browser;
    QVariantMap m_account;
};

} // namespace portier::app
