// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/operations/sealedcolumnstore.h"
#include "core/storage/database.h"

#include <QFileSystemWatcher>
#include <QObject>

#include <vector>

namespace portier::runtime
{

/// Changes the keys of the key file while everything runs (PLT-181): rotate() adds a key, which makes new values from
/// then on while the old ones stay good; retire() removes the old ones when nothing stands on them any more. Follows
/// what other processes do to the file, too. Lives on the core thread.
class SecretRotation : public QObject
{
    Q_OBJECT
public:
    /// How many things would break if this key went; counted in a transaction.
    using UseCount = std::function<Result<qint64>(storage::Transaction &, int keyNumber)>;

    SecretRotation(QString keyFile, std::shared_ptr<operations::KeyRing> keys,
                   std::shared_ptr<const operations::Sealer> sealer, storage::Database &database,
                   std::shared_ptr<Clock> clock);

    /// Declarations of the rooms; before anything runs.
    void addSealed(operations::Reseal reseal) { m_sealed.push_back(std::move(reseal)); }
    void addSealedColumn(const operations::SealedColumn &column);
    void addUse(operations::KeyPurpose purpose, UseCount count) { m_uses.push_back({purpose, std::move(count)}); }

    /// Adds the next key of a purpose. Errors: Conflict "secret_fixed" for one that is never rotated, those of the key
    /// file.
    QCoro::Task<Result<operations::NumberedKey>> rotate(operations::KeyPurpose purpose, operations::Actor actor);
    /// Removes all keys of a purpose but the newest; gives how many. Sealed values are put under the newest first, some
    /// at a time, so a process that dies here goes on next time. Errors: Conflict "secret_in_use" (details "count")
    /// when links or API keys still stand on an old one, unless `force`; those of opening a sealed value.
    QCoro::Task<Result<qint64>> retire(operations::KeyPurpose purpose, bool force, operations::Actor actor);

    /// Reads the key file again; a file that cannot be read changes nothing.
    void reload();

private:
    QCoro::Task<Result<>> resealAll();
    [[nodiscard]] Result<> replace(const operations::KeyTable &table);

    QString m_keyFile;
    std::shared_ptr<operations::KeyRing> m_keys;
    std::shared_ptr<const operations::Sealer> m_sealer;
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::vector<operations::Reseal> m_sealed;
    std::vector<std::pair<operations::KeyPurpose, UseCount>> m_uses;
    QFileSystemWatcher m_watcher;
};

/// What the operator copies into another program: a metrics token "pm_…", a webhook secret "whsec_…"; empty for keys
/// that never leave the key file.
[[nodiscard]] QString secretText(operations::KeyPurpose purpose, const operations::NumberedKey &key);

} // namespace portier::runtime
