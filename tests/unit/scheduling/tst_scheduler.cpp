// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"
#include "core/scheduling/administration.h"
#include "core/scheduling/periods.h"
#include "core/scheduling/schedulestore.h"
#include "tests/unit/scheduling/runnerfixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace portier;
using namespace portier::scheduling;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

Instant utc(const char *text)
{
    return *fromRfc3339(QString::fromLatin1(text));
}

ScheduleSpec spec(const char *text, const char *zone = "UTC")
{
    return ScheduleSpec::parse(QString::fromLatin1(text), QString::fromLatin1(zone)).value();
}

/// What the work of a test's schedule does, and when it did.
struct Duty {
    std::shared_ptr<Clock> clock;
    Millis duration{0};
    QStringList runs; ///< "owner at instant"
    JobOutcome outcome = {};

    static QCoro::Task<JobOutcome> run(std::shared_ptr<Duty> self, OccurrenceRun run)
    {
        self->runs << run.schedule.owner + u" "_s + toRfc3339(self->clock->now());
        if (self->duration > 0ms)
            co_await sleepFor(*self->clock, self->duration);
        const auto outcome = self->outcome;
        co_return outcome;
    }
};

/// One process with one kind of scheduled work.
struct Process {
    Process(TestDatabase &database, std::shared_ptr<ManualClock> time, Millis beat = 0ms)
        : db(database), clock(std::move(time)), work(std::make_shared<Duty>())
    {
        work->clock = clock;
        JobRunner::Options options = manualTime();
        options.pollInterval = 24h;
        runner = std::make_unique<JobRunner>(*db, clock, metrics, options);
        scheduler = std::make_unique<Scheduler>(*db, *runner, clock, metrics, Scheduler::Options{.beat = beat});
        scheduler->registerWork(
            u"work"_s, [w = work](OccurrenceRun run) { return Duty::run(w, std::move(run)); }, 100);
    }
    ~Process() { end(); }
    void start()
    {
        auto jobs = runner->start();
        clock->settle();
        QVERIFY(jobs.isReady());
        auto schedules = scheduler->start();
        clock->settle();
        QVERIFY(schedules.isReady());
        QVERIFY(QCoro::waitFor(std::move(schedules)));
    }
    void end()
    {
        if (!scheduler)
            return;
        scheduler->stop();
        auto drained = runner->drain(0ms);
        clock->advance(0ms);
        clock->settle();
        scheduler.reset();
        runner.reset();
    }

    TestDatabase &db;
    std::shared_ptr<ManualClock> clock;
    operations::Metrics metrics;
    std::shared_ptr<Duty> work;
    std::unique_ptr<JobRunner> runner;
    std::unique_ptr<Scheduler> scheduler;
};

StoredSchedule put(TestDatabase &db, const ScheduleSpec &wanted, Instant now, const QString &owner = u"a"_s)
{
    const auto stored =
        db->writeBlocking([&](Transaction &tx) { return Scheduler::put(tx, u"work"_s, owner, wanted, now); });
    if (!stored)
        qFatal("put: %s", qPrintable(stored.error().code));
    return *stored;
}

/// "10T06:00 ran, 11T06:00 skipped(gap)": oldest first.
QString story(TestDatabase &db, const StoredSchedule &schedule)
{
    const auto history = db->readBlocking([&](Transaction &tx) { return Scheduler::history(tx, schedule.id, 500); });
    QStringList words;
    for (const Occurrence &one : *history) {
        QString word = (one.manual ? u"manual"_s : one.nominalLocal.toString(u"ddTHH:mm"_s)) + u" "_s + one.state;
        if (!one.reason.isEmpty())
            word += u"("_s + one.reason + u")"_s;
        words.prepend(word);
    }
    return words.join(u", "_s);
}

