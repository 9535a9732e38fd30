// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/foundation.h"

#include "core/base/log.h"
#include "core/operations/keyfile.h"
#include "core/runtime/sealingkeystore.h"
#include "core/storage/databaseurl.h"
#include "core/storage/instanceidentity.h"
#include "core/storage/migrator.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

tl::unexpected<StartFailure> refuse(int exitCode, const QString &sentence)
{
    return tl::unexpected(StartFailure{exitCode, sentence});
}

int exitCodeOf(const Error &error)
{
    static const QHash<QString, int> codes{
        {u"migration_changed"_s, ExitMigration},
        {u"migration_gap"_s, ExitMigration},
        {u"schema_newer"_s, ExitMigration},
        {u"database_missing"_s, ExitIdentity},
        {u"database_swapped"_s, ExitIdentity},
        {u"identity_file_missing"_s, ExitIdentity},
        {u"identity_file_broken"_s, ExitIdentity},
        {u"foreign_tables"_s, ExitIdentity},
        {u"instance_locked"_s, ExitLocked},
        {u"network_file_system"_s, ExitUsage},
        {u"key_file_missing"_s, ExitKey},
        {u"key_file_invalid"_s, ExitKey},
        {u"key_file_permissions"_s, ExitKey},
        {u"database_url"_s, ExitUsage},
        {u"storage_unavailable"_s, ExitUnavailable},
        {u"migration_locked"_s, ExitUnavailable},
        {u"busy"_s, ExitUnavailable},
    };
    if (error.kind == ErrorKind::Cancelled)
        return ExitMigrationStopped;
    return codes.value(error.code, ExitFailed);
}

tl::unexpected<StartFailure> refuse(const Error &error)
{
    return refuse(exitCodeOf(error), error.message.isEmpty() ? error.code : error.message);
}

/// The steps of opening, in order; each leaves the data as it was when it refuses.
class Opening
{
public:
    Opening(const Config &config, std::shared_ptr<Clock> clock, const FoundationOptions &options)
        : m_config(config), m_clock(std::move(clock)), m_options(options),
          m_directory(QDir::cleanPath(config.text(u"data.directory")))
    {
    }

    tl::expected<Foundation, StartFailure> run()
    {
        for (const auto step :
             {&Opening::makeDirectory, &Opening::lock, &Opening::openDatabase, &Opening::checkIdentity,
              &Opening::checkSchema, &Opening::loadKey, &Opening::migrate, &Opening::settle}) {
            if (auto done = (this->*step)(); !done)
                return tl::unexpected(done.error());
        }
        return std::move(m_result);
    }

private:
    using Step = tl::expected<void, StartFailure>;

