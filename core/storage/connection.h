// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/databaseurl.h"
#include "core/storage/transaction.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>

namespace portier::storage
{

/// The worst thing that happened to a connection since its transaction began.
enum class Fault {
    None,
    Statement, ///< the statement was refused; the connection is fine
    Rerun,     ///< serialisation failure or deadlock: the body may run again
    Storage,   ///< disk, file or server trouble: nothing of this transaction can be trusted to be kept
};

/// One named connection of the thread that made it, with its prepared statements. After the first fault every further
/// statement of the same transaction gives the same error, on both databases (PLT-144).
class Connection
{
public:
    enum class Access { ReadWrite, ReadOnly };

    Connection(DatabaseUrl url, Access access, StatementHook hook);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Opens and sets up; closes first if needed. Error: Unavailable "storage_unavailable".
    [[nodiscard]] Result<> open();
    void close();
    [[nodiscard]] bool isOpen() const;

    /// BEGIN, SAVEPOINT, COMMIT and the like. Does not look at the fault, so that it can end a faulty transaction.
    [[nodiscard]] Result<> control(const QString &sql);
    [[nodiscard]] Result<qint64> exec(const QString &sql, const Binds &binds);
    [[nodiscard]] Result<> select(const QString &sql, const Binds &binds,
                                  const std::function<bool(const Row &)> &visit);
    /// Runs the statements of a script one by one, without preparing them.
    [[nodiscard]] Result<> script(const QString &sql);

    [[nodiscard]] const SqlDialect &dialect() const { return m_dialect; }
    [[nodiscard]] Fault fault() const { return m_fault; }
    [[nodiscard]] const Error &faultError() const { return m_faultError; }
    void clearFault();

private:
    struct Statement {
        QSqlQuery query;
        quint64 lastUse = 0;
        qsizetype binds = -1; ///< how many values its first run took
        int columns = -1;     ///< of its rows; a driver describes them all each time it is asked
    };

    [[nodiscard]] Result<> setUp();
    [[nodiscard]] Result<std::shared_ptr<Statement>> run(const QString &sql, const Binds &binds);
    [[nodiscard]] Result<std::shared_ptr<Statement>> statement(const QString &sql);
    [[nodiscard]] Result<> runDirect(const QString &sql);
    [[nodiscard]] Result<> mayRun(const QString &sql);
    [[nodiscard]] Error noteFailure(const QSqlQuery &query);

    DatabaseUrl m_url;
    SqlDialect m_dialect;
    Access m_access;
    StatementHook m_hook;
    QString m_name;
    QSqlDatabase m_database;
    QHash<QString, std::shared_ptr<Statement>> m_statements;
    quint64 m_uses = 0;
    Fault m_fault = Fault::None;
    Error m_faultError;
};

} // namespace portier::storage
