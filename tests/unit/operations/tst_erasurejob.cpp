// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/erasures.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"
#include "tests/unit/operations/people.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace portier::operations::test;
using namespace std::chrono_literals;
using portier::test::TestDatabase;

namespace
{

/// A person with five rows in a room that erases two at a time.
struct House {
    explicit House(const QString &backend)
        : clock(portier::test::aClock()), db(backend, clock), log(db.directory() + u"/backups/erasures.log"_s),
          erasures(*db, clock, portier::test::aSealer(), sources, people.directory(), log)
    {
        PersonalDataSource room;
        room.name = u"room"_s;
        room.collect = [](storage::Transaction &, const Person &) -> Result<QJsonObject> { return QJsonObject(); };
        room.erase = [this](storage::Transaction &tx, const Person &person, int, Instant) -> Result<qint64> {
            erased = person;
            return tx.exec(u"DELETE FROM health_probe WHERE id IN (SELECT id FROM health_probe LIMIT 2)"_s);
        };
        sources.push_back(room);
        for (int i = 0; i < 5; ++i)
            portier::test::execOrDie(*db, u"INSERT INTO health_probe (id, at) VALUES (?, 0)"_s, {u"row%1"_s.arg(i)});
    }
    Result<> run(const QString &id) { return QCoro::waitFor(erasures.run(id, writer(*db))); }
    QString state(const QString &id) { return QCoro::waitFor(erasures.find(id))->state; }
    qint64 rows() { return portier::test::intOrDie(*db, u"SELECT COUNT(*) FROM health_probe"_s); }
    qint64 audited(const QString &action)
    {
        return portier::test::intOrDie(*db, u"SELECT COUNT(*) FROM audit_log WHERE action = ?"_s, {action});
    }
    QByteArray logText() const
    {
        QFile file(log);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::shared_ptr<ManualClock> clock;
    TestDatabase db;
    QString log;
    People people;
    PersonalDataSources sources;
    Person erased;
    Erasures erasures;
};

} // namespace

class TestErasureJob : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsSevenDaysAndEndsSessions_data() { TestDatabase::backends(); }
    void waitsSevenDaysAndEndsSessions() // PLT-158
    {
        QFETCH(QString, backend);
        House house(backend);
        const auto asked = QCoro::waitFor(house.erasures.request(u"anna"_s, {}));
        QVERIFY(asked);
        QCOMPARE(asked->dueAt - asked->createdAt, Millis(24h * 7));
        QCOMPARE(house.people.sessionsEnded, 1);
        const auto again = QCoro::waitFor(house.erasures.request(u"anna"_s, {}));
        QCOMPARE(again->id, asked->id);
        QCOMPARE(house.people.jobs.size(), 1);
        QCOMPARE(QCoro::waitFor(house.erasures.request(u"nobody"_s, {})).error().kind, ErrorKind::NotFound);
    }

    void erasesPieceByPiece_data() { TestDatabase::backends(); }
    void erasesPieceByPiece() // PLT-158 to PLT-160: restartable at every statement, and noted beside the backups
    {
        QFETCH(QString, backend);
        for (int nth = 1;; ++nth) {
            House house(backend);
            const QString id = QCoro::waitFor(house.erasures.requestFor(u"anna@contest.com"_s, true, {}))->id;
            house.db.failStatement(nth);
            const bool done = house.run(id).has_value();
            const bool failed = house.db.hasFailed();
            house.db.failStatement(0);
            if (failed) {
                QVERIFY(!done);
                QVERIFY(house.run(id));
            }
            QCOMPARE(house.rows(), 0);
            QCOMPARE(house.erased.accountId, u"anna"_s);
            QCOMPARE(house.state(id), u"done"_s);
            QCOMPARE(house.audited(u"erasure.done"_s), 1);
            const QList<QByteArray> lines = house.logText().trimmed().split('\n');
            QVERIFY(lines.size() == 1 || failed);
            const QJsonObject line = QJsonDocument::fromJson(lines.constFirst()).object();
            QCOMPARE(line.value("account_id"_L1).toString(), u"anna"_s);
            QVERIFY(!house.logText().contains("contest.com")); // by id, never by address
            QVERIFY(house.run(id));                            // once more changes nothing
            QCOMPARE(house.audited(u"erasure.done"_s), 1);
            if (!failed)
                break;
        }
    }

