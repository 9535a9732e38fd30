// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/schema.h"

#include "core/storage/sqldialect.h"

namespace portier::storage
{

using namespace Qt::StringLiterals;

Result<bool> hasTable(Transaction &tx, const QString &name)
{
    const QString sql = tx.dialect().isSqlite()
                            ? u"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"_s
                            : u"SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?"_s;
    PORTIER_ASSIGN(row, tx.queryOne(sql, {name}));
    return row.has_value();
}

Result<bool> hasAnyTable(Transaction &tx)
{
    const QString sql =
        tx.dialect().isSqlite()
            ? u"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' LIMIT 1"_s
            : u"SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1"_s;
    PORTIER_ASSIGN(row, tx.queryOne(sql));
    return row.has_value();
}

} // namespace portier::storage
