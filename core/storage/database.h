// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/storage/sqldialect.h"
#include "core/storage/transaction.h"
#include "core/storage/work.h"

#include <QCoroTask>
#include <QObject>

#include <functional>
#include <memory>
#include <type_traits>

namespace portier::storage
{

class Engine;

/// Where the data lives and how it is reached.
struct DatabaseOptions {
    /// "sqlite:/path/to/portier.db" or "postgresql://user@host:port/name" (a libpq URL). A secret: may hold a password.
    QString url;
    int readers = 2;  ///< SQLite: read connections beside the one writer
    int poolMin = 2;  ///< PostgreSQL
    int poolMax = 10; ///< PostgreSQL
    /// PostgreSQL: a body that found no free connection by then fails with Unavailable "busy" (PLT-146).
    std::chrono::milliseconds patience{5000};
    int groupCommit = 256; ///< SQLite: most bodies in one durable commit; 1 commits each by itself (for measuring)
    StatementHook hook;    ///< tests: fails or dies at a chosen statement
};

/// The database of one process: one transaction per change, run on database threads, awaited on the calling thread.
///
/// SQLite: one writer thread drains its queue into one durable commit (each body in a savepoint of its own, every reply
/// after the commit), readers use WAL connections of their own. PostgreSQL: a pool; bodies run again on serialisation
/// failure (40001) and deadlock (40P01), up to five times with jitter, so a body must have no effect but its
/// statements. A body is plain synchronous code, returns a Result, and rolls back when that is an error or an exception
/// leaves it. Values it needs are captured by value.
class Database : public QObject
{
    Q_OBJECT
public:
    /// Opens the connections on their threads. Errors: Invalid "database_url", Unavailable "storage_unavailable".
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(DatabaseOptions options, std::shared_ptr<Clock> clock);
    /// Finishes what is queued, then closes the connections and ends the threads.
    ~Database() override;

    /// Runs `body` (Result<T>(Transaction &)) in one durable write transaction.
    template <class Body>
    QCoro::Task<std::invoke_result_t<Body, Transaction &>> write(Body body)
    {
        return run<Body>(true, std::move(body));
    }
    /// Runs `body` (Result<T>(Transaction &)) in a read transaction with one consistent snapshot.
    template <class Body>
    QCoro::Task<std::invoke_result_t<Body, Transaction &>> read(Body body)
    {
        return run<Body>(false, std::move(body));
    }
    /// Blocks the calling thread until the body has run; for start-up, sub-commands and tests, never on the core thread
    /// of a running service.
    template <class Body>
    [[nodiscard]] std::invoke_result_t<Body, Transaction &> writeBlocking(Body body)
    {
        return runBlocking<Body>(true, std::move(body));
    }
    template <class Body>
    [[nodiscard]] std::invoke_result_t<Body, Transaction &> readBlocking(Body body)
    {
        return runBlocking<Body>(false, std::move(body));
    }

    [[nodiscard]] const SqlDialect &dialect() const { return m_dialect; }
    /// Names this opened database among all processes and starts. On PostgreSQL its sessions carry it as their
    /// application_name, so that others see when the last of them has ended (SqlDialect::sessionEnded).
    [[nodiscard]] const QString &session() const { return m_session; }

Q_SIGNALS:
    /// A transaction that called Transaction::announce(topic) is durable. On the thread that owns this object.
    void announced(const QString &topic);

private:
    using ErasedBody = std::function<Result<>(Transaction &)>;

    /// Suspends the calling coroutine until its body has run; lives in that coroutine's frame.
    class Awaiter
    {
    public:
        Awaiter(Database &database, bool writable, ErasedBody body);
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> waiter);
        [[nodiscard]] Result<> await_resume() { return std::move(m_work.outcome); }

    private:
        Database &m_database;
        Work m_work;
    };

    Database(std::shared_ptr<Clock> clock, SqlDialect dialect);
    void tellAfterCommit(Transaction &tx);
    Result<> submitBlocking(bool writable, ErasedBody body);

    template <class Body>
    ErasedBody erase(Body body, std::shared_ptr<std::optional<std::invoke_result_t<Body, Transaction &>>> slot)
    {
        static_assert(IsResult<std::invoke_result_t<Body, Transaction &>>::value, "a body returns a Result");
        return [this, body = std::move(body), slot](Transaction &tx) mutable -> Result<> {
            *slot = body(tx);
            if (!**slot)
                return fail((*slot)->error());
            tellAfterCommit(tx);
            return {};
        };
    }
    template <class Body>
    QCoro::Task<std::invoke_result_t<Body, Transaction &>> run(bool writable, Body body)
    {
        using R = std::invoke_result_t<Body, Transaction &>;
        auto slot = std::make_shared<std::optional<R>>();
        const Result<> done = co_await Awaiter(*this, writable, erase<Body>(std::move(body), slot));
        if (!done)
            co_return fail(done.error());
        co_return std::move(**slot);
    }
    template <class Body>
    std::invoke_result_t<Body, Transaction &> runBlocking(bool writable, Body body)
    {
        using R = std::invoke_result_t<Body, Transaction &>;
        auto slot = std::make_shared<std::optional<R>>();
        if (const Result<> done = submitBlocking(writable, erase<Body>(std::move(body), slot)); !done)
            return fail(done.error());
        return std::move(**slot);
    }

    std::shared_ptr<Clock> m_clock;
    SqlDialect m_dialect;
    QString m_session;
    MailboxReader m_callbacks; ///< of commits, on the thread that owns this object
    std::unique_ptr<Engine> m_engine;
};

} // namespace portier::storage
