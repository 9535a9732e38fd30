// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/linkservice.h"
#include "core/identity/personaldatastore.h"
#include "core/notifications/personaldata.h"
#include "core/operations/erasures.h"
#include "core/runtime/persondirectory.h"
#include "tests/unit/identity/identityworld.h"

#include <QTemporaryDir>
#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString anna = u"anna@firma.example"_s;
const QString guest = u"gast@haus.example"_s; // known by links only

/// An instance with somebody who has an account and somebody who has only a link.
struct World : IdentityWorld {
    explicit World(const QString &backend) : IdentityWorld(backend)
    {
        add(u"admin@firma.example"_s, {identity::Role::Admin});
        annaId = add(anna).id;
        sources = {notifications::notificationPersonalData(portier::test::aSealer()), operationsPersonalData(),
                   identity::accountPersonalData()};
        putLink();
    }
    void putLink()
    {
        identity::LinkService standing(*db, clock, identity::LinkSigner(keyRing));
        const auto ensure = [&](storage::Transaction &tx) {
            return standing.ensure(tx, identity::LinkOwner::personal(guest), clock->now());
        };
        if (!db->writeBlocking(ensure))
            qFatal("no link");
    }
    void erase(const QString &email)
    {
        const Erasure wanted = orDie(QCoro::waitFor(erasures.requestFor(email, true, Actor::system())));
        const FencedWrite write = [this](std::function<Result<qint64>(storage::Transaction &)> body) {
            return db->write(std::move(body));
        };
        if (const auto done = QCoro::waitFor(erasures.run(wanted.id, write)); !done)
            qFatal("%s", qPrintable(done.error().code));
    }
    /// What a backup from before would hold.
    void turnBack()
    {
        execOrDie(*db, u"DELETE FROM erasures"_s);
        execOrDie(*db,
                  u"UPDATE accounts SET email = ?, email_compared = ?, display_name = 'Anna', status = 'active'"
                  " WHERE id = ?"_s,
                  {anna, anna, annaId});
        putLink();
    }
    qint64 count(const QString &table, const QString &email)
    {
        return intOrDie(*db, u"SELECT COUNT(*) FROM %1 WHERE email = '%2'"_s.arg(table, email));
    }
    qint64 reapply()
    {
        const ErasureLog kept = orDie(readErasureLog(log));
        return orDie(QCoro::waitFor(erasures.reapply(kept.entries, Actor::system())));
    }

    QTemporaryDir folder;
    QString log = folder.filePath(u"backups/erasures.log"_s);
    QString annaId;
    PersonalDataSources sources;
    std::shared_ptr<const Sealer> sealer = makeSealer(keyRing);
    Erasures erasures{*db, clock, sealer, sources, runtime::makePersonDirectory(), log};
};

} // namespace

/// PLT-158 to PLT-160: who was erased stays erased.
class TestErasures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anOlderBackupForgetsThemAgain_data() { TestDatabase::backends(); } // PLT-160
    void anOlderBackupForgetsThemAgain()
    {
        QFETCH(QString, backend);
        World world(backend);
        world.erase(anna);
        world.erase(guest);
        QCOMPARE(world.reapply(), 0); // this database knows
        QCOMPARE(world.count(u"links"_s, guest), 0);

        world.turnBack();
        QCOMPARE(world.count(u"accounts"_s, anna), 1);
        QCOMPARE(world.count(u"links"_s, guest), 1);
        QCOMPARE(world.reapply(), 2);
        QCOMPARE(world.count(u"accounts"_s, anna), 0);
        QCOMPARE(world.count(u"links"_s, guest), 0);
        QCOMPARE(world.account(world.annaId).status, identity::AccountStatus::Erased);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM erasures WHERE state = 'done' AND email = ''"_s), 2);
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'erasure.reapplied'"_s), 2);
        QCOMPARE(world.reapply(), 0);
    }

    // The checksums outlive every key that is rotated.
    void rotatedKeysForgetNobody_data() { TestDatabase::backends(); }
    void rotatedKeysForgetNobody()
    {
        QFETCH(QString, backend);
        World world(backend);
        world.erase(guest);
        world.turnBack();
        KeyTable table = world.keyRing->table();
        for (const KeyPurpose purpose : keyPurposes()) {
            if (isRotatable(purpose) && table.contains(purpose))
                table[purpose] = {NumberedKey::generate(2, world.clock->now())};
        }
        world.keyRing->setTable(table);
        QCOMPARE(world.reapply(), 1);
        QCOMPARE(world.count(u"links"_s, guest), 0);
    }

    // Between the backup and the erasure the address was another one: both go.
    void aChangedAddressIsFoundToo_data() { TestDatabase::backends(); }
    void aChangedAddressIsFoundToo()
    {
        QFETCH(QString, backend);
        World world(backend);
        execOrDie(*world.db, u"UPDATE accounts SET email = ?, email_compared = ? WHERE id = ?"_s,
                  {guest, guest, world.annaId});
        world.erase(guest); // Anna under her new address, with its links
        world.turnBack();
        QCOMPARE(world.reapply(), 1);
        QCOMPARE(world.count(u"accounts"_s, anna), 0);
        QCOMPARE(world.count(u"links"_s, guest), 0);
    }

    // An erasure that was waiting when the backup was made.
    void aWaitingOneIsDone_data() { TestDatabase::backends(); }
    void aWaitingOneIsDone()
    {
        QFETCH(QString, backend);
        World world(backend);
        world.erase(anna);
        world.turnBack();
        const Erasure waiting = World::orDie(QCoro::waitFor(world.erasures.requestFor(anna, false, Actor::system())));
        ErasureLogEntry entry = readErasureLog(world.log)->entries.constFirst();
        entry.id = waiting.id;
        QCOMPARE(QCoro::waitFor(world.erasures.reapply({entry}, Actor::system())).value(), 1);
        QCOMPARE(QCoro::waitFor(world.erasures.find(waiting.id))->state, u"done"_s);
        QCOMPARE(world.count(u"accounts"_s, anna), 0);
    }

    void whatACrashLeftInTheLogHidesNothing()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"erasures.log"_s);
        QCOMPARE(readErasureLog(path).error().code, u"erasures_log_missing"_s);
        const ErasureLogEntry entry{u"e1"_s, u"a1"_s, u"00ff"_s, aClock()->now()};
        QVERIFY(appendErasure(path, entry));
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("{\"id\":\"e2\",\"acc");
        file.close();
        QVERIFY(appendErasure(path, {u"e2"_s, {}, u"11ee"_s, entry.at}));
        const auto log = readErasureLog(path);
        QCOMPARE(log->unreadable, 1);
        QCOMPARE(log->entries.size(), 2);
        QCOMPARE(log->entries.constFirst().accountId, u"a1"_s);
        QCOMPARE(log->entries.constFirst().at, entry.at);
        QCOMPARE(log->entries.constLast().id, u"e2"_s);
        const auto mode = QFile::permissions(path);
        QVERIFY(!(mode & (QFile::ReadGroup | QFile::ReadOther)));
    }
};

QTEST_GUILESS_MAIN(TestErasures)
#include "tst_erasures.moc"
