// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/uuid.h"
#include "core/operations/idempotencystore.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"

#include <QCryptographicHash>
#include <QTest>

#include <thread>

using namespace portier;
using namespace portier::operations;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::Transaction;

namespace
{

IdempotencyClaim aClaim(const QByteArray &body = "{}", const QString &principal = u"account:a"_s)
{
    IdempotencyClaim claim;
    claim.principal = principal;
    claim.route = u"POST /api/v1/trips"_s;
    claim.key = u"key-1"_s;
    claim.fingerprint = QCryptographicHash::hash(body, QCryptographicHash::Sha256);
    claim.claimId = newUuid(fromMs(1));
    return claim;
}

StoredReply aReply()
{
    return {201, "application/json", "{\"id\":\"t1\"}", u"/api/v1/trips/t1"_s};
}

} // namespace

class TestIdempotency : public QObject
{
    Q_OBJECT
    std::shared_ptr<ManualClock> m_clock;

    /// What a service does: the effect and the reply in one transaction.
    Result<> effect(storage::Database &database, const IdempotencyClaim &claim, const StoredReply &reply = aReply())
    {
        return database.writeBlocking([=, now = m_clock->now()](Transaction &tx) -> Result<> {
            PORTIER_TRY(tx.exec(u"INSERT INTO health_probe (id, at) VALUES (?, 1)"_s, {claim.claimId}));
            return storeIdempotentReply(tx, claim, reply, now);
        });
    }
    qint64 effects(storage::Database &database) { return intOrDie(database, u"SELECT COUNT(*) FROM health_probe"_s); }
    Result<std::optional<StoredReply>> claimed(DatabaseIdempotencyStore &store, const IdempotencyClaim &claim)
    {
        return QCoro::waitFor(store.claim(claim));
    }

private Q_SLOTS:
    void init() { m_clock = aClock(); }

