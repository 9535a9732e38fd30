// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/appworld.h"

#include <QJsonArray>
#include <QQuickStyle>
#include <QTest>

#include <QtQml/qqmlextensionplugin.h>

#include <csignal>

Q_IMPORT_QML_PLUGIN(PortierPlugin)

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::test;

#define TRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, AppWorld::patienceMs)
#define TRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, AppWorld::patienceMs)

/// What an approver and traveller does with the app, by keyboard, from sign-in on: the same on a core of one's own and
/// on a remote portierd (TRP-283). Each step builds on the one before.
class tst_Journeys : public QObject
{
    Q_OBJECT
public:
    explicit tst_Journeys(AppWorld::Transport transport) : m_world(transport) {}

private Q_SLOTS:
    void initTestCase();
    void init() { QVERIFY2(!m_failed, "an earlier step failed"); }
    void cleanup() { m_failed = m_failed || QTest::currentTestFailed(); }
    void signsIn();
    void becomesApprover();
    void approvesByKeyboard();
    void deniesWithAReason();
    void createsATripAndSeesItsFirstPrice();
    void movesTheLimitLine();
    void followsALink();
    void goesOnWhereItWasWhenTheServerDies();

private:
    void openRequests();
    [[nodiscard]] QString request(const QString &name, int firstDay);
    /// Whether the window shows this request; the one decided before stays until the feed took it away.
    [[nodiscard]] bool shows(const QString &id) const
    {
        const QQuickItem *detail = m_world.seen(u"bookingDetail"_s);
        return detail && detail->property("bookingId").toString() == id && detail->property("loaded").toBool();
    }
    [[nodiscard]] QJsonObject booking(const QString &id)
    {
        return m_world.call("GET", "/api/v1/bookings/"_L1 + id).json();
    }
    [[nodiscard]] double limitY() const;

    AppWorld m_world;
    QString m_tripRoute;
    bool m_failed = false;
};

void tst_Journeys::initTestCase()
{
    QVERIFY2(m_world.start(), m_world.server().log().constData());
}

void tst_Journeys::signsIn()
{
    if (m_world.isHttp()) {
        QVERIFY(m_world.focus(u"address"_s));
        m_world.type(m_world.address());
        m_world.press(Qt::Key_Return);
        QVERIFY(m_world.focus(u"email"_s));
        m_world.type(AppWorld::email);
        m_world.press(Qt::Key_Return);
        m_world.type(AppWorld::password); // Return has moved on
        m_world.press(Qt::Key_Return);
    } else {
        QVERIFY(m_world.focus(u"connect"_s));
        m_world.press(Qt::Key_Space);
    }
    TRY_COMPARE(m_world.app().session()->state(), u"signedIn"_s);
    TRY_VERIFY(m_world.seen(u"inboxState"_s) || m_world.seen(u"inboxList"_s));
}

// PLT-009: an account decides for the parties it was given.
void tst_Journeys::becomesApprover()
{
    const QJsonValue house = m_world.call("GET", u"/api/v1/resources"_s).json().value("items"_L1)[0];
    const QVariantMap account = m_world.app().session()->account();
    const QJsonObject body{{u"roles"_s, QJsonArray{u"member"_s, u"approver"_s, u"admin"_s}},
                           {u"parties"_s, QJsonArray{house["parties"_L1][0]["id"_L1]}}};
    const app::ApiReply reply = m_world.call("PATCH", "/api/v1/admin/accounts/"_L1 + account.value(u"id"_s).toString(),
                                             body, account.value(u"version"_s).toLongLong());
    QVERIFY2(reply.ok(), reply.body.constData());
}

void tst_Journeys::openRequests()
{
    m_world.press(Qt::Key_K, Qt::ControlModifier);
    TRY_VERIFY(m_world.seen(u"paletteField"_s) && m_world.seen(u"paletteField"_s)->hasActiveFocus());
    m_world.type(u"open requests"_s);
    m_world.press(Qt::Key_Return);
    TRY_COMPARE(m_world.route(), u"house/requests"_s);
}

