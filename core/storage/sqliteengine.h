// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/connection.h"
#include "core/storage/databasemeter.h"
#include "core/storage/engine.h"

#include <thread>

namespace portier::storage
{

/// SQLite's threads: one writer that turns everything waiting into one durable commit, and readers with WAL
/// connections of their own.
class SqliteEngine final : public Engine
{
public:
    struct Options {
        DatabaseUrl url;
        int readers = 2;
        int groupCommit = 256;
        StatementHook hook;
    };
    /// `meter` outlives it.
    SqliteEngine(Options options, std::shared_ptr<Mailbox> owner, DatabaseMeter &meter);
    ~SqliteEngine() override;

    /// Starts the threads; all connections are open when it succeeds.
    [[nodiscard]] Result<> start();
    void submit(Work *work) override;

private:
    void startThread(void (SqliteEngine::*loop)(Connection &), Connection::Access access, Result<> &opened);
    void writeLoop(Connection &connection);
    void readLoop(Connection &connection);
    void writeGroup(Connection &connection, const std::vector<Work *> &group);
    [[nodiscard]] Result<> runGroup(Connection &connection, const std::vector<Work *> &group);
    [[nodiscard]] Result<> runSavepoint(Connection &connection, Work &work);
    void read(Connection &connection, Work &work);
    void noteWritable(bool writable, const QString &why = {});

    Options m_options;
    std::shared_ptr<Mailbox> m_owner;
    DatabaseMeter &m_meter;
    WorkQueue m_writes;
    WorkQueue m_reads;
    bool m_writable = true; ///< as the log knows it; of the writer thread
    std::vector<std::thread> m_threads;
};

} // namespace portier::storage
