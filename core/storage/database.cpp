// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/database.h"

#include "core/base/uuid.h"
#include "core/storage/databasemeter.h"
#include "core/storage/postgresengine.h"
#include "core/storage/sqliteengine.h"

namespace portier::storage
{

Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options, std::shared_ptr<Clock> clock)
{
    PORTIER_ASSIGN(url, DatabaseUrl::parse(options.url));
    const Backend backend = url.backend;
    std::unique_ptr<Database> database(new Database(std::move(clock), SqlDialect(backend)));
    auto *meter = new DatabaseMeter(database.get());
    if (backend == Backend::Sqlite) {
        auto engine = std::make_unique<SqliteEngine>(
            SqliteEngine::Options{std::move(url), options.readers, options.groupCommit, std::move(options.hook)},
            database->m_callbacks.mailbox(), *meter);
        PORTIER_TRY(engine->start());
        database->m_engine = std::move(engine);
    } else {
        url.options.insert(QStringLiteral("application_name"), database->m_session);
        auto engine =
            std::make_unique<PostgresEngine>(PostgresEngine::Options{std::move(url), options.poolMin, options.poolMax,
                                                                     options.patience, std::move(options.hook)},
                                             database->m_callbacks.mailbox(), *meter);
        PORTIER_TRY(engine->start());
        database->m_engine = std::move(engine);
    }
    return database;
}

Database::Database(std::shared_ptr<Clock> clock, SqlDialect dialect)
    : m_clock(std::move(clock)), m_dialect(dialect), m_session(QStringLiteral("portierd-") + newUuid(m_clock->now()))
{
}

Database::~Database()
{
    m_engine.reset(); // finishes what is queued; callbacks of the last commits are dropped
}

void Database::tellAfterCommit(Transaction &tx)
{
    if (tx.announcements().isEmpty())
        return;
    tx.afterCommit([this, topics = tx.announcements()] {
        for (const QString &topic : topics)
            Q_EMIT announced(topic);
    });
}

Database::Awaiter::Awaiter(Database &database, bool writable, ErasedBody body) : m_database(database)
{
    m_work.writable = writable;
    m_work.body = std::move(body);
    m_work.mark = database.m_clock->beginWork();
    m_work.replyTo = MailboxReader::ofThisThread();
}

void Database::Awaiter::await_suspend(std::coroutine_handle<> waiter)
{
    m_work.waiter = waiter;
    m_database.m_engine->submit(&m_work);
}

Result<> Database::submitBlocking(bool writable, ErasedBody body)
{
    Work work;
    work.writable = writable;
    work.body = std::move(body);
    work.mark = m_clock->beginWork();
    work.done = std::make_shared<std::binary_semaphore>(0);
    m_engine->submit(&work);
    work.done->acquire();
    return std::move(work.outcome);
}

} // namespace portier::storage
