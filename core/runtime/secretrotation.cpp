// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/secretrotation.h"

#include "core/base/log.h"
#include "core/operations/audit.h"
#include "core/operations/keyfile.h"
#include "core/runtime/sealingkeystore.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

using operations::KeyPurpose;
using operations::KeyRing;
using operations::KeyTable;
using operations::NumberedKey;

constexpr int sealedAtOnce = 200;

operations::AuditEntry auditOf(const operations::Actor &actor, const QString &action, KeyPurpose purpose, int number)
{
    return {actor, action, u"secret"_s, operations::purposeName(purpose), u"ok"_s, {{u"number"_s, number}}};
}

/// Writes down what the database needs from now on, with who did it.
Result<> settle(storage::Transaction &tx, const QStringList &masterIds, const operations::AuditEntry &entry,
                Instant now)
{
    PORTIER_TRY(storeSealingKeyIds(tx, masterIds));
    return operations::appendAudit(tx, entry, now);
}

} // namespace

SecretRotation::SecretRotation(QString keyFile, std::shared_ptr<KeyRing> keys,
                               std::shared_ptr<const operations::Sealer> sealer, storage::Database &database,
                               std::shared_ptr<Clock> clock)
    : m_keyFile(std::move(keyFile)), m_keys(std::move(keys)), m_sealer(std::move(sealer)), m_database(database),
      m_clock(std::move(clock))
{
    // A file that is replaced is another file: the folder tells of it.
    m_watcher.addPath(QFileInfo(m_keyFile).absolutePath());
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &SecretRotation::reload);
}

void SecretRotation::addSealedColumn(const operations::SealedColumn &column)
{
    addSealed([column](storage::Transaction &tx, const operations::Sealer &sealer, const NumberedKey &newest,
                       int most) { return operations::resealSome(tx, column, sealer, newest, most); });
}

void SecretRotation::reload()
{
    const auto table = operations::loadKeyFile(m_keyFile);
    if (!table) {
        log::warning("runtime"_L1, "key_file_unreadable"_L1, {{u"code"_s, table.error().code}}, table.error().message);
        return;
    }
    if (*table == m_keys->table())
        return;
    m_keys->setTable(*table);
    log::info("runtime"_L1, "keys_changed"_L1);
}

Result<> SecretRotation::replace(const KeyTable &table)
{
    PORTIER_TRY(operations::replaceKeyFile(m_keyFile, table));
    m_keys->setTable(table);
    return {};
}

QCoro::Task<Result<NumberedKey>> SecretRotation::rotate(KeyPurpose purpose, operations::Actor actor)
{
    if (!operations::isRotatable(purpose))
        co_return fail(Error::conflict(u"secret_fixed"_s));
    // The file is the truth: another process may have changed it a moment ago.
    PORTIER_CO_ASSIGN(table, operations::loadKeyFile(m_keyFile));
    QList<NumberedKey> &keys = table[purpose];
    const Instant now = m_clock->now();
    const NumberedKey added = NumberedKey::generate(keys.isEmpty() ? 1 : keys.constFirst().number + 1, now);
    keys.prepend(added);
    // First the file, then the database that may need it: whoever dies in between starts well.
    PORTIER_CO_TRY(replace(table));
    auto body = [ids = masterKeyIds(KeyRing(table)), entry = auditOf(actor, u"secret.rotated"_s, purpose, added.number),
                 now](storage::Transaction &tx) { return settle(tx, ids, entry, now); };
    PORTIER_CO_TRY(co_await m_database.write(std::move(body)));
    co_return added;
}

QCoro::Task<Result<>> SecretRotation::resealAll()
{
    const NumberedKey newest = m_keys->newest(KeyPurpose::Master);
    const std::vector<operations::Reseal> all = m_sealed;
    for (const operations::Reseal &reseal : all) {
        qint64 done = 0;
        do {
            auto body = [reseal, sealer = m_sealer, newest](storage::Transaction &tx) {
                return reseal(tx, *sealer, newest, sealedAtOnce);
            };
            PORTIER_CO_ASSIGN(some, co_await m_database.write(std::move(body)));
            done = some;
        } while (done > 0);
    }
    co_return Result<>();
}

QCoro::Task<Result<qint64>> SecretRotation::retire(KeyPurpose purpose, bool force, operations::Actor actor)
{
    reload();
    const QList<NumberedKey> old = m_keys->keys(purpose).mid(1);
    if (old.isEmpty())
        co_return 0;
    if (purpose == KeyPurpose::Master)
        PORTIER_CO_TRY(co_await resealAll());

    std::vector<UseCount> counts;
    for (const auto &[counted, count] : m_uses) {
        if (counted == purpose && !force)
            counts.push_back(count);
    }
    KeyTable table = m_keys->table();
    table[purpose] = {m_keys->newest(purpose)};
    const Instant now = m_clock->now();
    auto body = [counts, old, ids = masterKeyIds(KeyRing(table)),
                 entry = auditOf(actor, u"secret.retired"_s, purpose, old.constFirst().number),
                 now](storage::Transaction &tx) -> Result<> {
        qint64 inUse = 0;
        for (const UseCount &count : counts) {
            for (const NumberedKey &key : old) {
                PORTIER_ASSIGN(uses, count(tx, key.number));
                inUse += uses;
            }
        }
        if (inUse > 0)
            return fail(Error::conflict(u"secret_in_use"_s, {}, {{u"count"_s, inUse}}));
        return settle(tx, ids, entry, now);
    };
    PORTIER_CO_TRY(co_await m_database.write(std::move(body)));
    PORTIER_CO_TRY(replace(table));
    co_return old.size();
}

QString secretText(KeyPurpose purpose, const NumberedKey &key)
{
    if (purpose == KeyPurpose::Metrics)
        return operations::metricsToken(key);
    if (purpose == KeyPurpose::Webhook)
        return u"whsec_"_s + QString::fromLatin1(key.secret.toBase64());
    return {};
}

} // namespace portier::runtime
