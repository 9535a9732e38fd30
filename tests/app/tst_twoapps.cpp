// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/apilist.h"
#include "tests/e2e/portierdprocess.h"

#include <QQmlEngine>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{

const QString password = u"correct horse battery staple 7"_s;
constexpr int patienceMs = 60'000;
constexpr int feedMs = 2'000; ///< BKG-137

/// The app of one party with its queue open.
struct OneApp {
    QTemporaryDir folder;
    QQmlEngine engine;
    App app{AppOptions{folder.path(), false, {}, std::make_shared<SystemClock>()}};
    ApiList queue;

    OneApp()
    {
        app.serve(engine);
        QQmlEngine::setContextForObject(&queue, engine.rootContext());
        queue.setProperty("feedKinds", u"booking"_s);
        queue.setQuery({{u"tab"_s, u"outstanding"_s}});
        queue.setPath(u"/api/v1/approvals"_s);
    }
    void signIn(const QString &address, const QString &email)
    {
        app.session()->useServer(address);
        QTRY_COMPARE_WITH_TIMEOUT(app.session()->state(), u"signedOut"_s, patienceMs);
        app.session()->signIn(email, password);
        QTRY_COMPARE_WITH_TIMEOUT(app.session()->state(), u"signedIn"_s, patienceMs);
        queue.reload();
        QTRY_COMPARE_WITH_TIMEOUT(queue.state(), u"ready"_s, patienceMs);
    }
    ApiReply send(const QString &path, const QJsonObject &body)
    {
        std::optional<ApiReply> reply;
        app.client().write("POST", path, body, &engine, [&reply](const ApiReply &got) { reply = got; });
        (void)QTest::qWaitFor([&reply] { return reply.has_value(); }, patienceMs);
        return reply.value_or(ApiReply());
    }
};

} // namespace

/// S96 of bookings.md on a portierd of its own process: two apps have the queue open.
class tst_TwoApps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void oneApprovesTheOtherSeesIt();
    void withoutAServerNothingIsSaved();
    void cleanupTestCase();

private:
    void addApprover(const QString &email, const QString &party);
    [[nodiscard]] QString request(const QString &day);

    test::PortierdProcess m_server;
    std::unique_ptr<OneApp> m_ingeborg, m_cornelia;
    QString m_slug, m_party;
};

void tst_TwoApps::addApprover(const QString &email, const QString &party)
{
    const auto added = m_server.run({u"user"_s, u"add"_s, u"--email"_s, email}, password.toUtf8() + '\n');
    QVERIFY2(added.exitCode == 0, added.err.constData());
    const auto bound =
        m_server.run({u"user"_s, u"set-role"_s, u"--email"_s, email, u"--role"_s, u"approver"_s, u"--party"_s, party});
    QVERIFY2(bound.exitCode == 0, bound.err.constData());
}

void tst_TwoApps::initTestCase()
{
    m_server.set(u"bookings.party_emails=i@haus.example,c@haus.example,a@haus.example"_s);
    QVERIFY2(m_server.start(), m_server.log().constData());
    const auto admin =
        m_server.run({u"user"_s, u"add"_s, u"--email"_s, u"admin@haus.example"_s, u"--role"_s, u"admin"_s},
                     password.toUtf8() + '\n');
    QVERIFY2(admin.exitCode == 0, admin.err.constData());
    addApprover(u"ingeborg@haus.example"_s, u"Ingeborg"_s);
    addApprover(u"cornelia@haus.example"_s, u"Cornelia"_s);
    const auto house = m_server.run({u"resource"_s, u"list"_s}).out.split('\t');
    m_slug = QString::fromUtf8(house.first());
    const auto parties = m_server.run({u"party"_s, u"list"_s, u"--json"_s});
    m_party = QJsonDocument::fromJson(parties.out).array().first().toObject().value(u"id"_s).toString();
    QVERIFY2(!m_party.isEmpty(), parties.out.constData());
    const QString address = u"http://127.0.0.1:%1"_s.arg(m_server.port());
    m_ingeborg = std::make_unique<OneApp>();
    m_cornelia = std::make_unique<OneApp>();
    m_ingeborg->signIn(address, u"ingeborg@haus.example"_s);
    m_cornelia->signIn(address, u"cornelia@haus.example"_s);
}

QString tst_TwoApps::request(const QString &day)
{
    const ApiReply made = m_ingeborg->send(u"/api/v1/bookings"_s, {{u"resource"_s, m_slug},
                                                                   {u"requester_first_name"_s, u"Mara"_s},
                                                                   {u"requester_email"_s, u"mara@gast.example"_s},
                                                                   {u"start_date"_s, day},
                                                                   {u"end_date"_s, day},
                                                                   {u"party_size"_s, 2},
                                                                   {u"affiliation_party_id"_s, m_party}});
    return made.status == 201 ? made.json().value(u"id"_s).toString() : QString();
}

void tst_TwoApps::oneApprovesTheOtherSeesIt() // BKG-137
{
    const QString day = m_ingeborg->app.format()->dayFromNow(30);
    const QString booking = request(day);
    QVERIFY(!booking.isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(m_cornelia->queue.count(), 1, feedMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_ingeborg->queue.count(), 1, feedMs);
    const ApiReply approved = m_ingeborg->send(u"/api/v1/bookings/"_s + booking + u"/approve"_s, {{u"round"_s, 1}});
    QCOMPARE(approved.status, 200);
    const auto decisions = [this] {
        QStringList made;
        const QVariantList approvals = m_cornelia->queue.itemAt(0).value(u"approvals"_s).toList();
        for (const QVariant &each : approvals)
            made.append(each.toMap().value(u"decision"_s).toString());
        return made;
    };
    QTRY_COMPARE_WITH_TIMEOUT(decisions().count(u"approved"_s), 1, feedMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_ingeborg->queue.count(), 0, feedMs);
    QCOMPARE(m_cornelia->queue.count(), 1);
    QCOMPARE(m_cornelia->queue.itemAt(0).value(u"id"_s).toString(), booking);
}

void tst_TwoApps::withoutAServerNothingIsSaved() // BKG-131
{
    const QString booking = m_cornelia->queue.itemAt(0).value(u"id"_s).toString();
    const quint16 port = m_server.port();
    m_server.signal(SIGTERM);
    QCOMPARE(m_server.wait().exitCode, 0);
    const QString path = u"/api/v1/bookings/"_s + booking + u"/approve"_s;
    QCOMPARE(m_cornelia->send(path, {{u"round"_s, 1}}).status, 0); // nobody answered, and nothing is kept for later
    QCOMPARE(m_cornelia->queue.count(), 1);
    m_server.set(u"http.listen=127.0.0.1:%1"_s.arg(port));
    QVERIFY2(m_server.start(), m_server.log().constData());
    QTRY_VERIFY_WITH_TIMEOUT(m_cornelia->app.client().isOnline(), patienceMs);
    m_cornelia->queue.reload();
    QTRY_COMPARE_WITH_TIMEOUT(m_cornelia->queue.state(), u"ready"_s, patienceMs);
    QCOMPARE(m_cornelia->queue.count(), 1);
    QCOMPARE(m_cornelia->send(path, {{u"round"_s, 1}}).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(m_cornelia->queue.count(), 0, patienceMs);
}

void tst_TwoApps::cleanupTestCase()
{
    m_ingeborg.reset();
    m_cornelia.reset();
}

QTEST_MAIN(tst_TwoApps)
#include "tst_twoapps.moc"
