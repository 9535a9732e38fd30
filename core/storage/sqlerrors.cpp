// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/sqlerrors.h"

#include <QRegularExpression>
#include <QSqlError>

#include <sqlite3.h>

namespace portier::storage
{

using namespace Qt::StringLiterals;

namespace
{

Error uniqueViolation(const QString &constraint, const QString &message)
{
    QJsonObject details;
    if (!constraint.isEmpty())
        details.insert(u"constraint"_s, constraint);
    return Error::conflict(u"unique_violation"_s, message, details);
}

SqlFailure classifySqlite(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    const QString text = u"SQLite %1: %2"_s.arg(error.nativeErrorCode(), error.databaseText());
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: {
        // "UNIQUE constraint failed: table.column, table.column"
        const QString named = error.databaseText().section("failed: "_L1, 1).section(u'\n', 0, 0);
        return {uniqueViolation(named, text)};
    }
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return {Error::conflict(u"constraint_violation"_s, text)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {storageBusy(text)};
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
        return {storageUnavailable(text), Fault::Storage};
    default:
        return {Error::internal(text)};
    }
}

/// The first line of a server message without the driver's prefix; DETAIL and CONTEXT lines hold values.
QString firstLine(const QSqlError &error)
{
    return error.databaseText().section(u'\n', 0, 0).trimmed();
}

SqlFailure classifyPostgres(const QSqlError &error, bool connectionLost)
{
    static const QRegularExpression quoted(u"\"([^\"]+)\""_s);
    const QString state = error.nativeErrorCode();
    const QString named = u"PostgreSQL %1: %2"_s.arg(state, firstLine(error));
    const QString bare = u"PostgreSQL %1"_s.arg(state);
    if (state == "23505"_L1)
        return {uniqueViolation(quoted.match(firstLine(error)).captured(1), named)};
    if (state.startsWith("23"_L1))
        return {Error::conflict(u"constraint_violation"_s, named)};
    if (state == "P0001"_L1) // raised by a trigger, as RAISE(ABORT) is on SQLite
        return {Error::conflict(u"constraint_violation"_s, bare)};
    // 0A000 inside a body: a prepared statement is older than the table it reads.
    if (state == "40001"_L1 || state == "40P01"_L1 || state == "0A000"_L1)
        return {storageBusy(bare), Fault::Rerun};
    if (state == "55P03"_L1)
        return {storageBusy(bare)};
    const bool serverTrouble = state.startsWith("08"_L1) || state.startsWith("53"_L1) || state.startsWith("57P"_L1) ||
                               state.startsWith("58"_L1) || state == "25006"_L1;
    if (connectionLost || serverTrouble)
        return {storageUnavailable(state.isEmpty() ? u"PostgreSQL: connection lost"_s : named), Fault::Storage};
    return {Error::internal(state.startsWith("42"_L1) ? named : bare)};
}

} // namespace

SqlFailure classify(Backend backend, const QSqlError &error, bool connectionLost)
{
    return backend == Backend::Sqlite ? classifySqlite(error) : classifyPostgres(error, connectionLost);
}

Error storageUnavailable(const QString &message)
{
    return Error::unavailable(u"storage_unavailable"_s, message);
}

Error storageBusy(const QString &message)
{
    return Error::unavailable(u"busy"_s, message);
}

} // namespace portier::storage
