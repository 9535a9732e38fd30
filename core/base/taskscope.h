// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>

#include <memory>

namespace portier
{

/// Holds coroutines that nobody awaits one by one, so that their owner can wait for all of them before it goes. One
/// thread.
class TaskScope
{
public:
    TaskScope();
    ~TaskScope();
    TaskScope(const TaskScope &) = delete;
    TaskScope &operator=(const TaskScope &) = delete;

    void add(QCoro::Task<> task);
    [[nodiscard]] int running() const;
    /// Returns when nothing runs any more, whatever was added meanwhile.
    QCoro::Task<> join();

private:
    struct State;
    static QCoro::Task<> hold(std::shared_ptr<State> state, QCoro::Task<> task);
    std::shared_ptr<State> m_state;
};

} // namespace portier
