// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/dataexports.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"
#include "tests/unit/operations/people.h"

#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace portier::operations::test;
using namespace std::chrono_literals;
using portier::test::TestDatabase;

namespace
{

/// One room that knows a secret word about everybody.
struct House {
    explicit House(const QString &backend)
        : clock(portier::test::aClock()), db(backend, clock),
          exports(*db, clock, portier::test::aSealer(), sources, people.directory())
    {
        PersonalDataSource room;
        room.name = u"room"_s;
        room.collect = [](storage::Transaction &, const Person &person) -> Result<QJsonObject> {
            return QJsonObject{{u"about"_s, person.email}, {u"word"_s, u"sesame"_s}};
        };
        sources.push_back(room);
    }
    DataExport request(const QString &language = u"de"_s)
    {
        return *QCoro::waitFor(exports.request(u"anna"_s, language, {}, {}));
    }
    Result<> run(const QString &id) { return QCoro::waitFor(exports.run(id, writer(*db))); }
    Result<QByteArray> archive(const QString &id, const QString &account = u"anna"_s)
    {
        return QCoro::waitFor(exports.archive(id, account, {}));
    }

    std::shared_ptr<ManualClock> clock;
    TestDatabase db;
    People people;
    PersonalDataSources sources;
    DataExports exports;
};

} // namespace

class TestDataExports : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesOneArchive_data() { TestDatabase::backends(); }
    void makesOneArchive() // PLT-157
    {
        QFETCH(QString, backend);
        House house(backend);
        const DataExport asked = house.request();
        QCOMPARE(asked.state, u"queued"_s);
        QCOMPARE(house.request().id, asked.id); // one on its way is enough
        QCOMPARE(house.people.jobs.size(), 1);
        QVERIFY(!house.archive(asked.id)); // not ready
        QVERIFY(house.run(asked.id));
        QVERIFY(house.run(asked.id)); // a repeated job changes nothing
        const auto archive = house.archive(asked.id);
        QVERIFY(archive->startsWith("PK"));
        QVERIFY(archive->contains("room.json"));
        QVERIFY(archive->contains("LIESMICH.txt"));
        QCOMPARE(QCoro::waitFor(house.exports.newest(u"anna"_s))->size, archive->size());
        QCOMPARE(portier::test::intOrDie(*house.db, u"SELECT COUNT(*) FROM audit_log WHERE action LIKE '%export%'"_s) >
                     0,
                 true);
    }

    void readmeIsInTheirLanguage_data() { TestDatabase::backends(); }
    void readmeIsInTheirLanguage()
    {
        QFETCH(QString, backend);
        House house(backend);
        const QString id = house.request(u"en"_s).id;
        QVERIFY(house.run(id));
        QVERIFY(house.archive(id)->contains("README.txt"));
    }

    void isSealedAtRest_data() { TestDatabase::backends(); }
    void isSealedAtRest() // PLT-157
    {
        QFETCH(QString, backend);
        House house(backend);
        const QString id = house.request().id;
        QVERIFY(house.run(id));
        const auto stored = house.db->readBlocking([id](storage::Transaction &tx) {
            return tx.queryOne(u"SELECT archive FROM data_exports WHERE id = ?"_s, {id});
        });
        QVERIFY(!(*stored)->bytes(0).contains("room.json"));
        QVERIFY(!(*stored)->bytes(0).startsWith("PK"));
    }

    void isNobodyElses_data() { TestDatabase::backends(); }
    void isNobodyElses() // PLT-044
    {
        QFETCH(QString, backend);
        House house(backend);
        const QString id = house.request().id;
        QVERIFY(house.run(id));
        QCOMPARE(house.archive(id, u"ben"_s).error().kind, ErrorKind::NotFound);
        QVERIFY(house.archive(id, {})); // an admin
        QCOMPARE(QCoro::waitFor(house.exports.newest(u"ben"_s)).error().kind, ErrorKind::NotFound);
        QCOMPARE(QCoro::waitFor(house.exports.find(u"none"_s)).error().kind, ErrorKind::NotFound);
    }

    void lastsSevenDays_data() { TestDatabase::backends(); }
    void lastsSevenDays()
    {
        QFETCH(QString, backend);
        House house(backend);
        const QString id = house.request().id;
        QVERIFY(house.run(id));
        house.clock->advance(24h * 7 - 1s);
        QVERIFY(house.archive(id));
        house.clock->advance(1s);
        QVERIFY(!house.archive(id));
        const auto removed = house.db->writeBlocking(
            [now = house.clock->now()](storage::Transaction &tx) { return DataExports::removeExpired(tx, now); });
        QCOMPARE(*removed, 1);
    }

    void rightsAreJudgedWhenItIsMade_data() { TestDatabase::backends(); }
    void rightsAreJudgedWhenItIsMade() // PLT-047
    {
        QFETCH(QString, backend);
        House house(backend);
        const Actor anna{u"account"_s, u"anna"_s, {}, {}};
        const Actor boss{u"account"_s, u"boss"_s, {}, {}};
        const QString own = QCoro::waitFor(house.exports.request(u"anna"_s, u"de"_s, anna, {}))->id;
        const QString ofGuest = QCoro::waitFor(house.exports.requestFor(u"g@contest.com"_s, u"de"_s, boss, {}))->id;
        house.people.may = {u"boss"_s}; // Anna is disabled, the boss is an admin no more
        for (const QString &id : {own, ofGuest}) {
            QCOMPARE(house.run(id).error().code, u"not_permitted"_s);
            QVERIFY(!house.archive(id, {}));
            QCOMPARE(QCoro::waitFor(house.exports.find(id))->state, u"failed"_s);
        }
        house.people.may = {u"boss (others)"_s};
        const QString again = QCoro::waitFor(house.exports.requestFor(u"g@contest.com"_s, u"de"_s, boss, {}))->id;
        QVERIFY(house.run(again));
        QVERIFY(house.archive(again, {}));
    }

    void guestsHaveDataToo_data() { TestDatabase::backends(); }
    void guestsHaveDataToo()
    {
        QFETCH(QString, backend);
        House house(backend);
        const auto refused = QCoro::waitFor(house.exports.requestFor(u"nonsense"_s, u"de"_s, {}, {}));
        QCOMPARE(refused.error().fields.constFirst().code, u"email_invalid"_s);
        const auto asked = QCoro::waitFor(house.exports.requestFor(u"guest@contest.com"_s, u"de"_s, {}, {}));
        QCOMPARE(asked->accountId, QString());
        QVERIFY(house.run(asked->id));
        QVERIFY(house.archive(asked->id, {}));
    }
};

QTEST_GUILESS_MAIN(TestDataExports)
#include "tst_dataexports.moc"
