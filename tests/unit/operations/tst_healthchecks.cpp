// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/operations/healthchecks.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>
#include <QDir>
#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

struct Probe {
    int runs = 0;
    bool value = true;
    Millis takes{0};
};

QCoro::Task<bool> probeCheck(std::shared_ptr<Probe> probe, std::shared_ptr<Clock> clock)
{
    ++probe->runs;
    if (probe->takes > 0ms)
        co_await sleepFor(*clock, probe->takes);
    const auto copy = probe->value;
    co_return copy;
}

QCoro::Task<QStringList> oneWarning()
{
    co_return QStringList{u"backup_age"_s};
}

} // namespace

class TestHealthChecks : public QObject
{
    Q_OBJECT
    std::shared_ptr<ManualClock> m_clock;
    std::shared_ptr<Probe> m_probe;
    std::unique_ptr<HealthChecks> m_health;

    HealthReport report()
    {
        auto task = m_health->report();
        m_clock->settle();
        return task.isReady() ? QCoro::waitFor(task) : HealthReport{{{u"not finished"_s, false}}, {}};
    }

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_shared<ManualClock>(fromMs(1'800'000'000'000));
        m_probe = std::make_shared<Probe>();
        m_health = std::make_unique<HealthChecks>(m_clock);
        m_health->add(u"database"_s, [probe = m_probe, clock = m_clock] { return probeCheck(probe, clock); });
    }

    void readyWhenAllAreTrue() // PLT-171
    {
        m_health->set(u"accepting"_s, true);
        QVERIFY(report().isReady());
        m_health->set(u"accepting"_s, false);
        const HealthReport draining = report();
        QVERIFY(!draining.isReady()); // PLT-102: at once, although the other results are still young
        QCOMPARE(draining.checks.value(u"database"_s), true);
        QCOMPARE(m_probe->runs, 1);
    }

    void resultsAreSharedForTwoSeconds() // PLT-171
    {
        QVERIFY(report().isReady());
        m_probe->value = false;
        m_clock->advance(1999ms);
        QVERIFY(report().isReady());
        QCOMPARE(m_probe->runs, 1);
        m_clock->advance(1ms);
        QVERIFY(!report().isReady());
        QCOMPARE(m_probe->runs, 2);
    }

    void callersDuringARunShareIt() // PLT-171
    {
        m_probe->takes = 500ms;
        auto first = m_health->report();
        auto second = m_health->report();
        m_clock->advance(500ms);
        QVERIFY(first.isReady() && second.isReady());
        QVERIFY(QCoro::waitFor(first).isReady());
        QVERIFY(QCoro::waitFor(second).isReady());
        QCOMPARE(m_probe->runs, 1);
    }

    void aSlowCheckIsFalseAfterOneSecond() // PLT-171: within 1 s
    {
        m_probe->takes = 30s;
        auto task = m_health->report();
        m_clock->advance(999ms);
        QVERIFY(!task.isReady());
        m_clock->advance(1ms);
        QVERIFY(task.isReady());
        QCOMPARE(QCoro::waitFor(task).checks.value(u"database"_s), false);
        m_clock->advance(1min); // the late answer harms nobody
    }

    void heartbeatsAge() // PLT-171: loop beat < 5 s
    {
        const auto beat = m_health->addHeartbeat(u"scheduler"_s, 5s);
        QCOMPARE(report().checks.value(u"scheduler"_s), false);
        m_clock->advance(2s);
        beat->beat();
        QCOMPARE(report().checks.value(u"scheduler"_s), true);
        m_clock->advance(5s);
        QCOMPARE(report().checks.value(u"scheduler"_s), false);
    }

    void warningsDoNotTurnItOff() // PLT-171
    {
        m_health->addWarnings([] { return oneWarning(); });
        const HealthReport all = report();
        QVERIFY(all.isReady());
        QCOMPARE(all.warnings, QStringList{u"backup_age"_s});
    }

    void theDatabaseIsReallyWritten_data() { test::TestDatabase::backends(); } // PLT-171
    void theDatabaseIsReallyWritten()
    {
        QFETCH(QString, backend);
        test::TestDatabase db(backend, m_clock);
        QVERIFY(QCoro::waitFor(canWriteAndRead(*db, m_clock, u"one"_s)));
        m_clock->advance(2s);
        QVERIFY(QCoro::waitFor(canWriteAndRead(*db, m_clock, u"one"_s)));
        QCOMPARE(test::intOrDie(*db, u"SELECT at FROM health_probe WHERE id = 'one'"_s), toMs(m_clock->now()));
        db.failStatement(1);
        QVERIFY(!QCoro::waitFor(canWriteAndRead(*db, m_clock, u"one"_s)));
    }

    void diskHasRoom() // PLT-104, PLT-171
    {
        QVERIFY(hasRoom(QDir::tempPath()));
        QVERIFY(!hasRoom(u"/proc/self/nowhere"_s));
    }
};

QTEST_GUILESS_MAIN(TestHealthChecks)
#include "tst_healthchecks.moc"
