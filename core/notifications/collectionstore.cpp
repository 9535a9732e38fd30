// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/collectionstore.h"

#include "core/notifications/deliverypolicy.h"
#include "core/notifications/outboxstore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

const QString heldByCeilingCondition =
    QStringLiteral("channel = 'mail' AND state = 'queued' AND reason = ? AND next_at > ?");
const QString foremost = QStringLiteral("message_class IN ('duty', 'answer', 'account')");

Result<QList<Message>> readAll(storage::Transaction &tx, const QString &condition, const storage::Binds &binds)
{
    PORTIER_ASSIGN(rows, tx.query(u"SELECT "_s + messageColumns() + u" FROM notification_messages WHERE "_s +
                                      condition + u" ORDER BY created_at, id"_s,
                                  binds));
    QList<Message> messages;
    for (const storage::Row &row : rows)
        messages.append(readMessage(row));
    return messages;
}

} // namespace

Result<> CollectionStore::lock(const Inlet &inlet)
{
    return m_tx.serialise(u"inlet:%1:%2"_s.arg(inlet.person, nameOf(inlet.channel)));
}

Result<QList<Instant>> CollectionStore::releases(const Inlet &inlet, Instant since, const QString &exceptId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT released_at FROM notification_messages WHERE person = ? AND channel = ?"
                                    " AND released_at > ? AND id <> ? AND list <> '' AND NOT "_s +
                                        foremost + u" ORDER BY released_at"_s,
                                    {inlet.person, nameOf(inlet.channel), since, exceptId}));
    QList<Instant> releases;
    for (const storage::Row &row : rows)
        releases.append(row.instant(0));
    return releases;
}

Result<qint64> CollectionStore::foremostSince(const Inlet &inlet, Instant since)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM notification_messages WHERE person = ? AND channel = ?"
                                      " AND released_at > ? AND "_s +
                                          foremost,
                                      {inlet.person, nameOf(inlet.channel), since}));
    return row ? row->integer(0) : 0;
}

Result<qint64> CollectionStore::mailsSince(Instant since, const QString &exceptId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM notification_messages WHERE channel = 'mail'"
                                      " AND released_at >= ? AND id <> ?"_s,
                                      {since, exceptId}));
    return row ? row->integer(0) : 0;
}

Result<qint64> CollectionStore::countHeldByCeiling(Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM notification_messages WHERE "_s + heldByCeilingCondition,
                                      {QString(dailyCeilingReason), now}));
    return row ? row->integer(0) : 0;
}

Result<QList<Message>> CollectionStore::heldByCeiling(Instant now)
{
    return readAll(m_tx, heldByCeilingCondition, {QString(dailyCeilingReason), now});
}

Result<bool> CollectionStore::isCollecting(const Inlet &inlet, const QString &list)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM notification_messages WHERE person = ? AND channel = ?"
                                      " AND state = 'collected' AND list = ? LIMIT 1"_s,
                                      {inlet.person, nameOf(inlet.channel), list}));
    return row.has_value();
}

Result<QList<Message>> CollectionStore::collected(const Inlet &inlet)
{
    return readAll(m_tx, u"person = ? AND channel = ? AND state = 'collected'"_s,
                   {inlet.person, nameOf(inlet.channel)});
}

Result<std::optional<Instant>> CollectionStore::nextDue(const Inlet &inlet)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT MIN(next_at) FROM notification_messages WHERE person = ?"
                                      " AND channel = ? AND state = 'collected' AND reason <> ?"_s,
                                      {inlet.person, nameOf(inlet.channel), QString(digestReason)}));
    return row ? row->optInstant(0) : std::nullopt;
}

Result<> CollectionStore::makeDue(const Inlet &inlet, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_messages SET next_at = ? WHERE person = ? AND channel = ?"
                          " AND state = 'collected' AND reason = ?"_s,
                          {now, inlet.person, nameOf(inlet.channel), QString(digestReason)}));
    return {};
}

Result<bool> CollectionStore::hasEvent(const QString &key)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM notification_events WHERE event_key = ?"_s, {key}));
    return row.has_value();
}

Result<> CollectionStore::setDue(const QStringList &messageIds, Instant due, const QString &reason)
{
    for (const QString &id : messageIds)
        PORTIER_TRY(
            m_tx.exec(u"UPDATE notification_messages SET next_at = ?, reason = ? WHERE id = ?"_s, {due, reason, id}));
    return {};
}

Result<QList<Message>> CollectionStore::waitingOfAccount(const QString &accountId)
{
    return readAll(m_tx,
                   u"account_id = ? AND (state = 'collected' OR (state = 'queued' AND attempts = 0"
                   " AND next_at IS NOT NULL))"_s,
                   {accountId});
}

} // namespace portier::notifications
