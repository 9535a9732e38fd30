// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/storage/row.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace portier::storage
{

class SqlDialect;
class Connection;

/// Called on the database thread before each statement of a body and before each COMMIT; an error makes it fail. For
/// tests that fail or die at every statement.
using StatementHook = std::function<Result<>(const QString &sql)>;

/// Statements inside one transaction, on a database thread. Errors of the database come back as Error:
/// Conflict "unique_violation" (details: "constraint" when the database names it), Conflict "constraint_violation"
/// (foreign key, check, exclusion, trigger), Unavailable "storage_unavailable" (disk full, lost server), Unavailable
/// "busy" (serialisation failure, after the retries of Database), Invalid "nul_in_text", Internal otherwise. After an
/// error the transaction is over on both databases: every further statement gives the same error, and the body fails
/// with it whatever it returns; expected conflicts are written with ON CONFLICT.
/// Portable SQL: 64-bit columns are BIGINT (INTEGER has 32 bits on PostgreSQL); a placeholder needs a place that gives
/// it a type, so "CAST(? AS TEXT) IS NULL" instead of "? IS NULL".
class Transaction
{
public:
    Transaction(Connection &connection, bool writable);
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Runs one statement; gives the number of rows it changed. Placeholders are "?".
    [[nodiscard]] Result<qint64> exec(const QString &sql, const Binds &binds = {});
    /// Runs one statement and gives all its rows (also of INSERT/UPDATE ... RETURNING).
    [[nodiscard]] Result<QList<Row>> query(const QString &sql, const Binds &binds = {});
    /// The first row, or nothing.
    [[nodiscard]] Result<std::optional<Row>> queryOne(const QString &sql, const Binds &binds = {});
    /// Hands row by row to `visit` without keeping them, until it returns false.
    [[nodiscard]] Result<> forEach(const QString &sql, const Binds &binds,
                                   const std::function<bool(const Row &)> &visit);

    /// Runs the statements of a script one after the other; for schema changes. No placeholders.
    [[nodiscard]] Result<> execScript(const QString &sql);
    /// Waits for, then excludes, every other write that named the same key, until this transaction ends. For rules that
    /// a constraint cannot say and that span rows ("at most ten per account"): call it before the first look.
    [[nodiscard]] Result<> serialise(const QString &key);

    [[nodiscard]] const SqlDialect &dialect() const;
    [[nodiscard]] bool isWritable() const { return m_writable; }

    /// Runs `callback` on the thread that owns the Database, after this transaction is durable; never when it rolled
    /// back. For waking dispatchers and waiters; must not fail.
    void afterCommit(std::function<void()> callback) { m_afterCommit.push_back(std::move(callback)); }
    /// Says on which topic this transaction brings news: Database::announced() tells it after the commit, once per
    /// transaction. So whoever waits for such rows is woken whoever wrote them.
    void announce(const QString &topic)
    {
        if (!m_announcements.contains(topic))
            m_announcements.append(topic);
    }
    [[nodiscard]] const QStringList &announcements() const { return m_announcements; }
    [[nodiscard]] std::vector<std::function<void()>> takeAfterCommit() { return std::move(m_afterCommit); }

private:
    Connection &m_connection;
    bool m_writable;
    std::vector<std::function<void()>> m_afterCommit;
    QStringList m_announcements;
};

} // namespace portier::storage
