// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/secretrotation.h"

#include "core/bookings/recovery.h"
#include "core/identity/linkservice.h"
#include "core/notifications/sealedfacts.h"
#include "core/operations/keyfile.h"
#include "core/runtime/rotationreminder.h"
#include "core/runtime/sealingkeystore.h"
#include "core/scheduling/periods.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::runtime;
using namespace portier::test;
using namespace Qt::StringLiterals;
using operations::KeyPurpose;
using operations::KeyRing;

namespace
{

const operations::Actor operatorActor{u"admin_cli"_s, {}, {}, {}};

/// A database with sealed values as bytes and as text, and the key file beside it.
struct World {
    explicit World(const QString &backend) : db(backend, clock)
    {
        const bool isPostgres = backend == "postgres"_L1;
        execOrDie(*db, u"CREATE TABLE vault (id TEXT PRIMARY KEY, secret %1, words TEXT)"_s.arg(
                           isPostgres ? u"BYTEA"_s : u"BLOB"_s));
        for (int i = 0; i < 450; ++i)
            put(QString::number(i));
        rotation.addSealedColumn({.table = u"vault"_s, .keys = {u"id"_s}, .column = u"secret"_s, .place = place});
        rotation.addSealedColumn(
            {.table = u"vault"_s, .keys = {u"id"_s}, .column = u"words"_s, .place = place, .isText = true});
        rotation.addUse(KeyPurpose::Link, [](storage::Transaction &tx, int number) {
            return identity::LinkStore(tx).countUnderKey(number);
        });
    }
    static QString place(const QStringList &keys) { return u"vault/"_s + keys.constFirst(); }
    void put(const QString &id)
    {
        const QByteArray sealed = sealer->seal("plain " + id.toLatin1(), place({id}));
        execOrDie(*db, u"INSERT INTO vault (id, secret, words) VALUES (?, ?, ?)"_s,
                  {id, sealed, QString::fromLatin1(sealed.toBase64())});
    }
    bool opensAll()
    {
        const auto body = [this](storage::Transaction &tx) -> Result<bool> {
            PORTIER_ASSIGN(rows, tx.query(u"SELECT id, secret, words FROM vault"_s));
            for (const storage::Row &row : std::as_const(rows)) {
                const QByteArray expected = "plain " + row.text(0).toLatin1();
                const QString at = place({row.text(0)});
                const auto bytes = sealer->open(row.bytes(1), at);
                const auto words = sealer->open(QByteArray::fromBase64(row.text(2).toLatin1()), at);
                if (!bytes || *bytes != expected || !words || *words != expected)
                    return false;
            }
            return true;
        };
        return db->readBlocking(body).value();
    }
    /// An event whose facts hold a sealed one, a deeper one, and a text that only looks like one.
    void putEvent(const QString &id)
    {
        const QJsonObject fact = notifications::sealedFact(u"/account/"_s + id, u"reset"_s, id, *sealer);
        const QJsonObject facts{{u"link_url"_s, fact},
                                {u"rows"_s, QJsonArray{QJsonObject{{u"url"_s, fact}}}},
                                {u"words"_s, u"{\"sealed\":\"x\"}"_s}};
        execOrDie(
            *db,
            u"INSERT INTO notification_events (id, event_key, kind, message_class, list, subject_kind, subject_id,"
            " subject_name, facts, cause_kind, cause_id, request_id, message_count, created_at)"
            " VALUES (?, ?, 'reset', 'account', '', 'account', ?, '', ?, '', '', '', 1, 0)"_s,
            {id, id, id, facts});
    }
    int eventsThatOpen()
    {
        const auto body = [this](storage::Transaction &tx) -> Result<int> {
            PORTIER_ASSIGN(rows, tx.query(u"SELECT id, facts FROM notification_events"_s));
            int good = 0;
            for (const storage::Row &row : std::as_const(rows)) {
                const QString id = row.text(0);
                const auto facts = notifications::openedFacts(row.object(1), u"reset"_s, id, *sealer);
                const QString url = u"/account/"_s + id;
                good += facts && facts->value("link_url"_L1) == url && facts->value("rows"_L1)[0]["url"_L1] == url &&
                        facts->value("words"_L1) == u"{\"sealed\":\"x\"}"_s;
            }
            return good;
        };
        return db->readBlocking(body).value();
    }
    QByteArray recoveryAddress()
    {
        const auto body = [](storage::Transaction &tx) -> Result<QByteArray> {
            PORTIER_ASSIGN(row, tx.queryOne(u"SELECT email FROM recovery_requests"_s));
            return row->bytes(0);
        };
        return db->readBlocking(body).value();
    }
    QStringList neededIds() { return db->readBlocking(loadSealingKeyIds).value(); }

