// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/operations/metrics.h"
#include "core/operations/ratelimits.h"
#include "tests/support/testdatabase.h"

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

const QString client = u"192.0.2.1"_s;

RatePolicies policies(const QList<std::pair<QString, QString>> &settings)
{
    RatePolicies result;
    for (const auto &[name, text] : settings) {
        if (const auto set = result.configure(name, text); !set)
            qFatal("%s", qPrintable(set.error().message));
    }
    return result;
}

} // namespace

class TestRateLimits : public QObject
{
    Q_OBJECT
    std::shared_ptr<ManualClock> m_clock;
    std::unique_ptr<Metrics> m_metrics;

    RateVerdict charge(RateLimits &limits, const QList<RateCharge> &charges)
    {
        const auto verdict = QCoro::waitFor(limits.charge(charges, client));
        if (!verdict || !*verdict)
            qFatal("no verdict: %s", verdict ? "every policy is off" : qPrintable(verdict.error().message));
        return **verdict;
    }

private Q_SLOTS:
    void init()
    {
        m_clock = aClock(); // 08:00:00
        m_metrics = std::make_unique<Metrics>();
    }

    void anHourAdmitsExactlyN_data() { TestDatabase::backends(); } // PLT-061, A26
    void anHourAdmitsExactlyN()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        const QList<RateCharge> write{{u"unauthenticated_write"_s, u"192.0.2.1"_s}};
        m_clock->advance(20min);
        for (int i = 0; i < 30; ++i) {
            const RateVerdict verdict = charge(limits, write);
            QVERIFY(verdict.admitted);
            QCOMPARE(verdict.remaining, 29 - i);
        }
        const RateVerdict refused = charge(limits, write);
        QVERIFY(!refused.admitted);
        QCOMPARE(refused.retryAfterSeconds(), 40 * 60);
        QCOMPARE(refused.toResult().error().details.value(u"policy"_s).toString(), u"unauthenticated_write"_s);
        QVERIFY(charge(limits, {{u"unauthenticated_write"_s, u"192.0.2.2"_s}}).admitted);
        QVERIFY(m_metrics->render().contains("portier_rate_limited_total{policy=\"unauthenticated_write\"} 1\n"));

