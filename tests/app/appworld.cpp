// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/appworld.h"

#include "app/items/iconprovider.h"

#include <QTest>
#include <QUrlQuery>

using namespace Qt::Literals::StringLiterals;

namespace portier::test
{

namespace
{

QQuickItem *findSeen(QQuickItem *item, const QString &objectName)
{
    if (!item->isVisible() || item->opacity() <= 0)
        return nullptr;
    if (item->objectName() == objectName)
        return item;
    const auto children = item->childItems();
    for (QQuickItem *child : children) {
        if (QQuickItem *found = findSeen(child, objectName))
            return found;
    }
    return nullptr;
}

} // namespace

AppWorld::AppWorld(Transport transport) : m_transport(transport)
{
}

AppWorld::~AppWorld()
{
    m_engine.reset(); // QML before what it shows
    m_app.reset();
    m_core.reset();
}

QString AppWorld::partyEmails() const
{
    return (isHttp() ? email : u"owner@portier.local"_s) + u",cornelia@families.example,angelika@families.example"_s;
}

bool AppWorld::start()
{
    app::AppOptions options;
    options.dataFolder = m_folder.path();
    options.useKeyring = false;
    options.clock = std::make_shared<SystemClock>();
    const QString parties = "bookings.party_emails="_L1 + partyEmails();
    if (isHttp()) {
        m_server.set(parties);
        if (!m_server.start())
            return false;
        const auto added =
            m_server.run({u"user"_s, u"add"_s, u"--email"_s, email, u"--role"_s, u"admin"_s}, password.toUtf8() + '\n');
        if (added.exitCode != 0)
            return false;
    } else {
        m_core = std::make_unique<app::EmbeddedCore>(m_folder.filePath(u"core"_s), QStringList{parties}, u"en"_s);
        options.startLocal = m_core->starter();
    }
    m_app = std::make_unique<app::App>(std::move(options));
    m_app->settings()->setLanguage(u"en"_s);
    m_app->settings()->setReducedMotion(true);
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(u"qrc:/qt/qml"_s);
    m_engine->addImageProvider(u"icon"_s, new app::IconProvider);
    m_app->serve(*m_engine);
    m_engine->load(QUrl(u"qrc:/qt/qml/Portier/shell/Main.qml"_s));
    return window() && QTest::qWaitForWindowExposed(window(), patienceMs);
}

QQuickWindow *AppWorld::window() const
{
    return m_engine ? qobject_cast<QQuickWindow *>(m_engine->rootObjects().value(0)) : nullptr;
}

QString AppWorld::route() const
{
    return window()->property("route").toString();
}

QQuickItem *AppWorld::seen(const QString &objectName) const
{
    return findSeen(window()->contentItem(), objectName);
}

bool AppWorld::focus(const QString &objectName)
{
    if (!QTest::qWaitFor([&] { return seen(objectName) && seen(objectName)->isEnabled(); }, patienceMs))
        return false;
    QQuickItem *item = seen(objectName);
    if (auto *input = item->property("input").value<QQuickItem *>())
        item = input;
    item->forceActiveFocus(Qt::TabFocusReason);
    return QTest::qWaitFor([item] { return item->hasActiveFocus(); }, patienceMs);
}

void AppWorld::press(int key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(window(), Qt::Key(key), modifiers);
}

void AppWorld::type(const QString &text)
{
    for (const QChar letter : text)
        QTest::keyClick(window(), letter.toLatin1());
}

QString AppWorld::textOf(const QString &objectName) const
{
    const QQuickItem *item = seen(objectName);
    return item ? item->property("text").toString() : QString();
}

app::ApiReply AppWorld::call(const QByteArray &method, const QString &path, const QJsonObject &body, qint64 version)
{
    auto answered = std::make_shared<bool>(false);
    auto result = std::make_shared<app::ApiReply>();
    const auto done = [answered, result](const app::ApiReply &reply) {
        *result = reply;
        *answered = true;
    };
    if (method == "GET")
        m_app->client().get(path.section(u'?', 0, 0), QUrlQuery(path.section(u'?', 1)), m_app.get(), done);
    else
        m_app->client().write(method, path, body, m_app.get(), done, version);
    (void)QTest::qWaitFor([answered] { return *answered; }, patienceMs);
    return *result;
}

} // namespace portier::test
