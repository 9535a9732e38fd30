// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/trips/sources/callslots.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

struct Taken {
    std::shared_ptr<CallSlots::Slot> place;
    bool done = false;
    Millis at{0};
};

QCoro::Task<> take(std::shared_ptr<CallSlots> pool, std::shared_ptr<Clock> clock, QString source, int perSource,
                   Millis spacing, Millis limit, std::shared_ptr<Taken> into)
{
    into->place = co_await CallSlots::acquire(pool, clock, source, perSource, spacing, limit);
    into->at = clock->monotonic();
    into->done = true;
}

} // namespace

class TestCallSlots : public QObject
{
    Q_OBJECT
private:
    std::shared_ptr<ManualClock> m_clock;
    std::vector<QCoro::Task<>> m_tasks;

    std::shared_ptr<Taken> ask(const std::shared_ptr<CallSlots> &pool, const QString &source, int perSource = 4,
                               Millis spacing = 0ms, Millis limit = 60s)
    {
        const auto taken = std::make_shared<Taken>();
        m_tasks.push_back(take(pool, m_clock, source, perSource, spacing, limit, taken));
        return taken;
    }

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_shared<ManualClock>(fromMs(0));
        m_tasks.clear();
    }

    void startsInBatches() // PLT-066
    {
        const auto pool = std::make_shared<CallSlots>(2, 1s);
        QList<std::shared_ptr<Taken>> calls;
        for (int step = 0; step < 30; ++step) {
            if (step < 5)
                calls.append(ask(pool, u"a"_s));
            for (const auto &call : std::as_const(calls))
                call->place.reset(); // the answer comes at once
            m_clock->advance(100ms);
        }
        QList<qint64> starts;
        for (const auto &call : std::as_const(calls))
            starts.append(call->at.count());
        QCOMPARE(starts, (QList<qint64>{0, 100, 1000, 1000, 2000}));
        const auto later = ask(pool, u"a"_s);
        QVERIFY(later->done); // a batch that is long over delays nobody
    }

    void limitsEachSourceAndAll() // TRP-129
    {
        const auto pool = std::make_shared<CallSlots>(3);
        const auto a = ask(pool, u"a"_s, 2);
        const auto b = ask(pool, u"a"_s, 2);
        const auto c = ask(pool, u"a"_s, 2);
        const auto d = ask(pool, u"b"_s);
        const auto e = ask(pool, u"b"_s);
        QVERIFY(a->place && b->place && !c->done && d->place && !e->done);
        d->place.reset(); // c may not have it: its source is full
        QVERIFY(!c->done && e->place);
        a->place.reset();
        QVERIFY(c->place);
        QCOMPARE(pool->inUse(), 3);
    }

    void givesUpWhenTheTimeIsOver() // TRP-129: waiting counts against the deadline
    {
        const auto pool = std::make_shared<CallSlots>(1);
        const auto a = ask(pool, u"a"_s);
        const auto b = ask(pool, u"a"_s, 4, 0ms, 5s);
        m_clock->advance(5s);
        QVERIFY(b->done && !b->place);
        a->place.reset();
        QCOMPARE(pool->inUse(), 0);
        QVERIFY(ask(pool, u"a"_s)->place);
    }

    void spacesTheStarts() // TRP-129: amadeus 1 at once, 100 ms apart
    {
        const auto pool = std::make_shared<CallSlots>(10);
        const auto a = ask(pool, u"a"_s, 4, 100ms);
        const auto b = ask(pool, u"a"_s, 4, 100ms);
        const auto c = ask(pool, u"a"_s, 4, 100ms);
        const auto other = ask(pool, u"b"_s);
        QVERIFY(a->place && !b->done && !c->done && other->place);
        m_clock->advance(1s);
        QCOMPARE(b->at, 100ms);
        QCOMPARE(c->at, 200ms);
    }
};

QTEST_GUILESS_MAIN(TestCallSlots)
#include "tst_callslots.moc"