    void aRepeatedRequestGetsTheStoredReply_data() { TestDatabase::backends(); } // PLT-055, PLT-056
    void aRepeatedRequestGetsTheStoredReply()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        DatabaseIdempotencyStore store(*db, m_clock, nullptr);
        const IdempotencyClaim first = aClaim();
        QVERIFY(!claimed(store, first)->has_value());
        QVERIFY(effect(*db, first));
        const auto replay = claimed(store, aClaim());
        QVERIFY(replay && *replay);
        QCOMPARE((*replay)->status, 201);
        QCOMPARE((*replay)->contentType, "application/json");
        QCOMPARE((*replay)->body, aReply().body);
        QCOMPARE((*replay)->location, u"/api/v1/trips/t1"_s);
    }

    void anotherRequestUnderTheSameKeyIsRefused_data() { TestDatabase::backends(); } // PLT-056, A23
    void anotherRequestUnderTheSameKeyIsRefused()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        DatabaseIdempotencyStore store(*db, m_clock, nullptr);
        const IdempotencyClaim first = aClaim();
        QVERIFY(claimed(store, first));
        QVERIFY(effect(*db, first));
        const auto other = claimed(store, aClaim("{\"other\":1}"));
        QVERIFY(!other);
        QCOMPARE(other.error().code, u"idempotency_mismatch"_s);
        QVERIFY(!claimed(store, aClaim("{}", u"account:b"_s))->has_value()); // PLT-055: keys belong to principals
    }

    void aRunningRequestBlocksItsKey_data() { TestDatabase::backends(); } // PLT-056
    void aRunningRequestBlocksItsKey()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        DatabaseIdempotencyStore store(*db, m_clock, nullptr);
        QVERIFY(claimed(store, aClaim()));
        const auto second = claimed(store, aClaim());
        QVERIFY(!second);
        QCOMPARE(second.error().code, u"idempotency_in_flight"_s);
    }

    void aFailedRequestFreesItsKey_data() { TestDatabase::backends(); } // PLT-056, A23
    void aFailedRequestFreesItsKey()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        DatabaseIdempotencyStore store(*db, m_clock, nullptr);
        const IdempotencyClaim first = aClaim();
        QVERIFY(claimed(store, first));
        QVERIFY(QCoro::waitFor(store.release(first)));
        const IdempotencyClaim corrected = aClaim("{\"corrected\":1}");
        QVERIFY(!claimed(store, corrected)->has_value());
        QVERIFY(effect(*db, corrected));
        QVERIFY(QCoro::waitFor(store.release(corrected))); // leaves a stored reply alone
        QVERIFY(claimed(store, aClaim("{\"corrected\":1}"))->has_value());
    }

    void aMarkerOfADeadProcessStopsBlocking_data() { TestDatabase::backends(); } // PLT-057
    void aMarkerOfADeadProcessStopsBlocking()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        DatabaseIdempotencyStore store(*db, m_clock, nullptr);
        const IdempotencyClaim dead = aClaim();
        QVERIFY(claimed(store, dead));
        m_clock->advance(59s);
        QVERIFY(!claimed(store, aClaim()));
        m_clock->advance(1s);
        const IdempotencyClaim next = aClaim();
        QVERIFY(!claimed(store, next)->has_value());
        // Should the first one live after all, its effect rolls back.
        const auto late = effect(*db, dead);
        QVERIFY(!late);
        QCOMPARE(late.error().code, u"idempotency_in_flight"_s);
        QVERIFY(QCoro::waitFor(store.release(dead)));
        QVERIFY(effect(*db, next));
        QCOMPARE(effects(*db), 1);
    }

    void keysAreKeptForADay_data() { TestDatabase::backends(); } // PLT-055
    void keysAreKeptForADay()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        DatabaseIdempotencyStore store(*db, m_clock, nullptr);
        const IdempotencyClaim first = aClaim();
        QVERIFY(claimed(store, first));
        QVERIFY(effect(*db, first));
        m_clock->advance(24h - 1ms);
        QVERIFY(claimed(store, aClaim())->has_value());
        const auto remove = [&] {
            return db->writeBlocking(
                [&](Transaction &tx) { return DatabaseIdempotencyStore::removeExpired(tx, m_clock->now()); });
        };
        QCOMPARE(remove().value_or(-1), 0);
        m_clock->advance(1ms);
        QVERIFY(!claimed(store, aClaim("{\"new\":1}"))->has_value());
    }

    void manyAtOnceHaveOneEffect_data() { TestDatabase::backends(); } // PLT-055, A22
    void manyAtOnceHaveOneEffect()
    {
        QFETCH(QString, backend);
        storage::DatabaseOptions options;
        options.poolMax = 20;
        TestDatabase db(backend, m_clock, options);
        DatabaseIdempotencyStore store(*db, m_clock, nullptr);
        std::vector<QCoro::Task<Result<std::optional<StoredReply>>>> tasks;
        QList<IdempotencyClaim> claims;
        for (int i = 0; i < 20; ++i) {
            claims << aClaim();
            tasks.push_back(store.claim(claims.last()));
        }
        int fresh = 0;
        for (size_t i = 0; i < tasks.size(); ++i) {
            const auto result = QCoro::waitFor(tasks.at(i));
            if (result && !*result) {
                ++fresh;
                QVERIFY(effect(*db, claims.at(qsizetype(i))));
            } else if (!result) {
                QCOMPARE(result.error().code, u"idempotency_in_flight"_s);
            }
        }
        QCOMPARE(fresh, 1);
        QCOMPARE(effects(*db), 1);
    }

    void effectAndReplyCommitTogether_data() { TestDatabase::backends(); } // PLT-057
    void effectAndReplyCommitTogether()
    {
        QFETCH(QString, backend);
        for (int n = 1;; ++n) {
            TestDatabase db(backend, m_clock);
            DatabaseIdempotencyStore store(*db, m_clock, nullptr);
            const IdempotencyClaim claim = aClaim();
            QVERIFY(claimed(store, claim));
            db.failStatement(n);
            const auto done = effect(*db, claim);
            if (!db.hasFailed())
                break;
            db.failStatement(0);
            QVERIFY(!done);
            QCOMPARE(effects(*db), 0);
            QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM idempotency_keys WHERE status IS NOT NULL"_s), 0);
        }
    }

    void secretRepliesAreStoredSealed_data() { TestDatabase::backends(); } // PLT-058
    void secretRepliesAreStoredSealed()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        const std::shared_ptr<const Sealer> sealer = test::aSealer();
        DatabaseIdempotencyStore store(*db, m_clock, sealer);
        IdempotencyClaim claim = aClaim();
        claim.sealed = true;
        claim.sealer = store.sealer();
        QVERIFY(claimed(store, claim));
        QVERIFY(effect(*db, claim, {201, "application/json", "{\"secret\":\"pk_planted\"}", {}}));
        const auto stored =
            db->readBlocking([](Transaction &tx) { return tx.queryOne(u"SELECT body FROM idempotency_keys"_s); });
        QVERIFY(!(*stored)->bytes(0).contains("pk_planted"));
        QCOMPARE((*claimed(store, aClaim()))->body, "{\"secret\":\"pk_planted\"}");
    }

    void requestsWithoutAKeyStoreNothing_data() { TestDatabase::backends(); } // PLT-055
    void requestsWithoutAKeyStoreNothing()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        IdempotencyClaim none;
        none.claimId = u"x"_s;
        QVERIFY(effect(*db, none));
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM idempotency_keys"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestIdempotency)
#include "tst_idempotency.moc"