    Step makeDirectory()
    {
        if (!QDir().mkpath(m_directory))
            return refuse(
                ExitUnavailable,
                u"The data directory %1 cannot be made; create it, or set data.directory."_s.arg(m_directory));
        const QFileInfo info(m_directory);
        if (!info.isDir() || access(QFile::encodeName(m_directory).constData(), R_OK | W_OK | X_OK) != 0)
            return refuse(ExitUnavailable, u"The data directory %1 is not writable for this user."_s.arg(m_directory));
        const auto shared = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
        if (info.permissions().testAnyFlags(shared) &&
            !QFile::setPermissions(m_directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
            return refuse(ExitUnavailable,
                          u"The data directory %1 is open to other users; run chmod 0700 on it."_s.arg(m_directory));
        return {};
    }

    Step lock()
    {
        auto url = storage::DatabaseUrl::parse(m_config.text(u"database.url"));
        if (!url)
            return refuse(url.error());
        if (url->backend == storage::Backend::Sqlite)
            m_sqliteFile = url->name;
        else if (!m_options.alwaysLock)
            return {};
        auto lock = storage::InstanceLock::acquire(m_directory, m_config.flag(u"database.allow_network_fs"));
        if (!lock)
            return refuse(lock.error());
        m_result.lock = std::move(*lock);
        return {};
    }

    Step openDatabase()
    {
        m_isNewFile = !m_sqliteFile.isEmpty() && !QFileInfo::exists(m_sqliteFile);
        storage::DatabaseOptions options;
        options.url = m_config.text(u"database.url");
        options.poolMin = static_cast<int>(m_config.integer(u"database.pool_min"));
        options.poolMax = static_cast<int>(m_config.integer(u"database.pool_max"));
        auto database = storage::Database::open(options, m_clock);
        if (!database)
            return refuse(database.error());
        m_result.database = std::move(*database);
        return {};
    }

    Step checkIdentity()
    {
        if (m_options.adopt)
            return {};
        const auto checked = storage::InstanceIdentity(*m_result.database, m_directory).check();
        if (checked)
            return {};
        m_result.database.reset();
        if (m_isNewFile) { // opening made it; the lost one may come back to its place
            for (const char *suffix : {"", "-wal", "-shm"})
                QFile::remove(m_sqliteFile + QLatin1String(suffix));
        }
        return refuse(checked.error());
    }

    Step checkSchema()
    {
        const auto state = storage::Migrator(*m_result.database).inspect();
        if (!state)
            return refuse(state.error());
        if (!state->isCurrent() && !m_options.migrateWhenChecked && m_config.text(u"database.migrate") == "check"_L1)
            return refuse(
                ExitMigration,
                u"The database has schema %1 and this version needs %2: run portierd migrate."_s.arg(state->applied)
                    .arg(state->known));
        return {};
    }

    Step loadKey()
    {
        const auto needed = m_result.database->readBlocking(loadSealingKeyIds);
        if (!needed)
            return refuse(needed.error());
        const QString path = m_config.text(u"secrets.key_file");
        const auto table =
            needed->isEmpty() ? operations::loadOrCreateKeyFile(path, m_clock->now()) : operations::loadKeyFile(path);
        if (!table)
            return refuse(ExitKey, table.error().message);
        m_result.keys = std::make_shared<operations::KeyRing>(*table);
        const QStringList held = masterKeyIds(*m_result.keys);
        const bool holdsAll =
            std::all_of(needed->begin(), needed->end(), [&held](const QString &id) { return held.contains(id); });
        if (!holdsAll)
            return refuse(ExitKey, u"The key file %1 is not the one this database was sealed with; put the right one "
                                   "there (secrets.key_file)."_s.arg(path));
        m_result.sealer = operations::makeSealer(m_result.keys);
        return {};
    }

    Step migrate()
    {
        const auto progress = [](const storage::Migration &migration) {
            log::info("storage"_L1, "migration_applied"_L1,
                      {{u"number"_s, migration.number}, {u"name"_s, migration.name}});
        };
        const auto state =
            storage::Migrator(*m_result.database).migrate(m_clock->now(), progress, m_options.stopRequested);
        if (!state)
            return refuse(state.error());
        return {};
    }

    Step settle()
    {
        storage::InstanceIdentity identity(*m_result.database, m_directory);
        auto id = m_options.adopt ? identity.adopt(m_clock->now()) : identity.establish(m_clock->now());
        if (!id)
            return refuse(id.error());
        m_result.instanceId = *id;
        const auto stored = m_result.database->writeBlocking(
            [ids = masterKeyIds(*m_result.keys)](storage::Transaction &tx) { return storeSealingKeyIds(tx, ids); });
        if (!stored)
            return refuse(stored.error());
        return {};
    }

    const Config &m_config;
    std::shared_ptr<Clock> m_clock;
    const FoundationOptions &m_options;
    QString m_directory;
    QString m_sqliteFile; ///< empty on PostgreSQL
    bool m_isNewFile = false;
    Foundation m_result;
};

} // namespace

tl::expected<Foundation, StartFailure> openFoundation(const Config &config, const std::shared_ptr<Clock> &clock,
                                                      const FoundationOptions &options)
{
    return Opening(config, clock, options).run();
}

} // namespace portier::runtime
