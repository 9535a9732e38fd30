// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/app.h"
#include "app/controllers/deeplink.h"
#include "tests/app/faketransport.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{

class Board final : public Notifier
{
    Q_OBJECT
public:
    QList<Notice> shown;
    void show(const Notice &notice) override { shown.append(notice); }
};

QJsonObject message(const QString &id, const QString &channel, const QString &state)
{
    return {{u"id"_s, id},
            {u"kind"_s, u"price_alert"_s},
            {u"channel"_s, channel},
            {u"state"_s, state},
            {u"subject"_s, u"Lissabon jetzt 900 €"_s},
            {u"text"_s, u"38 € unter deiner Grenze"_s},
            {u"subject_kind"_s, u"trip"_s},
            {u"subject_id"_s, u"t1"_s}};
}

} // namespace

/// Links from outside and messages to the outside (PLT-121).
class tst_Desktop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void linkNamesAPage_data();
    void linkNamesAPage();
    void linkWaitsForTheSignIn();
    void strangeLinkOnlyBringsTheWindow();
    void showsAMessageOncePerDevice();
    void leavesOtherMessagesAlone_data();
    void leavesOtherMessagesAlone();
    void catchesUpAfterSignIn();
    void theWindowTellsWhereNothingElseCan();
    void openedNoticeLeadsToItsTrip();

private:
    void signIn();

    QTemporaryDir m_folder;
    std::unique_ptr<App> m_app;
    std::unique_ptr<Board> m_board;
    FakeTransport *m_server = nullptr;
    QHash<QString, QJsonObject> m_messages;
    QStringList m_seen;
};

void tst_Desktop::init()
{
    m_messages.clear();
    m_seen.clear();
    m_app.reset();
    m_board = std::make_unique<Board>();
    AppOptions options{m_folder.path(), false, {}, std::make_shared<SystemClock>()};
    options.startLocal = [this](QObject *, const std::function<void(std::shared_ptr<LocalStart>)> &done) {
        auto start = std::make_shared<LocalStart>();
        auto transport = std::make_unique<FakeTransport>();
        m_server = transport.get();
        m_server->answer = [this](const ApiCall &call) -> ApiReply {
            const QString id = call.path.section(u'/', 4, 4);
            if (call.path.endsWith("/seen"_L1)) {
                m_seen.append(id);
                return {204, {}, {}};
            }
            if (call.path == "/api/v1/notifications"_L1) {
                QJsonArray items;
                for (const QJsonObject &each : std::as_const(m_messages)) {
                    if (each.value("channel"_L1) == call.query.queryItemValue(u"channel"_s))
                        items.append(each);
                }
                return FakeTransport::json({{u"items"_s, items}});
            }
            if (call.path.startsWith("/api/v1/notifications/"_L1))
                return FakeTransport::json(m_messages.value(id));
            if (call.path == "/api/v1/changes"_L1)
                return {503, {}, {}};
            return FakeTransport::json({{u"id"_s, u"a"_s}});
        };
        start->transport = std::move(transport);
        start->token = u"t"_s;
        done(start);
    };
    m_app = std::make_unique<App>(std::move(options));
}

void tst_Desktop::signIn()
{
    m_app->session()->useThisComputer();
    QTRY_COMPARE(m_app->session()->state(), u"signedIn"_s);
}

void tst_Desktop::linkNamesAPage_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("route");
    const QString id = u"0194a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"_s;
    QTest::newRow("trip") << u"portier://trip/"_s + id << u"trips/"_s + id;
    QTest::newRow("trip with slash") << u"portier://trip/"_s + id + u'/' << u"trips/"_s + id;
    QTest::newRow("booking") << u"portier://booking/"_s + id << u"house/requests/"_s + id;
    QTest::newRow("inbox item") << u"portier://inbox/"_s + id << u"inbox/"_s + id;
    QTest::newRow("inbox") << u"portier://inbox"_s << u"inbox"_s;
    QTest::newRow("upper-case scheme") << u"PORTIER://trip/"_s + id << u"trips/"_s + id;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("another scheme") << u"https://trip/"_s + id << QString();
    QTest::newRow("unknown page") << u"portier://settings/x"_s << QString();
    QTest::newRow("no id") << u"portier://trip/"_s << QString();
    QTest::newRow("climbs") << u"portier://trip/../administration"_s << QString();
    QTest::newRow("encoded slash") << u"portier://trip/a%2Fdelete"_s << QString();
    QTest::newRow("a page below") << u"portier://trip/a/delete"_s << QString();
    QTest::newRow("user") << u"portier://me@trip/a"_s << QString();
    QTest::newRow("port") << u"portier://trip:80/a"_s << QString();
    QTest::newRow("too long") << u"portier://trip/"_s + QString(65, u'a') << QString();
    QTest::newRow("an option") << u"--server=evil"_s << QString();
}

void tst_Desktop::linkNamesAPage()
{
    QFETCH(QString, link);
    QFETCH(QString, route);
    QCOMPARE(routeOfLink(link), route);
}

