// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/activeusers.h"

#include "core/base/taskscope.h"
#include "core/identity/sessionstore.h"
#include "core/operations/metrics.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{
constexpr Millis countEvery = std::chrono::seconds(10);
constexpr Millis lastDay = std::chrono::hours(24);
} // namespace

struct ActiveUsers::State {
    storage::Database &database;
    std::shared_ptr<Clock> clock;
    TaskScope scope;
    qint64 count = 0;
    std::optional<Millis> countedAt;
    bool counting = false;
    bool stopped = false;
};

ActiveUsers::ActiveUsers(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics)
    : m_state(new State{database, std::move(clock), {}, 0, {}, false, false})
{
    metrics.addCollector([weak = std::weak_ptr<State>(m_state)](operations::Metrics &target) {
        const std::shared_ptr<State> state = weak.lock();
        if (!state || state->stopped)
            return;
        target.set(u"portier_active_users"_s, double(state->count));
        const bool due = !state->countedAt || state->clock->monotonic() - *state->countedAt >= countEvery;
        if (due && !state->counting)
            state->scope.add(countNow(state));
    });
}

ActiveUsers::~ActiveUsers() = default;

QCoro::Task<> ActiveUsers::countNow(std::shared_ptr<State> state)
{
    state->counting = true;
    const auto counting = [since = state->clock->now() - lastDay](storage::Transaction &tx) {
        return SessionStore(tx).countAccountsSeen(since);
    };
    const auto count = co_await state->database.read(counting);
    state->count = count.value_or(state->count);
    state->countedAt = state->clock->monotonic();
    state->counting = false;
}

QCoro::Task<> ActiveUsers::stop()
{
    m_state->stopped = true;
    return m_state->scope.join();
}

} // namespace portier::identity
