// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultwalk.h"

using namespace Qt::StringLiterals;

namespace portier::test
{

using storage::Transaction;

namespace
{

Result<QStringList> columnOf(Transaction &tx, const QString &sql, const storage::Binds &binds = {})
{
    PORTIER_ASSIGN(rows, tx.query(sql, binds));
    QStringList values;
    for (const storage::Row &row : std::as_const(rows))
        values.append(row.text(0));
    return values;
}

QString tablesSql(bool isSqlite)
{
    return isSqlite ? u"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                      " ORDER BY name"_s
                    : u"SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                      " AND table_type = 'BASE TABLE' ORDER BY table_name"_s;
}

/// A statement that gives each row of the table as one text.
Result<QString> rowsSql(Transaction &tx, const QString &table)
{
    if (!tx.dialect().isSqlite())
        return u"SELECT t::text FROM \"%1\" t ORDER BY 1"_s.arg(table);
    PORTIER_ASSIGN(columns, columnOf(tx, u"SELECT name FROM pragma_table_info(?)"_s, {table}));
    QStringList quoted;
    for (const QString &column : std::as_const(columns))
        quoted.append(u"quote(\"%1\")"_s.arg(column));
    return u"SELECT %1 FROM \"%2\" ORDER BY 1"_s.arg(quoted.join(u" || ',' || "_s), table);
}

} // namespace

QStringList contentsOf(storage::Database &database, const QStringList &exceptTables)
{
    const auto contents = database.readBlocking([&exceptTables](Transaction &tx) -> Result<QStringList> {
        QStringList all;
        PORTIER_ASSIGN(tables, columnOf(tx, tablesSql(tx.dialect().isSqlite())));
        for (const QString &table : std::as_const(tables)) {
            if (exceptTables.contains(table))
                continue;
            PORTIER_ASSIGN(sql, rowsSql(tx, table));
            PORTIER_ASSIGN(rows, columnOf(tx, sql));
            for (const QString &row : std::as_const(rows))
                all.append(table + u'(' + row + u')');
        }
        return all;
    });
    if (!contents)
        qFatal("the contents of the database: %s", qPrintable(contents.error().message));
    return *contents;
}

} // namespace portier::test
