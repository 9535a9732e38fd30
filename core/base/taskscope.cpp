// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/taskscope.h"

#include <QCoroFuture>
#include <QPromise>

#include <vector>

namespace portier
{

struct TaskScope::State {
    int running = 0;
    std::vector<QPromise<void>> waiting;
};

TaskScope::TaskScope() : m_state(std::make_shared<State>())
{
}

TaskScope::~TaskScope() = default;

int TaskScope::running() const
{
    return m_state->running;
}

void TaskScope::add(QCoro::Task<> task)
{
    ++m_state->running;
    hold(m_state, std::move(task));
}

QCoro::Task<> TaskScope::hold(std::shared_ptr<State> state, QCoro::Task<> task)
{
    co_await std::move(task);
    if (--state->running > 0)
        co_return;
    for (QPromise<void> &promise : std::exchange(state->waiting, {}))
        promise.finish();
}

QCoro::Task<> TaskScope::join()
{
    const auto state = m_state;
    while (state->running > 0) {
        QPromise<void> promise;
        promise.start();
        const QFuture<void> done = promise.future();
        state->waiting.push_back(std::move(promise));
        co_await done;
    }
}

} // namespace portier
