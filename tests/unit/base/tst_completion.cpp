// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/completion.h"
#include "core/base/taskscope.h"

#include <QCoroTask>
#include <QTest>

#include <set>

using namespace portier;
using namespace std::chrono_literals;

namespace
{

/// Keeps what it is to call until the handle goes, as a QTimer does, and fires on demand.
class KeepingClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return fromMs(0); }
    [[nodiscard]] Millis monotonic() const override { return 0ms; }
    [[nodiscard]] std::unique_ptr<TimerHandle> callAfter(Millis, std::function<void()> callback) override
    {
        return std::make_unique<Handle>(*this, std::move(callback));
    }
    [[nodiscard]] qsizetype timers() const { return qsizetype(m_handles.size()); }
    void fireAll()
    {
        const auto handles = m_handles;
        for (Handle *handle : handles) {
            if (m_handles.count(handle) == 1) {
                const auto callback = handle->callback; // it may take its own timer away
                callback();
            }
        }
    }

private:
    struct Handle final : TimerHandle {
        Handle(KeepingClock &clock, std::function<void()> wanted) : callback(std::move(wanted)), m_clock(clock)
        {
            m_clock.m_handles.insert(this);
        }
        ~Handle() override { m_clock.m_handles.erase(this); }
        Handle(const Handle &) = delete;
        Handle &operator=(const Handle &) = delete;

        std::function<void()> callback;

    private:
        KeepingClock &m_clock;
    };

    std::set<Handle *> m_handles;
};

QCoro::Task<> waitFor(std::shared_ptr<Completion> completion, std::shared_ptr<Clock> clock, QList<bool> *outcomes)
{
    const bool happened = co_await completion->within(*clock, 1s);
    outcomes->append(happened);
}

struct World {
    std::shared_ptr<KeepingClock> clock = std::make_shared<KeepingClock>();
    std::shared_ptr<Completion> completion = std::make_shared<Completion>();
    QList<bool> outcomes;
    TaskScope tasks;

    void wait() { tasks.add(waitFor(completion, clock, &outcomes)); }
};

} // namespace

class TestCompletion : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resumesEverybodyWhoWaits()
    {
        World world;
        world.wait();
        world.wait();
        QCOMPARE(world.clock->timers(), 2);
        world.completion->complete();
        QCOMPARE(world.outcomes, (QList<bool>{true, true}));
        QCOMPARE(world.clock->timers(), 0);
    }

    void whoComesLaterDoesNotWait()
    {
        World world;
        world.completion->complete();
        world.wait();
        QCOMPARE(world.outcomes, QList<bool>{true});
        QCOMPARE(world.clock->timers(), 0);
    }

    void nothingStaysWhenTheTimeIsUp() // a long poll that ends empty, for years
    {
        World world;
        world.wait();
        world.clock->fireAll();
        QCOMPARE(world.outcomes, QList<bool>{false});
        QCOMPARE(world.clock->timers(), 0);
        world.completion->complete();
        QCOMPARE(world.outcomes.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
