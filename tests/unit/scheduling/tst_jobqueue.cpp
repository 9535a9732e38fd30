// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/jobstore.h"
#include "core/scheduling/periods.h"
#include "tests/unit/scheduling/runnerfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace portier;
using namespace portier::scheduling;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

Result<QList<Job>> claim(Database &database, int limit, Instant now, const QString &owner = u"me"_s)
{
    return database.writeBlocking([=](Transaction &tx) {
        return JobStore(tx).claim({u"work"_s, limit, 5}, owner, now + 30s, now);
    });
}

NewJob work(const QString &key, int priority = 0, std::optional<Instant> runAt = {})
{
    return {.kind = u"work"_s, .uniqueKey = key, .payload = {}, .priority = priority, .runAt = runAt, .requestId = {}};
}

QStringList keys(const QList<Job> &jobs)
{
    QStringList list;
    for (const Job &job : jobs)
        list << job.uniqueKey;
    return list;
}

} // namespace

class TestJobQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void enqueuesOncePerKey_data() { TestDatabase::backends(); }
    void enqueuesOncePerKey() // PLT-094
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        QSignalSpy told(&*db, &Database::announced);
        const QString first = enqueued(*db, work(u"a"_s), clock->now());
        QCOMPARE(enqueued(*db, work(u"a"_s), clock->now()), first);
        QVERIFY(enqueued(*db, work(u"b"_s), clock->now()) != first);
        QVERIFY(enqueued(*db, work({}), clock->now()) != enqueued(*db, work({}), clock->now()));
        clock->settle();
        QCOMPARE(told.size(), 4); // the one that added nothing woke nobody
        const auto jobs = claim(*db, 10, clock->now());
        QVERIFY(jobs);
        QCOMPARE(jobs->size(), 4);
        // Running is unfinished, done is not.
        QCOMPARE(enqueued(*db, work(u"a"_s), clock->now()), first);
        for (const Job &job : *jobs) {
            QVERIFY(*db->writeBlocking([&](Transaction &tx) {
                return JobStore(tx).end(job, {JobState::Done, {}}, clock->now());
            }));
        }
        QVERIFY(enqueued(*db, work(u"a"_s), clock->now()) != first);
    }

    void commitsWithTheChangeThatCausedIt_data() { TestDatabase::backends(); }
    void commitsWithTheChangeThatCausedIt() // PLT-094
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        const auto refused = db->writeBlocking([&](Transaction &tx) -> Result<> {
            PORTIER_TRY(JobQueue::enqueue(tx, work(u"a"_s), clock->now()));
            return fail(Error::conflict(u"no"_s));
        });
        QVERIFY(!refused);
        QCOMPARE(claim(*db, 10, clock->now())->size(), 0);
    }

    void claimsBestFirst_data() { TestDatabase::backends(); }
    void claimsBestFirst() // PLT-095
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        const Instant now = clock->now();
        enqueued(*db, work(u"later"_s, 0, now), now);
        enqueued(*db, work(u"early"_s, 0, now - 1min), now);
        enqueued(*db, work(u"urgent"_s, 5, now), now);
        enqueued(*db, work(u"future"_s, 9, now + 1s), now);
        enqueued(*db, {.kind = u"other"_s, .uniqueKey = u"x"_s, .payload = {}, .runAt = {}, .requestId = {}}, now);
        QCOMPARE(keys(*claim(*db, 2, now)), (QStringList{u"urgent"_s, u"early"_s}));
        QCOMPARE(keys(*claim(*db, 2, now)), (QStringList{u"later"_s}));
        QCOMPARE(keys(*claim(*db, 2, now + 1s)), (QStringList{u"future"_s}));
        const auto next = db->readBlocking([](Transaction &tx) {
            return JobStore(tx).nextRunAt({u"work"_s, u"other"_s});
        });
        QCOMPARE(next->value(), now);
    }

    void claimCountsAttemptAndFence_data() { TestDatabase::backends(); }
    void claimCountsAttemptAndFence() // PLT-094, PLT-096
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        const QString id = enqueued(*db, work(u"a"_s), clock->now());
        const Job first = claim(*db, 1, clock->now())->constFirst();
        QCOMPARE(first.attempt, 1);
        QCOMPARE(first.maxAttempts, 5);
        QVERIFY(*db->writeBlocking([&](Transaction &tx) { return JobStore(tx).retry(first, u"x"_s, clock->now()); }));
        const Job second = claim(*db, 1, clock->now())->constFirst();
        QCOMPARE(second.id, id);
        QCOMPARE(second.attempt, 2);
        QVERIFY(second.fence > first.fence);
        // The stale token writes nothing, whatever it tries.
        QVERIFY(!*db->writeBlocking([&](Transaction &tx) { return JobStore(tx).holds(first); }));
        QVERIFY(!*db->writeBlocking([&](Transaction &tx) { return JobStore(tx).retry(first, u"x"_s, clock->now()); }));
        QVERIFY(
            !*db->writeBlocking([&](Transaction &tx) { return JobStore(tx).handBack(first, u"x"_s, clock->now()); }));
        const auto finished = db->writeBlocking(
            [&](Transaction &tx) { return JobContext::finish(tx, first, JobOutcome::done(), clock->now()); });
        QCOMPARE(finished.error().code, u"job_fenced"_s);
        QCOMPARE(jobOf(*db, id).state, JobState::Running);
        QVERIFY(*db->writeBlocking(
            [&](Transaction &tx) { return JobStore(tx).handBack(second, u"drained"_s, clock->now()); }));
        QCOMPARE(jobOf(*db, id).attempt, 1); // not counted
    }

    void rescueComparesAndSets_data() { TestDatabase::backends(); }
    void rescueComparesAndSets() // PLT-098
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        const QString id = enqueued(*db, work(u"a"_s), clock->now());
        const Job job = claim(*db, 1, clock->now(), u"gone"_s)->constFirst();
        const auto leases = db->readBlocking(
            [&](Transaction &tx) { return JobStore(tx).suspiciousLeases(u"me"_s, clock->now() + 31s); });
        QCOMPARE(leases->size(), 1);
        // It finishes between the look and the rescue.
        QVERIFY(*db->writeBlocking([&](Transaction &tx) {
            return JobStore(tx).end(job, {JobState::Done, {}}, clock->now());
        }));
        QVERIFY(
            !*db->writeBlocking([&](Transaction &tx) { return JobStore(tx).requeueLease(leases->constFirst(), 1); }));
        QCOMPARE(jobOf(*db, id).state, JobState::Done);
    }

    void cancelsWhatWaitsAndFlagsWhatRuns_data() { TestDatabase::backends(); }
    void cancelsWhatWaitsAndFlagsWhatRuns() // PLT-100
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        const Instant now = clock->now();
        const QString waiting = enqueued(*db, work(u"a"_s), now);
        QVERIFY(*db->writeBlocking([&](Transaction &tx) { return JobQueue::cancelByKey(tx, u"work"_s, u"a"_s, now); }));
        QCOMPARE(jobOf(*db, waiting).state, JobState::Cancelled);
        QVERIFY(!*db->writeBlocking([&](Transaction &tx) { return JobQueue::cancel(tx, waiting, now); }));
        const QString running = enqueued(*db, work(u"b"_s), now);
        QCOMPARE(claim(*db, 1, now)->size(), 1);
        QVERIFY(*db->writeBlocking([&](Transaction &tx) { return JobQueue::cancel(tx, running, now); }));
        const auto held = db->writeBlocking([&](Transaction &tx) { return JobStore(tx).renew(u"me"_s, now + 1min); });
        QVERIFY(held->constFirst().cancelRequested);
        QVERIFY(
            !*db->writeBlocking([&](Transaction &tx) { return JobQueue::cancelByKey(tx, u"work"_s, u"none"_s, now); }));
    }

    void deadOnesAreRequeuedOrDiscarded_data() { TestDatabase::backends(); }
    void deadOnesAreRequeuedOrDiscarded() // PLT-099, A44
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        const Instant now = clock->now();
        const QString id = enqueued(*db, work(u"a"_s), now);
        const auto requeue = [&] {
            return db->writeBlocking([&](Transaction &tx) { return JobQueue::requeue(tx, id, now); });
        };
        QCOMPARE(requeue().error().code, u"job_not_dead"_s);
        QSignalSpy told(&*db, &Database::announced);
        const auto kill = [&] {
            const Job job = claim(*db, 1, now)->constFirst();
            QVERIFY(*db->writeBlocking([&](Transaction &tx) {
                return JobStore(tx).end(job, {JobState::Dead, u"broken"_s}, now);
            }));
        };
        kill();
        clock->settle();
        QCOMPARE(told.constLast()[0].toString(), QString(topics::jobDead));
        QCOMPARE(jobOf(*db, id).lastError, u"broken"_s);
        const auto letters = db->readBlocking([](Transaction &tx) { return JobQueue::deadLetters(tx); });
        QCOMPARE(letters->size(), 1);
        QCOMPARE(letters->constFirst().count, 1);
        QVERIFY(requeue());
        QCOMPARE(jobOf(*db, id).attempt, 0);
        kill();
        const QString other = enqueued(*db, work(u"a"_s), now);
        QCOMPARE(requeue().error().code, u"job_exists"_s);
        QVERIFY(db->writeBlocking([&](Transaction &tx) { return JobQueue::discard(tx, id, now); }));
        QCOMPARE(jobOf(*db, id).state, JobState::Cancelled);
        QCOMPARE(db->writeBlocking([&](Transaction &tx) { return JobQueue::discard(tx, other, now); }).error().code,
                 u"job_not_dead"_s);
        const auto missing =
            db->writeBlocking([&](Transaction &tx) { return JobQueue::requeue(tx, u"nothing"_s, now); });
        QCOMPARE(missing.error().code, u"job_not_found"_s);
    }

    void keepsDoneAWeekAndDeadAQuarter_data() { TestDatabase::backends(); }
    void keepsDoneAWeekAndDeadAQuarter() // PLT-100
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        const Instant now = clock->now();
        for (const auto &[key, state] : {std::pair(u"done"_s, JobState::Done), std::pair(u"dead"_s, JobState::Dead)}) {
            enqueued(*db, work(key), now);
            const Job job = claim(*db, 1, now)->constFirst();
            QVERIFY(*db->writeBlocking([&](Transaction &tx) { return JobStore(tx).end(job, {state, {}}, now); }));
        }
        const auto left = [&](Instant at) {
            if (!db->writeBlocking([&](Transaction &tx) { return JobStore(tx).purge(at); }))
                return qint64(-1);
            return intOrDie(*db, u"SELECT COUNT(*) FROM jobs"_s);
        };
        QCOMPARE(left(now + 7 * 24h), 2);
        QCOMPARE(left(now + 7 * 24h + 1ms), 1);
        QCOMPARE(left(now + 90 * 24h), 1);
        QCOMPARE(left(now + 90 * 24h + 1ms), 0);
    }

    void listsNewestFirst_data() { TestDatabase::backends(); }
    void listsNewestFirst() // PLT-099: dead ones are visible with their last error
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        for (const QString &key : {u"a"_s, u"b"_s, u"c"_s})
            enqueued(*db, work(key), clock->now());
        const Job first = claim(*db, 1, clock->now())->constFirst();
        QVERIFY(*db->writeBlocking([&](Transaction &tx) {
            return JobStore(tx).end(first, {JobState::Dead, u"broken"_s}, clock->now());
        }));
        const auto list = [&](const JobQueue::ListRequest &request) {
            return *db->readBlocking([&](Transaction &tx) { return JobQueue::list(tx, request); });
        };
        const auto page = list({.kind = u"work"_s, .state = {}, .beforeId = {}, .limit = 2});
        QCOMPARE(keys(page), (QStringList{u"c"_s, u"b"_s}));
        QCOMPARE(keys(list({.kind = {}, .state = {}, .beforeId = page.constLast().id})), QStringList{u"a"_s});
        const auto dead = list({.kind = {}, .state = u"dead"_s, .beforeId = {}});
        QCOMPARE(keys(dead), QStringList{u"a"_s});
        QCOMPARE(dead.constFirst().lastError, u"broken"_s);
    }

    void retriesWithFullJitter() // PLT-099
    {
        Job job;
        job.retryBase = 2s;
        job.retryCap = 10min;
        job.attempt = 1;
        QCOMPARE(retryDelay(job), Millis(2s));
        job.attempt = 3;
        QCOMPARE(retryDelay(job), Millis(8s));
        job.jitter = 0.25;
        QCOMPARE(retryDelay(job), Millis(2s));
        job.attempt = 1000;
        job.jitter = 1;
        QCOMPARE(retryDelay(job), Millis(10min));
        job.jitter = 1e-12;
        QCOMPARE(retryDelay(job), Millis(1));
    }

    void periodsAreClaimedOnce_data() { TestDatabase::backends(); }
    void periodsAreClaimedOnce() // PLT-089, A40
    {
        QFETCH(QString, backend);
        const auto clock = aClock();
        TestDatabase db(backend, clock);
        const auto take = [&](const QString &owner, const QString &period) {
            return *db->writeBlocking(
                [&](Transaction &tx) { return claimPeriod(tx, u"weekly_digest"_s, owner, period, clock->now()); });
        };
        QVERIFY(take(u"a"_s, u"2027-W01"_s));
        QVERIFY(!take(u"a"_s, u"2027-W01"_s));
        QVERIFY(take(u"b"_s, u"2027-W01"_s));
        QVERIFY(take(u"a"_s, u"2027-W02"_s));
        QCOMPARE(weekPeriod(QDate(2027, 1, 3)), u"2026-W53"_s);
        QCOMPARE(weekPeriod(QDate(2027, 1, 4)), u"2027-W01"_s);
        QCOMPARE(monthPeriod(QDate(2027, 1, 4)), u"2027-01"_s);
        QCOMPARE(dayPeriod(QDate(2027, 1, 4)), u"2027-01-04"_s);
    }
};

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_jobqueue.moc"