    void keptRepliesAboutThePersonGo_data() { TestDatabase::backends(); }
    void keptRepliesAboutThePersonGo() // PLT-056, PLT-159: whoever asked, such as an admin on their behalf
    {
        QFETCH(QString, backend);
        for (const QString &email : {u"anna@contest.com"_s, u"guest@contest.com"_s}) {
            House house(backend);
            house.sources.push_back(operationsPersonalData());
            const auto keep = [&house](const QString &key, const QByteArray &body, bool sealed) {
                portier::test::execOrDie(*house.db,
                                         u"INSERT INTO idempotency_keys (principal, route, idempotency_key,"
                                         " fingerprint, claim_id, claimed_at, expires_at, status, body, sealed)"
                                         " VALUES ('account:ada', 'POST /bookings', ?, ?, '', 0, 0, 201, ?, ?)"_s,
                                         {key, QByteArray("f"), body, sealed});
            };
            keep(u"about"_s, "{\"requester_email\":\"" + email.toUtf8() + "\"}", false);
            keep(u"capitals"_s, "{\"requester_email\":\"" + email.toUpper().toUtf8() + "\"}", false);
            keep(u"other"_s, "{\"requester_email\":\"b@contest.com\"}", false);
            const QString id = QCoro::waitFor(house.erasures.requestFor(email, true, {}))->id;
            QVERIFY(house.run(id));
            QCOMPARE(portier::test::intOrDie(*house.db, u"SELECT COUNT(*) FROM idempotency_keys"_s), 1);
            QCOMPARE(portier::test::intOrDie(
                         *house.db, u"SELECT COUNT(*) FROM idempotency_keys WHERE idempotency_key = 'other'"_s),
                     1);
        }
    }

    void signingInCancelsIt_data() { TestDatabase::backends(); }
    void signingInCancelsIt() // PLT-158
    {
        QFETCH(QString, backend);
        House house(backend);
        const QString id = QCoro::waitFor(house.erasures.request(u"anna"_s, {}))->id;
        const auto signIn = [now = house.clock->now()](storage::Transaction &tx) {
            return Erasures::cancelBySignIn(tx, u"anna"_s, {}, now);
        };
        QVERIFY(house.db->writeBlocking(signIn));
        QVERIFY(house.db->writeBlocking(signIn)); // nothing waits any more
        QCOMPARE(house.state(id), u"cancelled"_s);
        QVERIFY(house.run(id)); // its job finds nothing to do
        QCOMPARE(house.rows(), 5);
        QCOMPARE(house.audited(u"erasure.cancelled"_s), 1);
    }

    void canBeCalledOffOnce_data() { TestDatabase::backends(); }
    void canBeCalledOffOnce()
    {
        QFETCH(QString, backend);
        House house(backend);
        const QString id = QCoro::waitFor(house.erasures.request(u"anna"_s, {}))->id;
        QVERIFY(QCoro::waitFor(house.erasures.cancel(id, {})));
        QCOMPARE(house.people.cancelled, QStringList{u"job-"_s + id});
        QCOMPARE(QCoro::waitFor(house.erasures.cancel(id, {})).error().code, u"erasure_running"_s);
        QCOMPARE(QCoro::waitFor(house.erasures.cancel(u"none"_s, {})).error().kind, ErrorKind::NotFound);
    }

    void theLastAdminStays_data() { TestDatabase::backends(); }
    void theLastAdminStays() // PLT-007: when it is asked for, and when its time has come
    {
        QFETCH(QString, backend);
        House house(backend);
        const QString id = QCoro::waitFor(house.erasures.request(u"anna"_s, {}))->id;
        house.people.isLastAdmin = true;
        QCOMPARE(house.run(id).error().code, u"last_admin"_s);
        QCOMPARE(house.rows(), 5);
        QVERIFY(QCoro::waitFor(house.erasures.cancel(id, {})));
        QCOMPARE(QCoro::waitFor(house.erasures.request(u"anna"_s, {})).error().code, u"last_admin"_s);
    }

    void aFormerAdminErasesNobody_data() { TestDatabase::backends(); }
    void aFormerAdminErasesNobody() // PLT-047
    {
        QFETCH(QString, backend);
        House house(backend);
        const Actor boss{u"account"_s, u"boss"_s, {}, {}};
        const QString id = QCoro::waitFor(house.erasures.requestFor(u"anna@contest.com"_s, false, boss))->id;
        house.people.may = {u"anna"_s, u"boss"_s}; // disabled or demoted within the seven days
        QCOMPARE(house.run(id).error().code, u"not_permitted"_s);
        QCOMPARE(house.rows(), 5);
        QCOMPARE(house.state(id), u"cancelled"_s);
        QCOMPARE(house.audited(u"erasure.cancelled"_s), 1);
        QVERIFY(house.logText().isEmpty());
        // What Anna asks for herself stands, whatever becomes of her account.
        const QString own = QCoro::waitFor(house.erasures.request(u"anna"_s, {u"account"_s, u"anna"_s, {}, {}}))->id;
        house.people.may.clear();
        QVERIFY(house.run(own));
        QCOMPARE(house.state(own), u"done"_s);
    }

    void peopleWithoutAnAccountAreForgottenToo_data() { TestDatabase::backends(); }
    void peopleWithoutAnAccountAreForgottenToo()
    {
        QFETCH(QString, backend);
        House house(backend);
        QCOMPARE(QCoro::waitFor(house.erasures.requestFor(u"nonsense"_s, true, {})).error().fields.size(), 1);
        const QString id = QCoro::waitFor(house.erasures.requestFor(u"guest@contest.com"_s, true, {}))->id;
        QVERIFY(house.run(id));
        QCOMPARE(house.erased.email, u"guest@contest.com"_s);
        QCOMPARE(portier::test::intOrDie(*house.db, u"SELECT COUNT(*) FROM erasures WHERE email <> ''"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestErasureJob)
#include "tst_erasurejob.moc"
