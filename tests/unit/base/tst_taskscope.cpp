// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/manualclock.h"
#include "core/base/taskscope.h"

#include <QCoroTask>
#include <QTest>

using namespace portier;
using namespace std::chrono_literals;

namespace
{

QCoro::Task<> appendAfter(std::shared_ptr<ManualClock> clock, Millis delay, QList<int> *list, int value)
{
    co_await sleepFor(*clock, delay);
    list->append(value);
}

QCoro::Task<> appendWhenJoined(TaskScope *scope, QList<int> *list, int value)
{
    co_await scope->join();
    list->append(value);
}

} // namespace

class TestTaskScope : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void joinReturnsAfterTheLastTask()
    {
        const auto clock = std::make_shared<ManualClock>(fromMs(0));
        TaskScope scope;
        QList<int> order;
        scope.add(appendAfter(clock, 2s, &order, 2));
        scope.add(appendAfter(clock, 1s, &order, 1));
        QCOMPARE(scope.running(), 2);
        auto joined = appendWhenJoined(&scope, &order, 9);
        auto alsoJoined = appendWhenJoined(&scope, &order, 9);
        clock->advance(1500ms);
        QCOMPARE(order, (QList<int>{1}));
        clock->advance(1s);
        QTRY_COMPARE(order, (QList<int>{1, 2, 9, 9}));
        QCOMPARE(scope.running(), 0);
    }
    void joiningNothingReturnsAtOnce()
    {
        TaskScope scope;
        QCoro::waitFor(scope.join());
    }
};

QTEST_GUILESS_MAIN(TestTaskScope)
#include "tst_taskscope.moc"
