// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace portier::storage
{

enum class Backend { Sqlite, Postgres };

/// Everything that differs between the two databases and that stores or the storage layer itself need to say.
class SqlDialect
{
public:
    explicit SqlDialect(Backend backend) : m_backend(backend) {}

    [[nodiscard]] Backend backend() const { return m_backend; }
    [[nodiscard]] bool isSqlite() const { return m_backend == Backend::Sqlite; }

    /// Appended to the inner SELECT of a claim: "FOR UPDATE SKIP LOCKED" on PostgreSQL, nothing on SQLite, where the
    /// single writer already excludes others.
    [[nodiscard]] QString claimClause() const;
    /// Appended to a SELECT that must lock the row it read until the transaction ends.
    [[nodiscard]] QString lockClause() const;
    /// Starts a write. SQLite: immediate, so that it never fails later because another connection wrote. PostgreSQL:
    /// READ COMMITTED. SERIALIZABLE would abort most concurrent writers here (small hot tables are scanned whole, so
    /// nearly every pair of transactions looks dependent), and the upserts of counters would use up the five retries.
    /// So invariants are constraints, a row that is checked before it is changed is read with lockClause(), work is
    /// claimed with claimClause(), and everything else that must not interleave takes Transaction::serialise().
    [[nodiscard]] QString beginWrite() const;
    /// Starts a read with one snapshot for all its statements.
    [[nodiscard]] QString beginRead() const;
    /// The server's clock in UTC milliseconds, only for measuring the offset by which leases are judged (OPS-033);
    /// empty on SQLite, which has no server.
    [[nodiscard]] QString serverClock() const;
    /// A condition: no session of the Database whose session() stands in `column` is left, so its process has ended or
    /// lost the server. Never true on SQLite, where one process has the file.
    [[nodiscard]] QString sessionEnded(const QString &column) const;
    /// Translates the portable words of a migration file into this database's SQL: {blob} and {serial_pk}; lines
    /// between
    /// "-- only sqlite" or "-- only postgres" and "-- end only" are kept for that database alone.
    [[nodiscard]] QString translateMigration(const QString &portable) const;

private:
    Backend m_backend;
};

} // namespace portier::storage
