// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/transaction.h"

#include "core/storage/connection.h"

namespace portier::storage
{

using namespace Qt::StringLiterals;

Transaction::Transaction(Connection &connection, bool writable) : m_connection(connection), m_writable(writable)
{
}

Result<qint64> Transaction::exec(const QString &sql, const Binds &binds)
{
    return m_connection.exec(sql, binds);
}

Result<QList<Row>> Transaction::query(const QString &sql, const Binds &binds)
{
    QList<Row> rows;
    PORTIER_TRY(m_connection.select(sql, binds, [&](const Row &row) {
        rows.append(row);
        return true;
    }));
    return rows;
}

Result<std::optional<Row>> Transaction::queryOne(const QString &sql, const Binds &binds)
{
    std::optional<Row> first;
    PORTIER_TRY(m_connection.select(sql, binds, [&](const Row &row) {
        first = row;
        return false;
    }));
    return first;
}

Result<> Transaction::forEach(const QString &sql, const Binds &binds, const std::function<bool(const Row &)> &visit)
{
    return m_connection.select(sql, binds, visit);
}

Result<> Transaction::execScript(const QString &sql)
{
    return m_connection.script(sql);
}

Result<> Transaction::serialise(const QString &key)
{
    if (dialect().isSqlite())
        return {}; // the single writer does it
    PORTIER_TRY(query(u"SELECT pg_advisory_xact_lock(hashtextextended(?, 0))"_s, {key}));
    return {};
}

const SqlDialect &Transaction::dialect() const
{
    return m_connection.dialect();
}

} // namespace portier::storage
