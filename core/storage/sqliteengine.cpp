// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqliteengine.h"

#include "core/storage/log.h"
#include "core/storage/sqlerrors.h"

#include <latch>

namespace portier::storage
{

using namespace Qt::StringLiterals;

SqliteEngine::SqliteEngine(Options options, std::shared_ptr<Mailbox> owner, DatabaseMeter &meter)
    : m_options(std::move(options)), m_owner(std::move(owner)), m_meter(meter)
{
}

SqliteEngine::~SqliteEngine()
{
    if (m_threads.empty())
        return;
    // The writer (the first thread) closes last and alone: only the last connection of a file can move the WAL into it.
    m_reads.close();
    for (auto reader = m_threads.rbegin(); reader != m_threads.rend() - 1; ++reader)
        reader->join();
    m_writes.close();
    m_threads.front().join();
}

Result<> SqliteEngine::start()
{
    // The writer goes first: it creates the file and turns WAL on.
    Result<> opened;
    startThread(&SqliteEngine::writeLoop, Connection::Access::ReadWrite, opened);
    PORTIER_TRY(opened);
    for (int i = 0; i < std::max(1, m_options.readers); ++i) {
        startThread(&SqliteEngine::readLoop, Connection::Access::ReadOnly, opened);
        PORTIER_TRY(opened);
    }
    return {};
}

void SqliteEngine::startThread(void (SqliteEngine::*loop)(Connection &), Connection::Access access, Result<> &opened)
{
    std::latch ready(1);
    m_threads.emplace_back([this, loop, access, &opened, &ready] {
        Connection connection(m_options.url, access, m_options.hook);
        opened = connection.open();
        const bool usable = opened.has_value();
        ready.count_down();
        if (usable)
            (this->*loop)(connection);
    });
    ready.wait();
}

void SqliteEngine::submit(Work *work)
{
    (work->writable ? m_writes : m_reads).push(work);
}

void SqliteEngine::writeLoop(Connection &connection)
{
    while (true) {
        const std::vector<Work *> group = m_writes.take(m_options.groupCommit);
        if (group.empty())
            return;
        writeGroup(connection, group);
        reply(group, *m_owner);
    }
}

void SqliteEngine::writeGroup(Connection &connection, const std::vector<Work *> &group)
{
    const Result<> committed = runGroup(connection, group);
    if (committed)
        return noteWritable(true);
    // A deferred constraint speaks only at COMMIT and does not say whose fault it is: let each commit by itself.
    if (committed.error().kind == ErrorKind::Conflict && group.size() > 1) {
        for (Work *work : group)
            writeGroup(connection, {work});
        return;
    }
    if (committed.error().kind == ErrorKind::Unavailable)
        noteWritable(false, committed.error().message);
    for (Work *work : group) {
        if (work->outcome) {
            work->outcome = fail(committed.error());
            work->afterCommit.clear();
        }
    }
}

/// Logs the change only: under a full disk every group fails.
void SqliteEngine::noteWritable(bool writable, const QString &why)
{
    if (std::exchange(m_writable, writable) == writable)
        return;
    if (writable)
        qCInfo(logStorage, "writes are kept again");
    else
        qCWarning(logStorage, "writes cannot be kept: %s", qPrintable(why));
}

/// One durable commit for the whole group; an error means that nothing of it was kept.
Result<> SqliteEngine::runGroup(Connection &connection, const std::vector<Work *> &group)
{
    for (Work *work : group)
        work->outcome = {};
    if (!connection.isOpen())
        PORTIER_TRY(connection.open());
    connection.clearFault();
    Result<> state = connection.control(connection.dialect().beginWrite());
    bool anything = false;
    for (auto work = group.begin(); state && work != group.end(); ++work) {
        state = runSavepoint(connection, **work);
        anything = anything || (*work)->outcome;
    }
    connection.clearFault();
    if (state)
        state = anything ? commit(connection, m_meter) : connection.control(u"ROLLBACK"_s);
    if (state)
        return {};
    const Fault fault = connection.fault();
    const Result<> rolledBack = connection.control(u"ROLLBACK"_s);
    // After an I/O fault nothing this connection remembers is trusted; the next group opens a fresh one (PLT-104).
    if (fault == Fault::Storage || !rolledBack)
        connection.close();
    return state;
}

/// An error means that the whole group is lost; a body that failed by itself is only noted in its outcome.
Result<> SqliteEngine::runSavepoint(Connection &connection, Work &work)
{
    PORTIER_TRY(connection.control(u"SAVEPOINT body"_s));
    runBody(connection, work, m_meter);
    // SQLite itself may have rolled everything back after such an error (disk full, I/O).
    if (connection.fault() == Fault::Storage)
        return fail(connection.faultError());
    if (!work.outcome)
        PORTIER_TRY(connection.control(u"ROLLBACK TO body"_s));
    return connection.control(u"RELEASE body"_s);
}

void SqliteEngine::readLoop(Connection &connection)
{
    while (true) {
        const std::vector<Work *> next = m_reads.take(1);
        if (next.empty())
            return;
        read(connection, *next.front());
        reply(next, *m_owner);
    }
}

void SqliteEngine::read(Connection &connection, Work &work)
{
    if (!connection.isOpen()) {
        if (work.outcome = connection.open(); !work.outcome)
            return;
    }
    if (work.outcome = connection.control(connection.dialect().beginRead()); !work.outcome)
        return;
    runBody(connection, work, m_meter);
    const bool trouble = connection.fault() == Fault::Storage;
    const Result<> ended = connection.control(u"ROLLBACK"_s);
    if (trouble || !ended)
        connection.close();
}

} // namespace portier::storage