void tst_Desktop::linkWaitsForTheSignIn()
{
    Desktop &desktop = *m_app->desktop();
    desktop.openLink(u"portier://trip/t1"_s);
    QCOMPARE(desktop.takeRoute(), QString());
    signIn();
    QCOMPARE(desktop.takeRoute(), u"trips/t1"_s);
    QCOMPARE(desktop.takeRoute(), QString()); // once
}

void tst_Desktop::strangeLinkOnlyBringsTheWindow()
{
    signIn();
    QSignalSpy wanted(m_app->desktop(), &Desktop::windowWanted);
    m_app->desktop()->openLink(u"javascript:alert(1)"_s);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(m_app->desktop()->takeRoute(), QString());
}

void tst_Desktop::showsAMessageOncePerDevice()
{
    m_app->desktop()->setNotifier(m_board.get());
    signIn();
    m_messages.insert(u"m1"_s, message(u"m1"_s, u"desktop"_s, u"waiting"_s));
    for (int i = 0; i < 3; ++i)
        Q_EMIT m_app->feed().changed(u"notification.updated"_s, u"m1"_s, u"updated"_s);
    QTRY_COMPARE(m_seen, QStringList{u"m1"_s});
    QCOMPARE(m_board->shown.size(), 1);
    QCOMPARE(m_board->shown.first().title, u"Lissabon jetzt 900 €"_s);
    QCOMPARE(m_board->shown.first().text, u"38 € unter deiner Grenze"_s);
    QCOMPARE(m_board->shown.first().route, u"trips/t1"_s);
}

void tst_Desktop::leavesOtherMessagesAlone_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("state");
    QTest::newRow("a mail") << u"mail"_s << u"sent"_s;
    QTest::newRow("not published yet") << u"desktop"_s << u"queued"_s;
    QTest::newRow("expired") << u"desktop"_s << u"suppressed"_s;
}

void tst_Desktop::leavesOtherMessagesAlone()
{
    QFETCH(QString, channel);
    QFETCH(QString, state);
    m_app->desktop()->setNotifier(m_board.get());
    signIn();
    m_messages.insert(u"m1"_s, message(u"m1"_s, channel, state));
    const auto looks = [this] {
        return std::count_if(m_server->calls.cbegin(), m_server->calls.cend(),
                             [](const ApiCall &call) { return call.path == "/api/v1/notifications"_L1; });
    };
    const auto before = looks();
    Q_EMIT m_app->feed().changed(u"notification.updated"_s, u"m1"_s, u"updated"_s);
    QTRY_VERIFY(looks() > before && m_app->client().inFlight() == 0);
    QCOMPARE(m_board->shown.size(), 0);
    QCOMPARE(m_seen, QStringList());
}

void tst_Desktop::catchesUpAfterSignIn()
{
    m_app->desktop()->setNotifier(m_board.get());
    m_messages.insert(u"m1"_s, message(u"m1"_s, u"desktop"_s, u"waiting"_s));
    m_messages.insert(u"m2"_s, message(u"m2"_s, u"desktop"_s, u"sent"_s)); // long seen elsewhere
    signIn();
    QTRY_COMPARE(m_seen, QStringList{u"m1"_s});
    QCOMPARE(m_board->shown.size(), 1);
}

// TRP-281: a toast for an alert; the message still waits for a device that shows notices.
void tst_Desktop::theWindowTellsWhereNothingElseCan()
{
    QSignalSpy told(m_app->desktop(), &Desktop::told);
    const auto looks = [this] {
        return std::count_if(m_server->calls.cbegin(), m_server->calls.cend(),
                             [](const ApiCall &call) { return call.path == "/api/v1/notifications"_L1; });
    };
    m_messages.insert(u"m0"_s, message(u"m0"_s, u"desktop"_s, u"waiting"_s)); // from before
    signIn();
    QTRY_VERIFY(looks() > 0 && m_app->client().inFlight() == 0);
    m_messages.insert(u"m1"_s, message(u"m1"_s, u"desktop"_s, u"waiting"_s));
    for (int round = 1; round <= 2; ++round) {
        const auto before = looks();
        Q_EMIT m_app->feed().changed(u"notification.updated"_s, u"m1"_s, u"updated"_s);
        QTRY_VERIFY(looks() > before && m_app->client().inFlight() == 0);
        QTRY_COMPARE(told.size(), 1);
    }
    QCOMPARE(told.first(), (QVariantList{u"Lissabon jetzt 900 €"_s, u"trips/t1"_s}));
    QCOMPARE(m_seen, QStringList());
}

void tst_Desktop::openedNoticeLeadsToItsTrip()
{
    m_app->desktop()->setNotifier(m_board.get());
    signIn();
    QSignalSpy wanted(m_app->desktop(), &Desktop::windowWanted);
    Q_EMIT m_board->opened(u"trips/t1"_s);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(m_app->desktop()->takeRoute(), u"trips/t1"_s);
}

QTEST_MAIN(tst_Desktop)
#include "tst_desktop.moc"
