// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/connection.h"
#include "core/storage/databasemeter.h"
#include "core/storage/engine.h"

#include <QDeadlineTimer>

#include <list>
#include <thread>

namespace portier::storage
{

/// Whether it is worth trying to connect. While the server is away one thread probes it with growing pauses, and
/// everybody else fails at once instead of waiting in a connect (PLT-146). Any thread.
class ServerHealth
{
public:
    /// True when the caller may connect now; it must then call connected() or failed().
    [[nodiscard]] bool mayConnect();
    void connected();
    void failed();

private:
    std::mutex m_mutex;
    bool m_down = false;
    bool m_probing = false;
    std::chrono::milliseconds m_pause{0};
    QDeadlineTimer m_nextProbe;
};

/// PostgreSQL's threads: a pool that grows while bodies wait and shrinks after a minute without work; each thread has
/// one connection. What waits too long for a thread, because the pool is exhausted or all of it hangs in a server that
/// does not answer, is refused.
class PostgresEngine final : public Engine
{
public:
    struct Options {
        DatabaseUrl url;
        int poolMin = 2;
        int poolMax = 10;
        std::chrono::milliseconds patience{5000};
        StatementHook hook;
    };
    /// `meter` outlives it.
    PostgresEngine(Options options, std::shared_ptr<Mailbox> owner, DatabaseMeter &meter);
    ~PostgresEngine() override;

    /// Connects once, then starts the threads.
    [[nodiscard]] Result<> start();
    void submit(Work *work) override;

private:
    struct Worker {
        std::thread thread;
        std::atomic<bool> finished = false;
    };
    enum class Attempt { Finished, Rerun, Reconnect };

    void addWorker(bool permanent);
    void workLoop(bool permanent);
    void refuseExpired();
    void run(Connection &connection, Work &work);
    [[nodiscard]] Attempt attempt(Connection &connection, Work &work);
    [[nodiscard]] Attempt afterTrouble(Connection &connection);
    [[nodiscard]] Result<> connect(Connection &connection);

    Options m_options;
    std::shared_ptr<Mailbox> m_owner;
    DatabaseMeter &m_meter;
    ServerHealth m_health;
    WorkQueue m_queue;
    std::mutex m_workersMutex;
    std::list<Worker> m_workers;
    std::thread m_watcher;
    int m_running = 0; ///< threads that have not left their loop; guarded by m_workersMutex
};

} // namespace portier::storage
