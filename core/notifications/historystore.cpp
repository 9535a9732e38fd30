// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/historystore.h"

#include "core/notifications/outboxstore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

HistoryItem readItem(const storage::Row &row)
{
    HistoryItem item;
    item.message = readMessage(row);
    item.maskedAddress = maskedAddress(item.message.address);
    item.message.address.clear();
    if (item.message.state == MessageState::Sent)
        item.sentAt = item.message.endedAt;
    item.discarded = !row.isNull(29);
    return item;
}

} // namespace

Result<QList<HistoryItem>> HistoryStore::list(const HistoryFilter &filter, const std::optional<HistoryCursor> &after,
                                              int limit)
{
    QStringList conditions{u"1 = 1"_s};
    storage::Binds binds;
    const auto add = [&](const QString &condition, const storage::Bind &value) {
        conditions.append(condition);
        binds.append(value);
    };
    if (!filter.accountId.isEmpty())
        add(u"account_id = ?"_s, filter.accountId);
    if (filter.state)
        add(u"state = ?"_s, nameOf(*filter.state));
    if (filter.channel)
        add(u"channel = ?"_s, nameOf(*filter.channel));
    if (!filter.kind.isEmpty())
        add(u"kind = ?"_s, filter.kind);
    if (!filter.subjectKind.isEmpty())
        add(u"subject_kind = ?"_s, filter.subjectKind);
    if (!filter.subjectId.isEmpty())
        add(u"subject_id = ?"_s, filter.subjectId);
    if (!filter.address.isEmpty())
        add(u"address = ?"_s, filter.address);
    if (!filter.person.isEmpty())
        add(u"person = ?"_s, filter.person);
    if (filter.from)
        add(u"created_at >= ?"_s, *filter.from);
    if (filter.to)
        add(u"created_at < ?"_s, *filter.to);
    if (after) {
        conditions.append(u"(created_at < ? OR (created_at = ? AND id < ?))"_s);
        binds += storage::Binds{after->createdAt, after->createdAt, after->id};
    }
    return items(conditions.join(u" AND "_s), binds, limit);
}

Result<std::optional<HistoryItem>> HistoryStore::find(const QString &id)
{
    PORTIER_ASSIGN(found, items(u"id = ?"_s, {id}, 1));
    if (found.isEmpty())
        return std::nullopt;
    return found.front();
}

Result<QList<HistoryItem>> HistoryStore::items(const QString &condition, const storage::Binds &binds, int limit)
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT "_s + messageColumns() + u", discarded_at FROM notification_messages WHERE "_s +
                                  condition + u" ORDER BY created_at DESC, id DESC LIMIT ?"_s,
                              binds + storage::Binds{limit}));
    QList<HistoryItem> result;
    for (const storage::Row &row : rows)
        result.append(readItem(row));
    return result;
}

Result<QList<AttemptRow>> HistoryStore::attempts(const QString &messageId)
{
    PORTIER_ASSIGN(
        rows,
        m_tx.query(u"SELECT number, channel, started_at, ended_at, outcome, code, enhanced_code,"
                   " provider_id, reason, provider, delivery_status FROM notification_attempts WHERE message_id = ?"
                   " ORDER BY number"_s,
                   {messageId}));
    QList<AttemptRow> result;
    for (const storage::Row &row : rows) {
        AttemptRow attempt;
        attempt.number = int(row.integer(0));
        attempt.channel = channelFrom(row.text(1)).value_or(Channel::Mail);
        attempt.startedAt = row.instant(2);
        attempt.endedAt = row.optInstant(3);
        attempt.outcome = attemptOutcomeFrom(row.text(4));
        attempt.code = row.text(5);
        attempt.enhancedCode = row.text(6);
        attempt.providerId = row.text(7);
        attempt.reason = row.text(8);
        attempt.provider = row.text(9);
        attempt.deliveryStatus = row.text(10);
        result.append(attempt);
    }
    return result;
}

Result<> HistoryStore::setDiscarded(const QString &id, const std::optional<Instant> &at)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_messages SET discarded_at = ? WHERE id = ?"_s, {at, id}));
    return {};
}

Result<QList<Message>> HistoryStore::endedWithBody(Instant before, int limit)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + messageColumns() +
                                        u" FROM notification_messages WHERE body IS NOT NULL AND ended_at < ?"
                                        " ORDER BY ended_at LIMIT ?"_s,
                                    {before, limit}));
    QList<Message> result;
    for (const storage::Row &row : rows)
        result.append(readMessage(row));
    return result;
}

Result<> HistoryStore::eraseBody(const QString &id, const QString &maskedAddress)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_messages SET body = NULL, address = ?, recipient_name = ''"
                          " WHERE id = ?"_s,
                          {maskedAddress, id}));
    return {};
}

Result<int> HistoryStore::removeEventsBefore(Instant before, int limit)
{
    PORTIER_ASSIGN(removed,
                   m_tx.exec(u"DELETE FROM notification_events WHERE id IN (SELECT e.id FROM notification_events e"
                             " WHERE e.created_at < ? AND NOT EXISTS (SELECT 1 FROM notification_messages m"
                             " WHERE m.event_id = e.id AND m.ended_at IS NULL) ORDER BY e.created_at LIMIT ?)"_s,
                             {before, limit}));
    return int(removed);
}

} // namespace portier::notifications