        m_clock->advance(40min - 1ms);
        QVERIFY(!charge(limits, write).admitted);
        m_clock->advance(1ms); // PLT-062: exactly Retry-After
        QVERIFY(charge(limits, write).admitted);
    }

    void countsSurviveARestart_data() { TestDatabase::backends(); } // PLT-063, A26
    void countsSurviveARestart()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        const QList<RateCharge> write{{u"register"_s, u"192.0.2.1"_s}};
        {
            RateLimits limits(*db, m_clock, *m_metrics);
            for (int i = 0; i < 5; ++i)
                QVERIFY(charge(limits, write).admitted);
        }
        db.reopen();
        RateLimits limits(*db, m_clock, *m_metrics);
        QVERIFY(!charge(limits, write).admitted);
    }

    void parallelRequestsNeverPassMoreThanN_data() { TestDatabase::backends(); } // PLT-061, A28
    void parallelRequestsNeverPassMoreThanN()
    {
        QFETCH(QString, backend);
        storage::DatabaseOptions options;
        options.poolMax = 32;
        TestDatabase db(backend, m_clock, options);
        RateLimits limits(*db, m_clock, *m_metrics);
        std::atomic<int> passed = 0;
        std::atomic<int> failed = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 64; ++i) {
            threads.emplace_back([&] {
                for (int round = 0; round < 2; ++round) {
                    const auto verdict = db->writeBlocking([&](Transaction &tx) {
                        return limits.charge(tx, {{u"recovery_address"_s, u"a@example.org"_s}}, client, m_clock->now());
                    });
                    if (!verdict || !*verdict)
                        ++failed;
                    else if ((*verdict)->admitted)
                        ++passed;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failed.load(), 0);
        QCOMPARE(passed.load(), 5);
    }

    void daysFollowTheirZone_data() { TestDatabase::backends(); } // PLT-061, PLT-064, A25
    void daysFollowTheirZone()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        const QList<RateCharge> submit{
            {u"booking_submit"_s, u"house a@example.org"_s, *zoneByName(u"Europe/Berlin"_s)}};
        m_clock->advanceTo(*fromRfc3339(u"2026-01-15T22:59:00Z"_s)); // 23:59 in Berlin
        for (int i = 0; i < 10; ++i)
            QVERIFY(charge(limits, submit).admitted);
        const RateVerdict refused = charge(limits, submit);
        QVERIFY(!refused.admitted);
        QCOMPARE(refused.retryAfterSeconds(), 60);
        m_clock->advance(60s);
        QVERIFY(charge(limits, submit).admitted);
    }

    void refusedRequestsAreChargedToNone_data() { TestDatabase::backends(); } // PLT-062
    void refusedRequestsAreChargedToNone()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        limits.setPolicies(policies({{u"register"_s, u"1/hour"_s},
                                     {u"recovery_address"_s, u"9/hour"_s},
                                     {u"booking_submit"_s, u"1/day"_s},
                                     {u"login"_s, u"9/minute"_s}}));
        const RateCharge address{u"recovery_address"_s, u"a"_s};
        const RateCharge bucket{u"login"_s, u"a"_s};
        const RateCharge spent{u"register"_s, u"a"_s};
        const RateCharge spentDay{u"booking_submit"_s, u"a"_s};
        QVERIFY(charge(limits, {spent, spentDay}).admitted);
        const RateVerdict refused = charge(limits, {address, bucket, spent, spentDay});
        QVERIFY(!refused.admitted);
        QCOMPARE(refused.policy, u"booking_submit"_s); // the longest wait is reported
        const auto states = QCoro::waitFor(limits.look({address, bucket}));
        QVERIFY(states);
        QCOMPARE(states->size(), 2);
        for (const RateVerdict &state : *states)
            QCOMPARE(state.remaining, 9);
    }

    void chargesRollBackWithTheirTransaction_data() { TestDatabase::backends(); }
    void chargesRollBackWithTheirTransaction()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        const QList<RateCharge> submit{{u"booking_submit"_s, u"a"_s}};
        QVERIFY(!db->writeBlocking([&](Transaction &tx) -> Result<> {
            PORTIER_TRY(limits.charge(tx, submit, client, m_clock->now()));
            return fail(Error::conflict(u"dates_taken"_s));
        }));
        QCOMPARE(QCoro::waitFor(limits.look(submit))->first().remaining, 10);
    }

    void refundsGoIntoTheWindowOfTheCharge_data() { TestDatabase::backends(); } // table 3.5, column "charged"
    void refundsGoIntoTheWindowOfTheCharge()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        const QList<RateCharge> create{{u"trip_create"_s, u"account:a"_s}};
        const RateVerdict first = charge(limits, create);
        QVERIFY(QCoro::waitFor(limits.refund(create, first.chargedAt)));
        QCOMPARE(QCoro::waitFor(limits.look(create))->first().remaining, 20);
        const RateVerdict second = charge(limits, create);
        m_clock->advance(1h);
        QVERIFY(charge(limits, create).admitted);
        QVERIFY(QCoro::waitFor(limits.refund(create, second.chargedAt)));
        QCOMPARE(QCoro::waitFor(limits.look(create))->first().remaining, 19);
    }

    void cooldownsAreKeptWithTheCounters_data() { TestDatabase::backends(); } // PLT-063
    void cooldownsAreKeptWithTheCounters()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        const QList<RateCharge> recovery{{u"recovery_cooldown"_s, u"a@example.org"_s},
                                         {u"recovery_cooldown"_s, u"192.0.2.1"_s}};
        {
            RateLimits limits(*db, m_clock, *m_metrics);
            QVERIFY(charge(limits, recovery).admitted);
        }
        db.reopen();
        RateLimits limits(*db, m_clock, *m_metrics);
        m_clock->advance(59s);
        const RateVerdict refused = charge(limits, recovery);
        QVERIFY(!refused.admitted);
        QCOMPARE(refused.retryAfterSeconds(), 1);
        QVERIFY(!charge(limits, {recovery.last()}).admitted); // each by itself
        m_clock->advance(1s);
        QVERIFY(charge(limits, recovery).admitted);
    }

    void perSecondPoliciesNeedNoDatabase() // PLT-063: reads pass when counters cannot be written
    {
        TestDatabase db(u"sqlite"_s, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        db.failStatement(1);
        for (int i = 0; i < 20; ++i)
            QVERIFY(charge(limits, {{u"reads"_s, u"account:a"_s}}).admitted);
        QVERIFY(!charge(limits, {{u"reads"_s, u"account:a"_s}}).admitted);
        QVERIFY(!db.hasFailed());
        const auto write = QCoro::waitFor(limits.charge({{u"register"_s, u"192.0.2.1"_s}}, client));
        QVERIFY(!write);
        QCOMPARE(write.error().kind, ErrorKind::Unavailable);
    }

    void zeroSwitchesAPolicyOff() // PLT-064
    {
        TestDatabase db(u"sqlite"_s, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        limits.setPolicies(policies({{u"register"_s, u"0"_s}}));
        const auto verdict = QCoro::waitFor(limits.charge({{u"register"_s, u"192.0.2.1"_s}}, client));
        QVERIFY(verdict);
        QVERIFY(!*verdict);
    }

    // limits.exempt: in memory, in the database and inside a transaction, whoever charges.
    void exemptClientsAreNotCounted_data() { TestDatabase::backends(); }
    void exemptClientsAreNotCounted()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        RatePolicies wanted = policies({});
        wanted.setExempt(networksOf({u"10.0.0.0/8"_s, u"loopback"_s}));
        limits.setPolicies(wanted);
        const QList<RateCharge> charges{
            {u"recovery_cooldown"_s, u"email:a"_s}, {u"register"_s, u"a"_s}, {u"reads"_s, u"a"_s}};
        for (const QString &prefix : {u"10.1.2.3"_s, u"127.0.0.1"_s}) {
            for (int i = 0; i < 30; ++i)
                QVERIFY(!QCoro::waitFor(limits.charge(charges, prefix)).value());
            const auto inside = db->writeBlocking([&](Transaction &tx) {
                return limits.charge(tx, {{u"recovery_cooldown"_s, u"email:a"_s}}, prefix, m_clock->now());
            });
            QVERIFY(!inside.value());
        }
        QVERIFY(charge(limits, charges).admitted); // nothing had been counted
        QVERIFY(!charge(limits, charges).admitted);
    }

    void endedWindowsAreRemoved_data() { TestDatabase::backends(); }
    void endedWindowsAreRemoved()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        RateLimits limits(*db, m_clock, *m_metrics);
        QVERIFY(charge(limits, {{u"register"_s, u"a"_s}}).admitted);
        QVERIFY(charge(limits, {{u"booking_submit"_s, u"a"_s}}).admitted);
        m_clock->advance(2h);
        const auto removed =
            db->writeBlocking([&](Transaction &tx) { return RateLimits::removeEnded(tx, m_clock->now()); });
        QCOMPARE(removed.value_or(-1), 1);
    }
};

QTEST_GUILESS_MAIN(TestRateLimits)
#include "tst_ratelimits.moc"