std::shared_ptr<ManualClock> clockAt(const char *text)
{
    return std::make_shared<ManualClock>(utc(text));
}

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aYearInSixZones_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<int>("days");
        QTest::newRow("sqlite") << u"sqlite"_s << 365;
        if (TestDatabase::backendNames().contains(u"postgres"_s)) // with both spring changes and a southern autumn
            QTest::newRow("postgres") << u"postgres"_s << 60;
    }
    void aYearInSixZones() // A38: PLT-085, PLT-086, PLT-087
    {
        QFETCH(QString, backend);
        QFETCH(int, days);
        const auto clock = clockAt("2027-02-28T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        QList<StoredSchedule> schedules;
        for (const char *zone : {"Europe/Berlin", "America/New_York", "Asia/Tokyo", "Asia/Beirut",
                                 "Australia/Lord_Howe", "Pacific/Auckland"}) {
            schedules << put(db, spec("daily 06:00", zone), clock->now(), QString::fromLatin1(zone));
        }
        process.start();
        clock->advanceTo(clock->now() + days * 24h);
        clock->settle();
        for (const StoredSchedule &schedule : std::as_const(schedules)) {
            const auto history =
                db->readBlocking([&](Transaction &tx) { return Scheduler::history(tx, schedule.id, 500); });
            QSet<QDateTime> nominal;
            for (const Occurrence &one : *history) {
                QCOMPARE(one.state, u"ran"_s);
                QCOMPARE(one.startedAt.value(), one.dueAt);
                nominal.insert(one.nominalLocal);
            }
            QCOMPARE(history->size(), days);
            QCOMPARE(nominal.size(), days);
        }
        QCOMPARE(process.work->runs.size(), 6 * days);
        const QString text = QString::fromUtf8(process.metrics.render());
        QVERIFY(text.contains(
            u"portier_occurrences_total{outcome=\"ran\",schedule=\"work\"} %1"_s.arg(6 * days))); // PLT-168
        QVERIFY(text.contains(u"portier_schedule_lag_seconds 0"_s));
    }

    void catchesUpAfterAStop_data()
    {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<CatchUp>("catchUp");
        QTest::addColumn<QString>("expected");
        for (const QString &backend : TestDatabase::backendNames()) {
            QTest::addRow("latest, %s", qPrintable(backend))
                << backend << CatchUp::Latest << u"10T06:00 missed, 11T06:00 missed, 12T06:00 caught_up"_s;
            QTest::addRow("none, %s", qPrintable(backend))
                << backend << CatchUp::None << u"10T06:00 missed, 11T06:00 missed, 12T06:00 missed"_s;
            QTest::addRow("all, %s", qPrintable(backend))
                << backend << CatchUp::All << u"10T06:00 caught_up, 11T06:00 caught_up, 12T06:00 caught_up"_s;
        }
    }
    void catchesUpAfterAStop() // A39: PLT-085, PLT-087
    {
        QFETCH(QString, backend);
        QFETCH(CatchUp, catchUp);
        QFETCH(QString, expected);
        const auto clock = clockAt("2027-01-09T12:00:00Z");
        TestDatabase db(backend, clock);
        ScheduleSpec wanted = spec("daily 06:00");
        wanted.catchUp = catchUp;
        const StoredSchedule schedule = put(db, wanted, clock->now());
        clock->advanceTo(utc("2027-01-12T09:00:00Z"));
        Process process(db, clock);
        process.start();
        clock->settle();
        QCOMPARE(story(db, schedule), expected);
        clock->advanceTo(utc("2027-01-13T07:00:00Z"));
        QVERIFY(story(db, schedule).endsWith(u", 13T06:00 ran"_s));
    }

    void aRestartRepeatsNothing_data() { TestDatabase::backends(); }
    void aRestartRepeatsNothing() // PLT-087
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-09T12:00:00Z");
        TestDatabase db(backend, clock);
        const StoredSchedule schedule = put(db, spec("daily 06:00"), clock->now());
        for (int start = 0; start < 5; ++start) {
            Process process(db, clock);
            process.start();
            clock->advance(6h);
            clock->settle();
        }
        QCOMPARE(story(db, schedule), u"10T06:00 ran"_s);
    }

    void anEditNeverReplaysThePast_data() { TestDatabase::backends(); }
    void anEditNeverReplaysThePast() // A40: PLT-088, TRP-051
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        const StoredSchedule schedule = put(db, spec("daily 06:00"), clock->now());
        process.start();
        clock->advanceTo(utc("2027-01-10T07:00:00Z"));
        QCOMPARE(put(db, spec("daily 08:00"), clock->now()).id, schedule.id);
        clock->advanceTo(utc("2027-01-10T12:00:00Z"));
        QCOMPARE(story(db, schedule), u"10T06:00 ran, 10T08:00 ran"_s);
        // Back to a time of day that has passed: nothing of today again, tomorrow's row, closed by the edit, is
        // reopened.
        put(db, spec("daily 06:00"), clock->now());
        clock->advanceTo(utc("2027-01-11T12:00:00Z"));
        QCOMPARE(story(db, schedule), u"10T06:00 ran, 10T08:00 ran, 11T06:00 ran"_s);
        // The same once more changes nothing.
        const qint64 rows = intOrDie(*db, u"SELECT COUNT(*) FROM occurrences"_s);
        put(db, spec("daily 06:00"), clock->now());
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM occurrences"_s), rows);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM occurrences WHERE state = 'planned'"_s), 1);
    }

    void aZoneChangeMovesOpenOccurrencesOnly_data() { TestDatabase::backends(); }
    void aZoneChangeMovesOpenOccurrencesOnly() // PLT-086, PLT-090: one occurrence per nominal local date-time
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        const StoredSchedule schedule = put(db, spec("daily 06:00", "Europe/Berlin"), clock->now());
        process.start();
        clock->advanceTo(utc("2027-01-10T06:00:00Z"));
        put(db, spec("daily 06:00", "America/New_York"), clock->now());
        clock->advanceTo(utc("2027-01-11T12:00:00Z"));
        QCOMPARE(story(db, schedule), u"10T06:00 ran, 11T06:00 ran"_s);
        QCOMPARE(process.work->runs, (QStringList{u"a 2027-01-10T05:00:00Z"_s, u"a 2027-01-11T11:00:00Z"_s}));
    }

    void changedZoneDataMovesWhatIsPlanned_data() { TestDatabase::backends(); }
    void changedZoneDataMovesWhatIsPlanned() // PLT-090
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        const StoredSchedule schedule = put(db, spec("daily 06:00", "Europe/Berlin"), clock->now());
        // As if planned with the zone data of before.
        execOrDie(*db, u"UPDATE occurrences SET due_at = due_at + 3600000"_s);
        Process process(db, clock);
        process.start();
        clock->advance(24h);
        QCOMPARE(process.work->runs, QStringList{u"a 2027-01-10T05:00:00Z"_s});
        QCOMPARE(story(db, schedule), u"10T06:00 ran"_s);
    }

    void gapsAndRepeatsAreMarked_data() { TestDatabase::backends(); }
    void gapsAndRepeatsAreMarked() // PLT-086, PLT-087, TRP-055
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-03-27T12:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        ScheduleSpec wanted = spec("daily 02:30", "Europe/Berlin");
        const StoredSchedule jumping = put(db, wanted, clock->now(), u"jumping"_s);
        wanted.gapPolicy = GapPolicy::Skip;
        const StoredSchedule skipping = put(db, wanted, clock->now(), u"skipping"_s);
        process.start();
        clock->advanceTo(utc("2027-03-29T12:00:00Z"));
        QCOMPARE(story(db, jumping), u"28T02:30 ran, 29T02:30 ran"_s);
        QCOMPARE(story(db, skipping), u"28T02:30 skipped(gap), 29T02:30 ran"_s);
        QCOMPARE(process.work->runs.constFirst(), u"jumping 2027-03-28T01:00:00Z"_s);
        const auto history = db->readBlocking([&](Transaction &tx) { return Scheduler::history(tx, jumping.id); });
        QCOMPARE(history->constLast().localMark, u"gap"_s);
        QCOMPARE(history->constFirst().localMark, u""_s);
        const auto next = Scheduler::upcoming(jumping, utc("2027-10-30T00:00:00Z"));
        QCOMPARE(next.size(), 20);
        QCOMPARE(next[0].localKind, LocalTimeKind::Unique);
        QCOMPARE(next[1].localKind, LocalTimeKind::Repeated);
    }

    void aRunStillGoingSkipsOrQueuesOne_data() { TestDatabase::backends(); }
    void aRunStillGoingSkipsOrQueuesOne() // A41: PLT-085, TRP-046
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:05:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        process.work->duration = 25min;
        ScheduleSpec wanted = spec("every 10 min");
        const StoredSchedule skipping = put(db, wanted, clock->now(), u"skipping"_s);
        wanted.overlap = OverlapRun::QueueOne;
        const StoredSchedule queueing = put(db, wanted, clock->now(), u"queueing"_s);
        process.start();
        clock->advanceTo(utc("2027-01-10T00:36:00Z"));
        clock->settle();
        QCOMPARE(story(db, skipping), u"10T00:10 ran, 10T00:20 skipped(overlap), 10T00:30 skipped(overlap)"_s);
        QCOMPARE(story(db, queueing), u"10T00:10 ran, 10T00:20 open, 10T00:30 skipped(overlap)"_s);
        QVERIFY(process.work->runs.contains(u"queueing 2027-01-10T00:35:00Z"_s));
        process.work->duration = 0ms;
        clock->advanceTo(utc("2027-01-10T01:05:00Z"));
    }

    void aFailingWorkHarmsNoOther_data() { TestDatabase::backends(); }
    void aFailingWorkHarmsNoOther() // A41, PLT-101
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        const auto failing = std::make_shared<Duty>();
        failing->clock = clock;
        failing->outcome = JobOutcome::dead(u"broken"_s);
        process.scheduler->registerWork(u"bad"_s,
                                        [failing](OccurrenceRun run) { return Duty::run(failing, std::move(run)); });
        const auto bad = db->writeBlocking(
            [&](Transaction &tx) { return Scheduler::put(tx, u"bad"_s, {}, spec("daily 06:00"), clock->now()); });
        const auto unknown = db->writeBlocking([&](Transaction &tx) {
            return Scheduler::put(tx, u"of another program"_s, {}, spec("daily 06:00"), clock->now());
        });
        const StoredSchedule good = put(db, spec("daily 06:00"), clock->now());
        process.start();
        clock->advance(48h);
        QCOMPARE(story(db, good), u"10T06:00 ran, 11T06:00 ran"_s);
        QCOMPARE(story(db, *bad), u"10T06:00 ran(broken), 11T06:00 ran(broken)"_s);
        QCOMPARE(story(db, *unknown), u""_s);
    }

    void aBadRowIsParkedAndTheLoopGoesOn_data() { TestDatabase::backends(); }
    void aBadRowIsParkedAndTheLoopGoesOn() // PLT-088, TRP-056
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        const StoredSchedule parked = put(db, spec("daily 06:00"), clock->now(), u"parked"_s);
        const StoredSchedule lost = put(db, spec("daily 06:00", "Europe/Berlin"), clock->now(), u"lost"_s);
        const StoredSchedule good = put(db, spec("daily 06:00"), clock->now(), u"good"_s);
        process.start();
        execOrDie(*db, u"UPDATE schedules SET spec = 'monthly 32 24:00' WHERE id = ?"_s, {parked.id});
        execOrDie(*db, u"UPDATE schedules SET zone = 'Mars/Olympus' WHERE id = ?"_s, {lost.id});
        clock->advance(48h);
        QCOMPARE(story(db, good), u"10T06:00 ran, 11T06:00 ran"_s);
        QCOMPARE(story(db, parked), u"10T06:00 skipped(invalid)"_s);
        QCOMPARE(story(db, lost), u"10T06:00 ran, 11T06:00 ran"_s);
        QCOMPARE(process.work->runs.filter(u"lost"_s),
                 (QStringList{u"lost 2027-01-10T05:00:00Z"_s, u"lost 2027-01-11T06:00:00Z"_s})); // Berlin, then UTC
        const auto found = [&](const QString &owner) {
            return **db->readBlocking([&](Transaction &tx) { return Scheduler::find(tx, u"work"_s, owner); });
        };
        QCOMPARE(found(u"parked"_s).problem, QString(scheduleInvalid));
        QCOMPARE(found(u"lost"_s).problem, QString(scheduleInvalid));
        QCOMPARE(Scheduler::upcoming(found(u"lost"_s), clock->now()).size(), 20);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM schedules WHERE problem <> ''"_s), 2);
        // Put again, it is as good as new.
        put(db, spec("daily 06:00"), clock->now(), u"parked"_s);
        clock->advance(24h);
        QCOMPARE(story(db, parked), u"10T06:00 skipped(invalid), 12T06:00 ran"_s);
        QCOMPARE(found(u"parked"_s).problem, u""_s);
    }

    void aClockThatJumpsForwardRunsEachOnce_data() { TestDatabase::backends(); }
    void aClockThatJumpsForwardRunsEachOnce() // PLT-091
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:05:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock, 1s);
        ScheduleSpec wanted = spec("every 10 min");
        wanted.catchUp = CatchUp::All;
        const StoredSchedule all = put(db, wanted, clock->now(), u"all"_s);
        wanted.catchUp = CatchUp::None;
        const StoredSchedule none = put(db, wanted, clock->now(), u"none"_s);
        process.start();
        clock->jumpWallClock(1h); // 01:05: seen by the next beat, long before the timer that was set for 00:10
        clock->advance(2s);
        clock->settle();
        QCOMPARE(process.work->runs, QStringList{u"all 2027-01-10T01:05:01Z"_s});
        QVERIFY(story(db, all).endsWith(u"10T00:50 missed, 10T01:00 caught_up"_s));
        QVERIFY(story(db, none).endsWith(u"10T00:50 missed, 10T01:00 missed"_s));
        clock->advanceTo(utc("2027-01-10T01:10:00Z"));
        clock->settle();
        QCOMPARE(process.work->runs.size(), 3);
    }

    void aClockThatJumpsBackRepeatsNothing_data() { TestDatabase::backends(); }
    void aClockThatJumpsBackRepeatsNothing() // PLT-091
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:05:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock, 1s);
        const StoredSchedule schedule = put(db, spec("every 10 min"), clock->now());
        process.start();
        clock->advanceTo(utc("2027-01-10T00:25:00Z"));
        QCOMPARE(process.work->runs.size(), 2);
        clock->jumpWallClock(-25min);
        clock->advanceTo(utc("2027-01-10T00:29:59Z"));
        QCOMPARE(process.work->runs.size(), 2);
        clock->advanceTo(utc("2027-01-10T00:41:00Z"));
        QCOMPARE(process.work->runs.size(), 4);
        QCOMPARE(story(db, schedule), u"10T00:10 ran, 10T00:20 ran, 10T00:30 ran, 10T00:40 ran"_s);
    }

    void aManualRunConsumesNoNominalOne_data() { TestDatabase::backends(); }
    void aManualRunConsumesNoNominalOne() // PLT-092
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T05:59:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        process.work->duration = 10s;
        const StoredSchedule schedule = put(db, spec("daily 06:00"), clock->now());
        process.start();
        const auto runNow = [&](const QString &id) {
            return db->writeBlocking([&](Transaction &tx) { return Scheduler::runNow(tx, id, clock->now()); });
        };
        QVERIFY(runNow(schedule.id)->manual);
        clock->settle();
        QCOMPARE(runNow(schedule.id).error().code, u"schedule_running"_s);
        QCOMPARE(runNow(u"none"_s).error().code, u"schedule_not_found"_s);
        clock->advance(2min);
        QCOMPARE(story(db, schedule), u"manual ran, 10T06:00 ran"_s);
    }

    void offPlansNothing_data() { TestDatabase::backends(); }
    void offPlansNothing()
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        const StoredSchedule schedule = put(db, spec("daily 06:00"), clock->now());
        process.start();
        const auto enable = [&](bool on) {
            return db->writeBlocking(
                [&](Transaction &tx) { return Scheduler::setEnabled(tx, u"work"_s, u"a"_s, on, clock->now()); });
        };
        QVERIFY(enable(false));
        clock->advance(24h);
        QCOMPARE(story(db, schedule), u""_s);
        QVERIFY(enable(true));
        clock->advance(24h);
        QCOMPARE(story(db, schedule), u"11T06:00 ran"_s);
    }

    void removedIsGoneWithItsWork_data() { TestDatabase::backends(); }
    void removedIsGoneWithItsWork()
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        process.work->duration = 1min;
        put(db, spec("daily 06:00"), clock->now());
        process.start();
        clock->advanceTo(utc("2027-01-10T06:00:30Z"));
        QVERIFY(
            db->writeBlocking([&](Transaction &tx) { return Scheduler::remove(tx, u"work"_s, u"a"_s, clock->now()); }));
        clock->advance(48h);
        QCOMPARE(process.work->runs.size(), 1);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM occurrences"_s), 0);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running', 'failed_retry')"_s), 0);
    }

    void nothingStaysOpenForLong_data() { TestDatabase::backends(); }
    void nothingStaysOpenForLong() // PLT-087
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        process.work->outcome = JobOutcome::postponed(utc("2027-06-01T00:00:00Z"), u"later"_s);
        const auto told = std::make_shared<QStringList>();
        process.scheduler->onClosed(u"work"_s, [told](Transaction &, const QString &owner, const QString &id, Instant) {
            told->append(owner + (id.isEmpty() ? u""_s : u" hears"_s)); // the writer thread; read when it is idle
            return Result<>();
        });
        const StoredSchedule schedule = put(db, spec("monthly 10 06:00"), clock->now());
        process.start();
        clock->advanceTo(utc("2027-01-11T05:00:00Z"));
        QCOMPARE(story(db, schedule), u"10T06:00 open"_s);
        clock->advanceTo(utc("2027-01-11T08:00:00Z"));
        clock->settle();
        QCOMPARE(story(db, schedule), u"10T06:00 missed(stale)"_s);
        QCOMPARE(*told, QStringList{u"a hears"_s}); // TRP-240
        QVERIFY(process.metrics.render().contains(
            "portier_occurrences_total{outcome=\"missed\",schedule=\"work\"} 1\n")); // PLT-168
    }

    void aCancelledOneIsReported_data() { TestDatabase::backends(); }
    void aCancelledOneIsReported() // PLT-100, PLT-162, PLT-168, TRP-240: though no runner has ever seen it
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        const auto told = std::make_shared<QStringList>();
        process.scheduler->onClosed(u"work"_s, [told](Transaction &, const QString &owner, const QString &id, Instant) {
            told->append(owner + u' ' + id); // the writer thread; read when it is idle
            return Result<>();
        });
        const StoredSchedule schedule = put(db, spec("daily 06:00"), clock->now());
        const auto run =
            db->writeBlocking([&](Transaction &tx) { return Scheduler::runNow(tx, schedule.id, clock->now()); });
        QVERIFY(run);
        const QTemporaryDir logs;
        log::Options options;
        options.file = logs.filePath(u"portier.log"_s);
        log::configure(options);
        operations::Metrics metrics;
        Administration administration(*db, clock, metrics, *process.scheduler);
        QVERIFY(QCoro::waitFor(administration.apply(Administration::Verb::Cancel, run->id, {})));
        log::configure({});
        QCOMPARE(story(db, schedule), u"manual skipped(cancelled)"_s);
        QCOMPARE(*told, QStringList{u"a "_s + run->id});
        QVERIFY(metrics.render().contains("portier_occurrences_total{outcome=\"skipped\",schedule=\"work\"} 1\n"));
        const QFileInfoList files = QDir(logs.path()).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QFile file(files.constFirst().filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject line = QJsonDocument::fromJson(file.readAll().trimmed()).object();
        QCOMPARE(line[u"event"_s], u"occurrence_closed"_s);
        QCOMPARE(line[u"reason"_s], u"cancelled"_s);
        QCOMPARE(line[u"job_id"_s], run->id);
    }

    void manyDueAtOnceAllRunOnce_data() { TestDatabase::backends(); }
    void manyDueAtOnceAllRunOnce() // PLT-092: more than one batch
    {
        QFETCH(QString, backend);
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(backend, clock);
        Process process(db, clock);
        QVERIFY(db->writeBlocking([&](Transaction &tx) -> Result<> {
            for (int i = 0; i < 1234; ++i)
                PORTIER_TRY(Scheduler::put(tx, u"work"_s, QString::number(i), spec("daily 06:00"), clock->now()));
            return {};
        }));
        process.start();
        clock->advanceTo(utc("2027-01-10T07:00:00Z"));
        clock->settle();
        QCOMPARE(process.work->runs.size(), 1234);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM occurrences WHERE state = 'ran'"_s), 1234);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM occurrences WHERE state = 'planned'"_s), 1234);
    }

    void twoInstancesRunEachOccurrenceOnce() // TRP-050, PLT-087
    {
        if (!TestDatabase::backendNames().contains(u"postgres"_s))
            QSKIP("needs PostgreSQL");
        const auto clock = clockAt("2027-01-10T00:00:00Z");
        TestDatabase db(u"postgres"_s, clock);
        DatabaseOptions where;
        where.url = db.url();
        auto otherDatabase = Database::open(where, clock);
        QVERIFY(otherDatabase);
        Process one(db, clock);
        one.start();
        operations::Metrics metrics;
        JobRunner::Options pollRarely = manualTime();
        pollRarely.pollInterval = 1min;
        JobRunner runner(**otherDatabase, clock, metrics, pollRarely);
        Scheduler scheduler(**otherDatabase, runner, clock, metrics, Scheduler::Options{.beat = 1min, .batch = 7});
        scheduler.registerWork(u"work"_s, [w = one.work](OccurrenceRun run) { return Duty::run(w, std::move(run)); });
        auto jobs = runner.start();
        clock->settle();
        auto schedules = scheduler.start();
        clock->settle();
        QVERIFY(jobs.isReady() && schedules.isReady());
        for (int i = 0; i < 50; ++i)
            put(db, spec("every 60 min"), clock->now(), QString::number(i));
        clock->advance(3h + 1min);
        QCOMPARE(one.work->runs.size(), 150);
        QCOMPARE(QSet<QString>(one.work->runs.cbegin(), one.work->runs.cend()).size(), 150);
        scheduler.stop();
        auto drained = runner.drain(0ms);
        clock->settle();
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
