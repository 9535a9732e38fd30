// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/postgresengine.h"

#include "core/storage/log.h"
#include "core/storage/sqlerrors.h"

#include <QRandomGenerator>

#include <algorithm>

namespace portier::storage
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int mostReruns = 5;
constexpr auto idleLimit = 60s;
constexpr auto firstPause = 100ms;
constexpr std::chrono::milliseconds longestPause = 1s; // service resumes within 5 s of the server's return (OPS-034)

void pauseBeforeRerun(int reruns)
{
    const int longest = 4 << reruns;
    std::this_thread::sleep_for(std::chrono::milliseconds(QRandomGenerator::global()->bounded(1, longest + 1)));
}

} // namespace

bool ServerHealth::mayConnect()
{
    const std::lock_guard lock(m_mutex);
    if (!m_down)
        return true;
    if (m_probing || !m_nextProbe.hasExpired())
        return false;
    m_probing = true;
    return true;
}

void ServerHealth::connected()
{
    const std::lock_guard lock(m_mutex);
    if (m_down)
        qCInfo(logStorage, "PostgreSQL answers again");
    m_down = m_probing = false;
    m_pause = 0ms;
}

void ServerHealth::failed()
{
    const std::lock_guard lock(m_mutex);
    if (!m_down)
        qCWarning(logStorage, "PostgreSQL does not answer");
    m_down = true;
    m_probing = false;
    m_pause = m_pause == 0ms ? firstPause : std::min(m_pause * 2, longestPause);
    m_nextProbe = QDeadlineTimer(m_pause);
}

PostgresEngine::PostgresEngine(Options options, std::shared_ptr<Mailbox> owner, DatabaseMeter &meter)
    : m_options(std::move(options)), m_owner(std::move(owner)), m_meter(meter)
{
    m_options.poolMin = std::max(1, m_options.poolMin);
    m_options.poolMax = std::max(m_options.poolMin, m_options.poolMax);
}

PostgresEngine::~PostgresEngine()
{
    m_queue.close();
    if (m_watcher.joinable())
        m_watcher.join();
    // Nobody submits any more, so the list no longer grows.
    for (Worker &worker : m_workers)
        worker.thread.join();
}

Result<> PostgresEngine::start()
{
    // Tells a wrong URL or a missing server now instead of at the first request.
    Connection probe(m_options.url, Connection::Access::ReadWrite, {});
    PORTIER_TRY(probe.open());
    const std::lock_guard lock(m_workersMutex);
    for (int i = 0; i < m_options.poolMin; ++i)
        addWorker(true);
    m_watcher = std::thread([this] { refuseExpired(); });
    return {};
}

void PostgresEngine::refuseExpired()
{
    for (auto expired = m_queue.takeExpired(); !expired.empty(); expired = m_queue.takeExpired()) {
        for (Work *work : expired)
            work->outcome = fail(storageBusy(u"no database connection became free"_s));
        reply(expired, *m_owner);
    }
}

void PostgresEngine::submit(Work *work)
{
    m_queue.push(work, QDeadlineTimer(m_options.patience));
    if (m_queue.size() <= m_queue.takers())
        return;
    const std::lock_guard lock(m_workersMutex);
    if (m_running < m_options.poolMax)
        addWorker(false);
}

/// With m_workersMutex held.
void PostgresEngine::addWorker(bool permanent)
{
    m_workers.remove_if([](Worker &worker) {
        if (worker.finished)
            worker.thread.join();
        return worker.finished.load();
    });
    ++m_running;
    Worker &worker = m_workers.emplace_back();
    worker.thread = std::thread([this, permanent, &worker] {
        workLoop(permanent);
        worker.finished = true;
    });
}

void PostgresEngine::workLoop(bool permanent)
{
    Connection connection(m_options.url, Connection::Access::ReadWrite, m_options.hook);
    const auto patience = permanent ? std::nullopt : std::optional<std::chrono::milliseconds>(idleLimit);
    while (true) {
        const std::vector<Work *> next = m_queue.take(1, patience);
        if (next.empty())
            break;
        run(connection, *next.front());
        reply(next, *m_owner);
    }
    const std::lock_guard lock(m_workersMutex);
    --m_running;
}

void PostgresEngine::run(Connection &connection, Work &work)
{
    int reruns = 0;
    bool reconnected = false;
    while (true) {
        switch (attempt(connection, work)) {
        case Attempt::Finished:
            return;
        case Attempt::Rerun:
            if (++reruns > mostReruns)
                return;
            pauseBeforeRerun(reruns);
            break;
        case Attempt::Reconnect:
            // A pooled connection of before a server restart fails at its next use; nothing was committed, so the body
            // may run again once.
            if (std::exchange(reconnected, true))
                return;
            break;
        }
    }
}

PostgresEngine::Attempt PostgresEngine::attempt(Connection &connection, Work &work)
{
    work.outcome = {};
    if (!connection.isOpen()) {
        if (work.outcome = connect(connection); !work.outcome)
            return Attempt::Finished;
    }
    connection.clearFault();
    const SqlDialect &dialect = connection.dialect();
    work.outcome = connection.control(work.writable ? dialect.beginWrite() : dialect.beginRead());
    if (!work.outcome)
        return afterTrouble(connection);
    runBody(connection, work, m_meter);
    if (!work.outcome)
        return afterTrouble(connection);

    const Result<> committed = work.writable ? commit(connection, m_meter) : connection.control(u"COMMIT"_s);
    if (committed)
        return Attempt::Finished;
    if (!work.writable) {
        // What was read stands; the connection must not stay inside the transaction.
        (void)afterTrouble(connection);
        return Attempt::Finished;
    }
    work.afterCommit.clear();
    work.outcome = fail(committed.error());
    const Attempt next = afterTrouble(connection);
    // A server lost during COMMIT may have committed: running again could do it twice.
    return next == Attempt::Reconnect ? Attempt::Finished : next;
}

PostgresEngine::Attempt PostgresEngine::afterTrouble(Connection &connection)
{
    const Fault fault = connection.fault();
    if (!connection.isOpen() || !connection.control(u"ROLLBACK"_s)) {
        connection.close();
        if (fault == Fault::Storage)
            return Attempt::Reconnect;
        // The body's own verdict stands, unless it was to run again.
    }
    return fault == Fault::Rerun ? Attempt::Rerun : Attempt::Finished;
}

Result<> PostgresEngine::connect(Connection &connection)
{
    if (!m_health.mayConnect())
        return fail(storageUnavailable(u"PostgreSQL does not answer"_s));
    Result<> opened = connection.open();
    if (opened)
        m_health.connected();
    else
        m_health.failed();
    return opened;
}

} // namespace portier::storage
