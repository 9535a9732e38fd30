// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apiclient.h"
#include "app/client/changefeed.h"
#include "app/client/credentialstore.h"
#include "app/controllers/desktop.h"
#include "app/controllers/format.h"
#include "app/controllers/listmemory.h"
#include "app/controllers/session.h"
#include "app/controllers/settings.h"

#include <QJSValue>
#include <QtQml/qqml.h>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace portier::app
{

/// Tells QML's tools of a type that lives in a library without QML.
struct ApiClientInQml {
    Q_GADGET
    QML_FOREIGN(portier::app::ApiClient)
    QML_ANONYMOUS
};

/// What the program is started with.
struct AppOptions {
    QString dataFolder;           ///< of this person: settings, saved tokens
    bool useKeyring = true;       ///< false in tests
    SessionStart startLocal = {}; ///< starts the embedded core; none: only servers
    std::shared_ptr<Clock> clock;
    ConnectTo connectTo = {}; ///< speaks to servers; none: over HTTP
};

/// Everything QML asks that is not a model of its own, as the one object `App`. GUI thread; outlives the engine.
class App : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(portier::app::ApiClient *client READ clientPointer CONSTANT)
    Q_PROPERTY(portier::app::Session *session READ session CONSTANT)
    Q_PROPERTY(portier::app::Settings *settings READ settings CONSTANT)
    Q_PROPERTY(portier::app::Format *format READ format NOTIFY formatChanged)
    Q_PROPERTY(portier::app::Desktop *desktop READ desktop CONSTANT)
    Q_PROPERTY(QString version READ version CONSTANT)
public:
    explicit App(AppOptions options, QObject *parent = nullptr);

    /// Makes the App the singleton of an engine.
    void serve(QQmlEngine &engine);
    static App *create(QQmlEngine *engine, QJSEngine *);
    /// The App of whatever was made by QML in the App's engine, or null.
    [[nodiscard]] static App *instanceFor(const QObject *object);

    [[nodiscard]] ApiClient &client() { return m_client; }
    [[nodiscard]] ChangeFeed &feed() { return m_feed; }
    [[nodiscard]] ApiClient *clientPointer() { return &m_client; }
    [[nodiscard]] Session *session() { return &m_session; }
    [[nodiscard]] Settings *settings() { return &m_settings; }
    [[nodiscard]] Format *format() { return &m_format; }
    [[nodiscard]] Desktop *desktop() { return &m_desktop; }
    [[nodiscard]] ListMemory &lists() { return m_lists; }
    [[nodiscard]] QString version() const;

    /// Calls the API; `done` gets {ok, status, code, title, body, errors: {field: message}}. `version` < 0: none.
    Q_INVOKABLE void call(const QString &method, const QString &path, const QVariantMap &body, const QJSValue &done,
                          int version = -1);
    /// Sends the content of a file, or saves the body of a reply as one.
    Q_INVOKABLE void upload(const QString &path, const QUrl &file, const QJSValue &done);
    Q_INVOKABLE void download(const QString &path, const QUrl &file, const QJSValue &done);
    Q_INVOKABLE void copy(const QString &text) const;
    /// Hidden windows read no feed, unless the app lives on in the tray.
    Q_INVOKABLE void setWindowVisible(bool visible);

Q_SIGNALS:
    void formatChanged();
    void feedChanged(const QString &kind, const QString &objectId, const QString &operation);

private:
    void applyLanguage();
    void followFeed();
    [[nodiscard]] ApiClient::Done answer(const QJSValue &done);

    Settings m_settings;
    ListMemory m_lists;
    Format m_format;
    ApiClient m_client;
    ChangeFeed m_feed;
    CredentialStore m_credentials;
    Session m_session;
    Desktop m_desktop;
    QQmlEngine *m_engine = nullptr;
    bool m_windowVisible = true;
};

} // namespace portier::app
