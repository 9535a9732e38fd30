// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/suppressionstore.h"

#include "core/base/uuid.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

Result<> SuppressionStore::add(const QString &address, const Suppression &entry)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO notification_suppressions (id, channel, address_key, masked_address, reason,"
                          " provider, message_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                          " ON CONFLICT (channel, address_key) DO NOTHING"_s,
                          {newUuid(entry.createdAt), nameOf(entry.channel), personKey({}, address),
                           maskedAddress(address), entry.reason, entry.provider, entry.messageId, entry.createdAt}));
    return {};
}

Result<QString> SuppressionStore::reasonFor(Channel channel, const QString &address)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT reason FROM notification_suppressions WHERE channel = ?"
                                      " AND address_key = ?"_s,
                                      {nameOf(channel), personKey({}, address)}));
    return row ? row->text(0) : QString();
}

Result<QList<Suppression>> SuppressionStore::list(const QString &afterId, int limit)
{
    // Ids are UUIDv7: they sort by creation.
    const QString condition = afterId.isEmpty() ? QString() : u" WHERE id < ?"_s;
    storage::Binds binds;
    if (!afterId.isEmpty())
        binds.append(afterId);
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT id, channel, masked_address, reason, provider, message_id, created_at FROM"
                                    " notification_suppressions"_s +
                                        condition + u" ORDER BY id DESC LIMIT ?"_s,
                                    binds + storage::Binds{limit}));
    QList<Suppression> list;
    for (const storage::Row &row : rows)
        list.append({row.text(0), channelFrom(row.text(1)).value_or(Channel::Mail), row.text(2), row.text(3),
                     row.text(4), row.text(5), row.instant(6)});
    return list;
}

Result<bool> SuppressionStore::remove(const QString &id)
{
    PORTIER_ASSIGN(removed, m_tx.exec(u"DELETE FROM notification_suppressions WHERE id = ?"_s, {id}));
    return removed > 0;
}

} // namespace portier::notifications