QString tst_Journeys::request(const QString &name, int firstDay)
{
    const QJsonObject house = m_world.call("GET", u"/api/v1/resources"_s).json().value("items"_L1)[0].toObject();
    const QJsonObject body{{u"resource"_s, house.value("slug"_L1)},
                           {u"requester_first_name"_s, name},
                           {u"requester_email"_s, name.toLower() + u"@guests.example"_s},
                           {u"start_date"_s, m_world.app().format()->dayFromNow(firstDay)},
                           {u"end_date"_s, m_world.app().format()->dayFromNow(firstDay + 2)},
                           {u"party_size"_s, 2},
                           {u"affiliation_party_id"_s, house.value("parties"_L1)[1]["id"_L1]}};
    const app::ApiReply reply = m_world.call("POST", u"/api/v1/bookings"_s, body);
    if (reply.status != 201)
        qWarning("%s", reply.body.constData());
    return reply.json().value("id"_L1).toString();
}

// BKG-130, BKG-131: nobody reloads, the change feed brings the request.
void tst_Journeys::approvesByKeyboard()
{
    const QString id = request(u"Mara"_s, 30);
    QVERIFY(!id.isEmpty());
    openRequests();
    TRY_VERIFY(shows(id) && m_world.seen(u"approve"_s));
    QVERIFY2(m_world.textOf(u"approve"_s).startsWith(u"Approve for "_s), qPrintable(m_world.textOf(u"approve"_s)));
    QVERIFY(m_world.focus(u"requestsList"_s));
    m_world.press(Qt::Key_A);
    TRY_VERIFY(!m_world.seen(u"approve"_s));
    const QJsonArray approvals = booking(id).value("approvals"_L1).toArray();
    QCOMPARE(approvals.at(0)["decision"_L1].toString(), u"approved"_s);
    QCOMPARE(approvals.at(1)["decision"_L1].toString(), u"no_response"_s);
}

// BKG-132
void tst_Journeys::deniesWithAReason()
{
    const QString id = request(u"Oskar"_s, 40);
    QVERIFY(!id.isEmpty());
    TRY_VERIFY(shows(id) && m_world.seen(u"deny"_s));
    QVERIFY(m_world.focus(u"requestsList"_s));
    m_world.press(Qt::Key_D);
    TRY_VERIFY(m_world.seen(u"denyComment"_s));
    TRY_VERIFY(m_world.window()->activeFocusItem() ==
               m_world.seen(u"denyComment"_s)->property("input").value<QQuickItem *>());
    m_world.type(u"We are there ourselves"_s);
    m_world.press(Qt::Key_Return, Qt::ControlModifier);
    TRY_VERIFY(!m_world.seen(u"denyComment"_s));
    const QJsonObject denied = booking(id);
    QCOMPARE(denied.value("status"_L1).toString(), u"denied"_s);
    QCOMPARE(denied.value("approvals"_L1)[0]["comment"_L1].toString(), u"We are there ourselves"_s);
}

// TRP-276, TRP-273
void tst_Journeys::createsATripAndSeesItsFirstPrice()
{
    m_world.press(Qt::Key_2, Qt::ControlModifier);
    TRY_COMPARE(m_world.route(), u"trips"_s);
    m_world.press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(m_world.focus(u"name"_s));
    m_world.type(u"Lissabon"_s);
    QVERIFY(m_world.focus(u"trackHotels"_s));
    m_world.press(Qt::Key_Space);
    QVERIFY(m_world.focus(u"origin"_s));
    m_world.type(u"ham"_s);
    QVERIFY(m_world.focus(u"destination"_s));
    m_world.type(u"lis"_s);
    QVERIFY(m_world.focus(u"save"_s)); // it is enabled only once the form is whole
    m_world.press(Qt::Key_Return, Qt::ControlModifier);
    TRY_VERIFY(m_world.route().startsWith(u"trips/"_s) && m_world.route() != u"trips/new"_s);
    m_tripRoute = m_world.route();
    TRY_VERIFY(m_world.textOf(u"total"_s).contains(QChar(0x20AC))); // €
}

