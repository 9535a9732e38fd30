// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/database.h"

namespace portier::storage
{

/// One numbered schema change. Files lie in core/storage/migrations/NNNN_name.sql and are built in as resources.
struct Migration {
    int number = 0;
    QString name;
    QString sql;                            ///< portable text, before SqlDialect::translateMigration
    [[nodiscard]] QString checksum() const; ///< SHA-256 of the portable text, hex
};

/// What start-up has to know about a database before it touches it.
struct SchemaState {
    int applied = 0;   ///< newest applied number; 0 for none
    int known = 0;     ///< newest built-in number
    bool empty = true; ///< no Portier table yet
    [[nodiscard]] bool isCurrent() const { return applied == known; }
};

/// Brings the schema up to date: numbered files, forward only, checksummed in schema_migrations, one transaction each
/// (PLT-149). Errors (the process exits with 3): Internal "migration_changed", "migration_gap", "schema_newer"; each
/// message says what to do. "foreign_tables" (exit 5): tables without Portier's migration table. Unavailable
/// "migration_locked": another instance migrates for more than 5 minutes.
class Migrator
{
public:
    explicit Migrator(Database &database, QList<Migration> migrations = builtIn());

    [[nodiscard]] static QList<Migration> builtIn();
    /// Looks only.
    [[nodiscard]] Result<SchemaState> inspect();
    /// Applies what is missing; calls `progress` after each. On PostgreSQL one instance migrates, others wait up to 5
    /// min. `stopRequested` is asked between two migrations; when it says true the rest is left and Cancelled is
    /// returned.
    [[nodiscard]] Result<SchemaState> migrate(Instant now, const std::function<void(const Migration &)> &progress = {},
                                              const std::function<bool()> &stopRequested = {});

private:
    [[nodiscard]] Result<SchemaState> compare(Transaction &tx) const;
    [[nodiscard]] Result<bool> applyNext(Instant now, Migration &applied);

    Database &m_database;
    QList<Migration> m_migrations; ///< sorted by number
};

} // namespace portier::storage
