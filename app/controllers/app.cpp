// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/app.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QQmlContext>
#include <QQmlEngine>
#include <QSaveFile>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr auto engineKey = "portierApp";

/// A reply as QML reads it.
QVariantMap readable(const ApiReply &reply)
{
    const QJsonObject body = reply.json();
    QVariantMap errors;
    const QJsonArray fieldErrors = body.value("errors"_L1).toArray();
    for (const QJsonValue &error : fieldErrors)
        errors.insert(error["field"_L1].toString().mid(1), error["message"_L1].toString());
    return {{u"ok"_s, reply.ok()},
            {u"status"_s, reply.status},
            {u"code"_s, reply.code()},
            {u"title"_s, body.value("title"_L1).toString()},
            {u"detail"_s, body.value("detail"_L1).toString()},
            {u"retryAfter"_s, reply.header("retry-after").toInt()},
            {u"errors"_s, errors},
            {u"body"_s, body.toVariantMap()}};
}

/// QML's own singletons, each in a module of its own: those of one module that use each other wait for each other.
void registerSingletons()
{
    static const bool once = [] {
        const QString root = u"qrc:/qt/qml/Portier/"_s;
        qmlRegisterSingletonType(QUrl(root + "theme/Theme.qml"_L1), "Portier.Theme", 1, 0, "Theme");
        for (const char *name : {"Nav", "Areas", "TripActions", "InboxItems", "HouseActions", "Drafts"}) {
            const QUrl url(root + "singletons/%1.qml"_L1.arg(QLatin1String(name)));
            qmlRegisterSingletonType(url, ("Portier." + QByteArray(name)).constData(), 1, 0, name);
        }
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace

App::App(AppOptions options, QObject *parent)
    : QObject(parent), m_settings(options.dataFolder), m_lists(m_settings), m_format(options.clock),
      m_client(options.clock), m_feed(m_client), m_credentials(options.dataFolder, options.useKeyring),
      m_session(m_client, m_credentials, m_settings, std::move(options.startLocal), std::move(options.connectTo)),
      m_desktop(m_client, m_feed, m_session)
{
    for (QObject *object : QList<QObject *>{&m_settings, &m_format, &m_client, &m_session, &m_desktop})
        QQmlEngine::setObjectOwnership(object, QQmlEngine::CppOwnership);
    connect(&m_settings, &Settings::languageChanged, this, &App::applyLanguage);
    connect(&m_session, &Session::stateChanged, this, [this] {
        m_feed.forget();
        followFeed();
        if (m_session.state() == "signedIn"_L1)
            m_lists.belongTo(m_session.account().value(u"id"_s).toString());
    });
    connect(&m_feed, &ChangeFeed::changed, this, &App::feedChanged);
    connect(&m_feed, &ChangeFeed::changed, this, [this](const QString &kind, const QString &id) {
        if (kind.startsWith("account."_L1) && id == m_session.account().value(u"id"_s).toString())
            m_session.refreshAccount(); // an administrator may have changed what the person may do
    });
    applyLanguage();
}

void App::serve(QQmlEngine &engine)
{
    registerSingletons();
    m_engine = &engine;
    engine.setProperty(engineKey, QVariant::fromValue(this));
    connect(this, &App::formatChanged, &engine, &QQmlEngine::retranslate);
}

App *App::create(QQmlEngine *engine, QJSEngine *)
{
    App *app = engine->property(engineKey).value<App *>();
    Q_ASSERT(app);
    QQmlEngine::setObjectOwnership(app, QQmlEngine::CppOwnership);
    return app;
}

App *App::instanceFor(const QObject *object)
{
    const QQmlEngine *engine = qmlEngine(object);
    return engine ? engine->property(engineKey).value<App *>() : nullptr;
}

QString App::version() const
{
    return QStringLiteral(PORTIER_VERSION);
}

void App::applyLanguage()
{
    m_settings.installTranslation();
    m_format.setLanguage(m_settings.language());
    m_client.setLanguage(m_settings.language());
    Q_EMIT formatChanged();
}

ApiClient::Done App::answer(const QJSValue &done)
{
    return [this, done](const ApiReply &reply) {
        if (done.isCallable() && m_engine)
            QJSValue(done).call({m_engine->toScriptValue(readable(reply))});
    };
}

void App::call(const QString &method, const QString &path, const QVariantMap &body, const QJSValue &done, int version)
{
    if (method == "GET"_L1) {
        QUrlQuery query;
        for (auto it = body.cbegin(); it != body.cend(); ++it)
            query.addQueryItem(it.key(), QString::fromLatin1(QUrl::toPercentEncoding(it.value().toString())));
        return m_client.get(path, query, this, answer(done));
    }
    m_client.write(method.toLatin1(), path, QJsonObject::fromVariantMap(body), this, answer(done), version);
}

void App::upload(const QString &path, const QUrl &file, const QJSValue &done)
{
    QFile content(file.toLocalFile());
    if (!content.open(QIODevice::ReadOnly))
        return;
    ApiCall call;
    call.method = "POST";
    call.path = path;
    call.body = content.readAll();
    const bool isCsv = file.fileName().endsWith(".csv"_L1, Qt::CaseInsensitive);
    call.addHeader("content-type", isCsv ? "text/csv" : "application/json");
    m_client.send(std::move(call), this, answer(done));
}

void App::download(const QString &path, const QUrl &file, const QJSValue &done)
{
    QUrlQuery query;
    const bool isCsv = file.fileName().endsWith(".csv"_L1, Qt::CaseInsensitive);
    query.addQueryItem(u"format"_s, isCsv ? u"csv"_s : u"json"_s);
    m_client.get(path, query, this, [file, finish = answer(done)](const ApiReply &reply) {
        QSaveFile target(file.toLocalFile());
        const bool saved = reply.ok() && target.open(QIODevice::WriteOnly) &&
                           target.write(reply.body) == reply.body.size() && target.commit();
        finish(saved ? reply : ApiReply{reply.ok() ? 507 : reply.status, {}, {}});
    });
}

void App::copy(const QString &text) const
{
    QGuiApplication::clipboard()->setText(text);
}

void App::setWindowVisible(bool visible)
{
    m_windowVisible = visible;
    followFeed();
}

void App::followFeed()
{
    const bool wanted = m_windowVisible || (m_desktop.hasTray() && m_settings.keepInTray());
    m_feed.setRunning(wanted && m_session.state() == "signedIn"_L1);
}

} // namespace portier::app