double tst_Journeys::limitY() const
{
    double y = -1;
    if (QQuickItem *chart = m_world.seen(u"chart"_s))
        QMetaObject::invokeMethod(chart, "thresholdY", Q_RETURN_ARG(double, y));
    return y;
}

void tst_Journeys::movesTheLimitLine()
{
    const auto setLimit = [this](const QString &amount) {
        QVERIFY(m_world.focus(u"alert"_s));
        m_world.press(Qt::Key_Space);
        QVERIFY(m_world.focus(u"threshold"_s));
        m_world.press(Qt::Key_A, Qt::ControlModifier);
        m_world.type(amount);
        m_world.press(Qt::Key_Return, Qt::ControlModifier);
        TRY_VERIFY(!m_world.seen(u"threshold"_s));
    };
    TRY_VERIFY(m_world.seen(u"chart"_s));
    QVERIFY(limitY() < 0);
    setLimit(u"100"_s);
    TRY_VERIFY(limitY() >= 0);
    const double before = limitY();
    setLimit(u"180"_s);
    TRY_VERIFY(limitY() >= 0 && limitY() != before);
    const QString trip = m_tripRoute.section(u'/', 1);
    const QJsonObject rule = m_world.call("GET", "/api/v1/trips/"_L1 + trip).json().value("alert"_L1).toObject();
    QCOMPARE(rule.value("threshold"_L1)["amount_minor"_L1].toInt(), 18000);
}

void tst_Journeys::followsALink()
{
    m_world.app().desktop()->openLink(u"portier://inbox"_s);
    QCOMPARE(m_world.route(), u"inbox"_s);
    m_world.app().desktop()->openLink("portier://trip/"_L1 + m_tripRoute.section(u'/', 1));
    QCOMPARE(m_world.route(), m_tripRoute);
    TRY_VERIFY(m_world.textOf(u"total"_s).contains(QChar(0x20AC)));
}

// TRP-271, TRP-283, BKG-131
void tst_Journeys::goesOnWhereItWasWhenTheServerDies()
{
    if (!m_world.isHttp())
        QSKIP("a core of one's own dies with the app");
    const quint16 port = m_world.server().port();
    m_world.server().signal(SIGKILL);
    (void)m_world.server().wait();
    TRY_VERIFY(m_world.seen(u"offlineBanner"_s)); // the waiting call of the change feed broke
    const QString since = m_world.app().format()->time(m_world.app().client().offlineSince());
    QVERIFY2(m_world.textOf(u"offlineBanner"_s).contains(since), qPrintable(m_world.textOf(u"offlineBanner"_s)));
    QCOMPARE(m_world.route(), m_tripRoute);
    QVERIFY(m_world.textOf(u"total"_s).contains(QChar(0x20AC)));
    QVERIFY(!m_world.seen(u"check"_s)->isEnabled());

    m_world.server().set(u"http.listen=127.0.0.1:%1"_s.arg(port));
    QVERIFY2(m_world.server().start(), m_world.server().log().constData());
    TRY_VERIFY(!m_world.seen(u"offlineBanner"_s));
    QCOMPARE(m_world.route(), m_tripRoute);
    QCOMPARE(m_world.app().session()->state(), u"signedIn"_s);
    // The feed goes on too: a request made now arrives by itself.
    openRequests();
    QVERIFY(!m_world.seen(u"approve"_s));
    QVERIFY(!request(u"Jona"_s, 50).isEmpty());
    TRY_VERIFY(m_world.seen(u"approve"_s));
}

int main(int argc, char **argv)
{
    QQuickStyle::setStyle(u"Basic"_s);
    QGuiApplication application(argc, argv);
    tst_Journeys journeys(qgetenv("PORTIER_TRANSPORT") == "http" ? AppWorld::Transport::Http
                                                                 : AppWorld::Transport::Local);
    return QTest::qExec(&journeys, argc, argv);
}
#include "tst_journeys.moc"
