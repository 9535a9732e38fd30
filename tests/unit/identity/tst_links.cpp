// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/linkservice.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"

#include <QCoroTask>
#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;
using operations::KeyPurpose;

namespace
{

const QString anna = u"anna@firma.example"_s;

struct World {
    explicit World(const QString &backend) : db(backend, clock) {}

    Link ensure(const LinkOwner &owner)
    {
        const auto body = [this, owner](storage::Transaction &tx) { return service.ensure(tx, owner, clock->now()); };
        return db->writeBlocking(body).value();
    }
    LinkState stateOf(const QString &token) { return QCoro::waitFor(service.look(token))->state; }
    Link renew(const QString &id) { return QCoro::waitFor(service.renew(id, operations::Actor::system())).value(); }
    void setLinkKeys(QList<operations::NumberedKey> list)
    {
        operations::KeyTable table = keys->table();
        table[KeyPurpose::Link] = std::move(list);
        keys->setTable(table);
    }

    std::shared_ptr<ManualClock> clock = aClock();
    TestDatabase db;
    std::shared_ptr<operations::KeyRing> keys = aKeyRing();
    LinkService service{*db, clock, LinkSigner(keys)};
};

} // namespace

/// Standing links (PLT-038 to PLT-040, bookings.md §8).
class TestLinks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneLinkPerOwner_data() { TestDatabase::backends(); }
    void oneLinkPerOwner() // BKG-072, scenario 62 of bookings.md
    {
        QFETCH(QString, backend);
        World world(backend);
        const QList<LinkOwner> owners{LinkOwner::personal(anna), LinkOwner::approver(u"p1"_s), LinkOwner::feed(anna),
                                      LinkOwner::feed(anna, u"r1"_s), LinkOwner::personal(u"bo@firma.example"_s)};
        QStringList tokens;
        for (const LinkOwner &owner : owners) {
            const Link link = world.ensure(owner);
            QCOMPARE(link.owner, owner);
            QCOMPARE(link.generation, 1);
            tokens.append(world.service.token(link));
            QCOMPARE(world.stateOf(tokens.constLast()), LinkState::Good);
        }
        world.clock->advance(std::chrono::days(3653)); // scenario 61: minted ten years earlier
        for (qsizetype i = 0; i < owners.size(); ++i) {
            QCOMPARE(world.service.token(world.ensure(owners.at(i))), tokens.at(i));
            QCOMPARE(world.stateOf(tokens.at(i)), LinkState::Good);
        }
        QCOMPARE(QSet<QString>(tokens.begin(), tokens.end()).size(), owners.size());
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM links"_s), 5);
    }

    void tellsWhyALinkOpensNothing_data() { TestDatabase::backends(); }
    void tellsWhyALinkOpensNothing() // BKG-080, PLT-039
    {
        QFETCH(QString, backend);
        World world(backend);
        const Link link = world.ensure(LinkOwner::personal(anna));
        const QString token = world.service.token(link);
        const QString action = world.service.token(link, {u"cancel"_s, u"0194a1b2-c3d4-7e5f-8a6b-000000000001"_s, 1});
        QCOMPARE(world.stateOf(action), LinkState::Good);
        QCOMPARE(world.stateOf(u"lk_nonsense"_s), LinkState::Invalid);
        QCOMPARE(world.stateOf(token.chopped(1) + (token.endsWith(u'A') ? u'B' : u'A')), LinkState::Invalid);

        // Scenario 89 of bookings.md (BKG-074): older tokens are replaced ones, action tokens included.
        QStringList told;
        world.service.onRenewed(
            [&told](storage::Transaction &, const Link &renewed, const operations::Actor &, Instant) -> Result<> {
                told.append(renewed.id + u'/' + QString::number(renewed.generation));
                return {};
            });
        const Link renewed = world.renew(link.id);
        QCOMPARE(renewed.generation, 2);
        QCOMPARE(told, QStringList{link.id + u"/2"_s});
        QCOMPARE(world.stateOf(token), LinkState::Replaced);
        QCOMPARE(world.stateOf(action), LinkState::Replaced);
        QCOMPARE(world.stateOf(world.service.token(renewed)), LinkState::Good);
        QCOMPARE(world.service.token(world.ensure(LinkOwner::personal(anna))), world.service.token(renewed));
        QCOMPARE(intOrDie(*world.db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'link.renewed'"_s), 1);

        // BKG-082
        const auto remove = [](storage::Transaction &tx) { return LinkStore(tx).removeOfAddress(anna); };
        QCOMPARE(world.db->writeBlocking(remove).value(), 1);
        QCOMPARE(world.stateOf(world.service.token(renewed)), LinkState::Gone);
        QCOMPARE(QCoro::waitFor(world.service.renew(link.id, {})).error().kind, ErrorKind::NotFound);
    }

    void aRefusedMailRefusesTheRenewal() // the renewal and its mail commit together
    {
        World world(u"sqlite"_s);
        const Link link = world.ensure(LinkOwner::personal(anna));
        world.service.onRenewed([](storage::Transaction &, const Link &, const operations::Actor &, Instant) {
            return Result<>(fail(Error::unavailable(u"busy"_s)));
        });
        QVERIFY(!QCoro::waitFor(world.service.renew(link.id, {})));
        QCOMPARE(world.stateOf(world.service.token(link)), LinkState::Good);
    }

    void livesThroughAKeyRotation_data() { TestDatabase::backends(); }
    void livesThroughAKeyRotation() // BKG-073, scenario 63 of bookings.md
    {
        QFETCH(QString, backend);
        World world(backend);
        const LinkOwner owner = LinkOwner::approver(u"p1"_s);
        const QString old = world.service.token(world.ensure(owner));
        const operations::NumberedKey first = world.keys->newest(KeyPurpose::Link);
        const auto second = operations::NumberedKey::generate(2, world.clock->now());
        world.setLinkKeys({second, first});
        QCOMPARE(world.stateOf(old), LinkState::Good);
        QCOMPARE(world.service.token(world.ensure(owner)), old); // mailed again unchanged
        QCOMPARE(world.ensure(LinkOwner::approver(u"p2"_s)).keyNumber, 2);

        world.setLinkKeys({second});
        QCOMPARE(world.stateOf(old), LinkState::Invalid);
        const Link next = world.ensure(owner); // the next mail has a working link
        QCOMPARE(next.keyNumber, 2);
        QCOMPARE(world.stateOf(world.service.token(next)), LinkState::Good);
    }

    void lookingWritesNothing_data() { TestDatabase::backends(); }
    void lookingWritesNothing() // PLT-041, BKG-077
    {
        QFETCH(QString, backend);
        World world(backend);
        const Link link = world.ensure(LinkOwner::personal(anna));
        const QString lastUse = u"SELECT COALESCE(last_used_at, -1) FROM links"_s;
        for (int i = 0; i < 100; ++i)
            QVERIFY(QCoro::waitFor(world.service.authenticate(world.service.token(link), {})));
        QCOMPARE(intOrDie(*world.db, lastUse), -1);
        QVERIFY(QCoro::waitFor(world.service.recordUse(link.id)));
        QCOMPARE(intOrDie(*world.db, lastUse), toMs(world.clock->now()));
    }

    void theDatabaseHoldsNoToken() // PLT-038
    {
        World world(u"sqlite"_s);
        const QString token = world.service.token(world.ensure(LinkOwner::personal(anna)));
        QVERIFY(!token.contains(anna));
        QVERIFY(!QByteArray::fromBase64(token.mid(3).toLatin1(), QByteArray::Base64UrlEncoding).contains("anna"));
        world.db.close();
        QFile file(world.db.directory() + u"/portier.db"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(token.toLatin1().mid(3)));
        world.db.reopen();
    }
};

QTEST_GUILESS_MAIN(TestLinks)
#include "tst_links.moc"