    std::shared_ptr<ManualClock> clock = aClock();
    TestDatabase db;
    QTemporaryDir folder;
    QString keyFile = folder.filePath(u"secret.key"_s);
    std::shared_ptr<KeyRing> keys =
        std::make_shared<KeyRing>(operations::loadOrCreateKeyFile(keyFile, clock->now()).value());
    std::shared_ptr<const operations::Sealer> sealer = operations::makeSealer(keys);
    SecretRotation rotation{keyFile, keys, sealer, *db, clock};
};

} // namespace

/// PLT-181
class TestSecretRotation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sealedValuesOpenAtEveryStep_data() { TestDatabase::backends(); }
    void sealedValuesOpenAtEveryStep()
    {
        QFETCH(QString, backend);
        World world(backend);
        execOrDie(*world.db, u"INSERT INTO instance (singleton, id, created_at) VALUES (1, 'i', 0)"
                             " ON CONFLICT DO NOTHING"_s);
        const auto added = QCoro::waitFor(world.rotation.rotate(KeyPurpose::Master, operatorActor));
        QVERIFY(added);
        QCOMPARE(added->number, 2);
        QVERIFY(world.opensAll());
        QCOMPARE(world.neededIds(), masterKeyIds(*world.keys));
        QCOMPARE(world.neededIds().size(), 2);
        world.put(u"new"_s);
        QCOMPARE(*operations::loadKeyFile(world.keyFile), world.keys->table());

        const auto removed = QCoro::waitFor(world.rotation.retire(KeyPurpose::Master, false, operatorActor));
        QVERIFY2(removed, removed ? "" : qPrintable(removed.error().code));
        QCOMPARE(*removed, 1);
        QVERIFY(world.opensAll());
        QCOMPARE(world.keys->keys(KeyPurpose::Master).size(), 1);
        QCOMPARE(world.keys->newest(KeyPurpose::Master).number, 2);
        QCOMPARE(*operations::loadKeyFile(world.keyFile), world.keys->table());
        QCOMPARE(world.neededIds(), masterKeyIds(*world.keys));
        QCOMPARE(QCoro::waitFor(world.rotation.retire(KeyPurpose::Master, false, operatorActor)).value(), 0);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM audit_log WHERE action LIKE 'secret.%'"_s), 2);
    }

    // Restartable: whatever statement fails, both keys stay until the next try, and everything opens.
    void aFailureLosesNothing()
    {
        World world(u"sqlite"_s);
        QVERIFY(QCoro::waitFor(world.rotation.rotate(KeyPurpose::Master, operatorActor)));
        for (int nth = 1; nth < 2000; nth += 137) {
            world.db.failStatement(nth);
            const auto removed = QCoro::waitFor(world.rotation.retire(KeyPurpose::Master, false, operatorActor));
            const bool failed = world.db.hasFailed();
            world.db.failStatement(0);
            QCOMPARE(removed.has_value(), !failed);
            QVERIFY(world.opensAll());
            QCOMPARE(operations::loadKeyFile(world.keyFile)->value(KeyPurpose::Master).size(), failed ? 2 : 1);
            if (!failed)
                return;
        }
        QFAIL("it never ended well");
    }

    void aBrokenValueKeepsTheOldKey()
    {
        World world(u"sqlite"_s);
        QVERIFY(QCoro::waitFor(world.rotation.rotate(KeyPurpose::Master, operatorActor)));
        execOrDie(*world.db, u"UPDATE vault SET secret = (SELECT secret FROM vault WHERE id = '1') WHERE id = '2'"_s);
        const auto removed = QCoro::waitFor(world.rotation.retire(KeyPurpose::Master, true, operatorActor));
        QCOMPARE(removed.error().code, u"sealed_broken"_s); // a value moved to another row does not open (PLT-180)
        QCOMPARE(world.keys->keys(KeyPurpose::Master).size(), 2);
    }

    // Mails that are still to be worded, and wishes for links: no room's values stay behind.
    void whatIsNoColumnOfItsOwnFollowsToo_data() { TestDatabase::backends(); }
    void whatIsNoColumnOfItsOwnFollowsToo()
    {
        QFETCH(QString, backend);
        World world(backend);
        world.rotation.addSealed(notifications::resealFacts);
        world.rotation.addSealedColumn(bookings::sealedRecoveryAddresses());
        for (int i = 0; i < 250; ++i)
            world.putEvent(QString::number(i));
        execOrDie(*world.db,
                  u"INSERT INTO recovery_requests (id, email, language, created_at) VALUES ('r', ?, 'de', 0)"_s,
                  {world.sealer->seal("anna@firma.example", u"recovery_requests/r"_s)});
        QVERIFY(QCoro::waitFor(world.rotation.rotate(KeyPurpose::Master, operatorActor)));
        world.putEvent(u"new"_s);
        QVERIFY(QCoro::waitFor(world.rotation.retire(KeyPurpose::Master, false, operatorActor)));
        QCOMPARE(world.eventsThatOpen(), 251);
        QCOMPARE(world.sealer->open(world.recoveryAddress(), u"recovery_requests/r"_s).value(),
                 QByteArray("anna@firma.example"));
    }

    void aFactThatDoesNotOpenKeepsTheOldKey()
    {
        World world(u"sqlite"_s);
        world.rotation.addSealed(notifications::resealFacts);
        world.putEvent(u"1"_s);
        execOrDie(*world.db, u"UPDATE notification_events SET subject_id = 'other'"_s);
        QVERIFY(QCoro::waitFor(world.rotation.rotate(KeyPurpose::Master, operatorActor)));
        const auto removed = QCoro::waitFor(world.rotation.retire(KeyPurpose::Master, true, operatorActor));
        QCOMPARE(removed.error().code, u"sealed_broken"_s);
        QCOMPARE(world.keys->keys(KeyPurpose::Master).size(), 2);
    }

    void linksInUseKeepTheirKey_data() { TestDatabase::backends(); }
    void linksInUseKeepTheirKey() // scenario 63 of bookings.md
    {
        QFETCH(QString, backend);
        World world(backend);
        identity::LinkService links(*world.db, world.clock, identity::LinkSigner(world.keys));
        const auto ensure = [&](storage::Transaction &tx) {
            return links.ensure(tx, identity::LinkOwner::personal(u"anna@firma.example"_s), world.clock->now());
        };
        const QString token = links.token(world.db->writeBlocking(ensure).value());
        QVERIFY(QCoro::waitFor(world.rotation.rotate(KeyPurpose::Link, operatorActor)));
        QVERIFY(QCoro::waitFor(links.look(token))->isGood());
        const auto refused = QCoro::waitFor(world.rotation.retire(KeyPurpose::Link, false, operatorActor));
        QCOMPARE(refused.error().code, u"secret_in_use"_s);
        QCOMPARE(refused.error().details.value(u"count"_s).toInt(), 1);
        QVERIFY(QCoro::waitFor(links.look(token))->isGood());
        QCOMPARE(QCoro::waitFor(world.rotation.retire(KeyPurpose::Link, true, operatorActor)).value(), 1);
        QCOMPARE(QCoro::waitFor(links.look(token))->state, identity::LinkState::Invalid);
        QVERIFY(links.token(world.db->writeBlocking(ensure).value()) != token); // the next mail has a working link
    }

    void anotherProcessIsFollowed() // a command beside a service on PostgreSQL
    {
        World world(u"sqlite"_s);
        const QByteArray sealed = world.sealer->seal("plain", u"p"_s);
        const auto ring = std::make_shared<KeyRing>(world.keys->table());
        SecretRotation other(world.keyFile, ring, operations::makeSealer(ring), *world.db, world.clock);
        QVERIFY(QCoro::waitFor(other.rotate(KeyPurpose::Master, operatorActor)));
        QTRY_COMPARE_WITH_TIMEOUT(world.keys->newest(KeyPurpose::Master).number, 2, 60'000);
        QCOMPARE(world.sealer->open(sealed, u"p"_s).value(), QByteArray("plain"));
        QVERIFY(other.parent() == nullptr);
    }

    void handsOutWhatOthersNeed()
    {
        World world(u"sqlite"_s);
        QVERIFY(world.keys->keys(KeyPurpose::Metrics).isEmpty());
        const auto first = QCoro::waitFor(world.rotation.rotate(KeyPurpose::Metrics, operatorActor)).value();
        QCOMPARE(first.number, 1);
        QCOMPARE(secretText(KeyPurpose::Metrics, first).size(), 46);
        const auto second = QCoro::waitFor(world.rotation.rotate(KeyPurpose::Metrics, operatorActor)).value();
        QCOMPARE(world.keys->keys(KeyPurpose::Metrics), (QList<operations::NumberedKey>{second, first}));
        const auto webhook = QCoro::waitFor(world.rotation.rotate(KeyPurpose::Webhook, operatorActor)).value();
        QVERIFY(secretText(KeyPurpose::Webhook, webhook).startsWith(u"whsec_"_s));
        QVERIFY(secretText(KeyPurpose::Master, webhook).isEmpty());
    }

    void namesKeysOlderThanNinetyDays() // rotation_reminder
    {
        World world(u"sqlite"_s);
        world.clock->advance(RotationReminder::oldAfter);
        QVERIFY(oldPurposes(*world.keys, world.clock->now()).isEmpty());
        world.clock->advance(Millis(1));
        QCOMPARE(oldPurposes(*world.keys, world.clock->now()),
                 (QList{KeyPurpose::Master, KeyPurpose::Pepper, KeyPurpose::Cookie, KeyPurpose::Link}));
        QVERIFY(QCoro::waitFor(world.rotation.rotate(KeyPurpose::Cookie, operatorActor)));
        QVERIFY(!oldPurposes(*world.keys, world.clock->now()).contains(KeyPurpose::Cookie));
    }

    void remindsOncePerQuarter() // PLT-089, PLT-181: whichever day of it the schedule names
    {
        const auto key = [](const QDate &day) {
            return rotationReminderEvent({KeyPurpose::Master}, scheduling::quarterPeriod(day)).key;
        };
        QCOMPARE(key({2027, 1, 1}), u"rotation_reminder/2027-Q1"_s);
        QCOMPARE(key({2027, 1, 1}), key({2027, 1, 31}));
        QVERIFY(key({2027, 3, 31}) != key({2027, 4, 1}));
        QVERIFY(key({2027, 1, 1}) != key({2028, 1, 1}));
        // Admins may switch it off (PLT-127's table: operator, per admin).
        QCOMPARE(rotationReminderEvent({}, u"p"_s).list, u"operator"_s);
    }
};

QTEST_GUILESS_MAIN(TestSecretRotation)
#include "tst_secretrotation.moc"
