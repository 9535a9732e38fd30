// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/sealingkeystore.h"

#include "core/storage/schema.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

Result<QStringList> loadSealingKeyIds(storage::Transaction &tx)
{
    PORTIER_ASSIGN(known, storage::hasTable(tx, u"instance"_s));
    if (!known)
        return QStringList();
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT key_id FROM instance"_s));
    return row ? row->text(0).split(u' ', Qt::SkipEmptyParts) : QStringList();
}

Result<> storeSealingKeyIds(storage::Transaction &tx, const QStringList &ids)
{
    PORTIER_TRY(tx.exec(u"UPDATE instance SET key_id = ? WHERE key_id IS NULL OR key_id <> ?"_s,
                        {ids.join(u' '), ids.join(u' ')}));
    return {};
}

QStringList masterKeyIds(const operations::KeyRing &ring)
{
    QStringList ids;
    for (const operations::NumberedKey &key : ring.keys(operations::KeyPurpose::Master))
        ids.append(QString::fromLatin1(key.id().toHex()));
    return ids;
}

} // namespace portier::runtime
