// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/migrator.h"

#include "core/storage/schema.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

// The resources of a static library are linked in, but registered only by this call, which must stand outside any
// namespace.
static void registerMigrations()
{
    Q_INIT_RESOURCE(portier_migrations);
}

namespace portier::storage
{

using namespace Qt::StringLiterals;

namespace
{

Error refuse(const QString &code, const QString &message)
{
    return {ErrorKind::Internal, code, message, {}, {}};
}

/// Held until the transaction ends; on SQLite the instance lock and the single writer do its work.
Result<> takeMigrationLock(Transaction &tx)
{
    if (tx.dialect().isSqlite())
        return {};
    PORTIER_TRY(tx.exec(u"SET LOCAL lock_timeout = '5min'"_s));
    const Result<> held = tx.serialise(u"portier migrations"_s);
    if (!held && held.error().code == "busy"_L1)
        return fail(Error::unavailable(u"migration_locked"_s,
                                       u"another instance has been migrating for more than 5 minutes; look at its log "
                                       "and start again when it is done"_s));
    return held;
}

} // namespace

QString Migration::checksum() const
{
    return QString::fromLatin1(QCryptographicHash::hash(sql.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QList<Migration> Migrator::builtIn()
{
    registerMigrations();
    static const QRegularExpression pattern(uR"(^(\d{4})_(\w+)\.sql$)"_s);
    QList<Migration> found;
    const QDir directory(u":/portier/storage/migrations"_s);
    for (const QString &name : directory.entryList(QDir::Files, QDir::Name)) {
        const QRegularExpressionMatch match = pattern.match(name);
        QFile file(directory.filePath(name));
        if (!match.hasMatch() || !file.open(QIODevice::ReadOnly))
            qFatal("migration %s has a name that is not NNNN_name.sql", qPrintable(name));
        found.append({match.captured(1).toInt(), match.captured(2), QString::fromUtf8(file.readAll())});
    }
    return found;
}

Migrator::Migrator(Database &database, QList<Migration> migrations)
    : m_database(database), m_migrations(std::move(migrations))
{
    std::sort(m_migrations.begin(), m_migrations.end(),
              [](const Migration &a, const Migration &b) { return a.number < b.number; });
}

/// Checks what is applied against what is built in.
Result<SchemaState> Migrator::compare(Transaction &tx) const
{
    SchemaState state;
    state.known = m_migrations.isEmpty() ? 0 : m_migrations.last().number;
    PORTIER_ASSIGN(hasOurs, hasTable(tx, u"schema_migrations"_s));
    if (!hasOurs) {
        PORTIER_ASSIGN(hasOthers, hasAnyTable(tx));
        if (hasOthers)
            return fail(refuse(u"foreign_tables"_s,
                               u"the database holds tables of another program; configure an empty database, or "
                               "restore the one that belongs to this installation"_s));
        return state;
    }
    PORTIER_ASSIGN(rows, tx.query(u"SELECT number, checksum, name FROM schema_migrations ORDER BY number"_s));
    state.empty = rows.isEmpty();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Row &row = rows.at(i);
        if (row.integer(0) > state.known)
            return fail(refuse(u"schema_newer"_s,
                               u"the database has migration %1 (%2), this program knows only up to %3; start the newer "
                               "program, or restore the backup made before the update"_s.arg(row.integer(0))
                                   .arg(row.text(2))
                                   .arg(state.known)));
        if (i >= m_migrations.size() || row.integer(0) != m_migrations.at(i).number)
            return fail(refuse(u"migration_gap"_s,
                               u"the applied migrations do not match the built-in ones at number %1; install the "
                               "program version that wrote this database, or restore a backup"_s.arg(row.integer(0))));
        if (row.text(1) != m_migrations.at(i).checksum())
            return fail(refuse(u"migration_changed"_s,
                               u"migration %1 (%2) differs from the one that was applied; install the unchanged "
                               "program, or restore a backup"_s.arg(row.integer(0))
                                   .arg(row.text(2))));
        state.applied = static_cast<int>(row.integer(0));
    }
    return state;
}

Result<SchemaState> Migrator::inspect()
{
    return m_database.readBlocking([this](Transaction &tx) { return compare(tx); });
}

/// Applies the first missing one in a transaction of its own; false when nothing is missing.
Result<bool> Migrator::applyNext(Instant now, Migration &applied)
{
    return m_database.writeBlocking([this, now, &applied](Transaction &tx) -> Result<bool> {
        PORTIER_TRY(takeMigrationLock(tx));
        PORTIER_ASSIGN(state, compare(tx));
        const auto next = std::find_if(m_migrations.cbegin(), m_migrations.cend(),
                                       [&](const Migration &one) { return one.number > state.applied; });
        if (next == m_migrations.cend())
            return false;
        PORTIER_TRY(tx.execScript(u"CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, "
                                  "name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)"_s));
        PORTIER_TRY(tx.execScript(tx.dialect().translateMigration(next->sql)));
        PORTIER_TRY(tx.exec(u"INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)"_s,
                            {next->number, next->name, next->checksum(), now}));
        applied = *next;
        return true;
    });
}

Result<SchemaState> Migrator::migrate(Instant now, const std::function<void(const Migration &)> &progress,
                                      const std::function<bool()> &stopRequested)
{
    while (true) {
        PORTIER_ASSIGN(before, inspect());
        if (before.isCurrent())
            return before;
        if (stopRequested && stopRequested())
            return fail(Error::cancelled(u"migration_stopped"_s, u"asked to stop between two migrations"_s));
        Migration applied;
        PORTIER_ASSIGN(didApply, applyNext(now, applied));
        if (didApply && progress)
            progress(applied);
    }
}

} // namespace portier::storage
