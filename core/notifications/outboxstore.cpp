// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/outboxstore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{
/// The fast lane looks again within this time; whatever waits longer waits for something else (PLT-109).
constexpr Millis fastLaneStep = std::chrono::seconds(10);
const QString openStates = QStringLiteral("state IN ('queued', 'sending', 'waiting')");
} // namespace

QString messageColumns()
{
    return u"id, event_id, person, account_id, channel, address, recipient_name, language, zone, kind, message_class,"
           " list, subject_kind, subject_id, subject_name, state, reason, attempts, failures, unknowns, next_at,"
           " mail_id, body IS NOT NULL, created_at, updated_at, ended_at, released_at, expires_at, digest_id"_s;
}

Message readMessage(const storage::Row &row)
{
    Message message;
    message.id = row.text(0);
    message.eventId = row.text(1);
    message.person = row.text(2);
    message.accountId = row.text(3);
    message.channel = channelFrom(row.text(4)).value_or(Channel::Mail);
    message.address = row.text(5);
    message.recipientName = row.text(6);
    message.language = row.text(7);
    message.zone = row.text(8);
    message.kind = row.text(9);
    message.messageClass = messageClassFrom(row.text(10)).value_or(MessageClass::Alert);
    message.list = row.text(11);
    message.subjectKind = row.text(12);
    message.subjectId = row.text(13);
    message.subjectName = row.text(14);
    message.state = messageStateFrom(row.text(15)).value_or(MessageState::Dead);
    message.reason = row.text(16);
    message.attempts = int(row.integer(17));
    message.failures = int(row.integer(18));
    message.unknowns = int(row.integer(19));
    message.nextAt = row.optInstant(20);
    message.mailId = row.text(21);
    message.hasBody = row.boolean(22);
    message.createdAt = row.instant(23);
    message.updatedAt = row.instant(24);
    message.endedAt = row.optInstant(25);
    message.releasedAt = row.optInstant(26);
    message.expiresAt = row.optInstant(27);
    message.digestId = row.text(28);
    return message;
}

Result<bool> OutboxStore::insertEvent(const QString &id, const Event &event, int messages, Instant now)
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"INSERT INTO notification_events (id, event_key, kind, message_class, list,"
                                 " subject_kind, subject_id, subject_name, facts, cause_kind, cause_id, request_id,"
                                 " message_count, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                 " ON CONFLICT (event_key) DO NOTHING RETURNING id"_s,
                                 {id, event.key, event.kind, nameOf(event.messageClass), event.list, event.subjectKind,
                                  event.subjectId, event.subjectName, event.facts, event.cause.kind, event.cause.id,
                                  event.cause.requestId, messages, now}));
    return row.has_value();
}

Result<QString> OutboxStore::eventIdByKey(const QString &key)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT id FROM notification_events WHERE event_key = ?"_s, {key}));
    if (!row)
        return fail(Error::notFound(u"notification_event"_s));
    return row->text(0);
}

Result<StoredEvent> OutboxStore::event(const QString &id)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT kind, facts, request_id FROM notification_events WHERE id = ?"_s, {id}));
    if (!row)
        return fail(Error::notFound(u"notification_event"_s));
    return StoredEvent{row->text(0), row->object(1), row->text(2)};
}

Result<> OutboxStore::insertMessage(const Message &m)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO notification_messages (id, event_id, person, account_id, channel, address,"
                          " recipient_name, language, zone, kind, message_class, list, subject_kind, subject_id,"
                          " subject_name, state, reason, job_id, attempts, failures, unknowns, mail_id, created_at,"
                          " updated_at, ended_at, next_at, released_at, expires_at) VALUES"
                          " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, 0, '', ?, ?, ?, ?, ?, ?)"_s,
                          {m.id,
                           m.eventId,
                           m.person,
                           m.accountId,
                           nameOf(m.channel),
                           m.address,
                           m.recipientName,
                           m.language,
                           m.zone,
                           m.kind,
                           nameOf(m.messageClass),
                           m.list,
                           m.subjectKind,
                           m.subjectId,
                           m.subjectName,
                           nameOf(m.state),
                           m.reason,
                           m.createdAt,
                           m.updatedAt,
                           m.endedAt,
                           m.nextAt,
                           m.releasedAt,
                           m.expiresAt}));
    return {};
}

Result<std::optional<Message>> OutboxStore::findMessage(const QString &id)
{
    PORTIER_ASSIGN(found, messages(u"id = ?"_s, {id}));
    if (found.isEmpty())
        return std::nullopt;
    return found.front();
}

Result<> OutboxStore::updateMessage(const Message &m)
{
    PORTIER_TRY(
        m_tx.exec(u"UPDATE notification_messages SET state = ?, reason = ?, attempts = ?, failures = ?,"
                  " unknowns = ?, next_at = ?, mail_id = ?, updated_at = ?, ended_at = ?, released_at = ?,"
                  " digest_id = ? WHERE id = ?"_s,
                  {nameOf(m.state), m.reason, m.attempts, m.failures, m.unknowns, m.nextAt, m.mailId, m.updatedAt,
                   m.endedAt, m.releasedAt, m.digestId.isEmpty() ? std::optional<QString>() : m.digestId, m.id}));
    return {};
}

Result<> OutboxStore::setJob(const QString &messageId, const QString &jobId)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_messages SET job_id = ? WHERE id = ?"_s, {jobId, messageId}));
    return {};
}

Result<QString> OutboxStore::jobOf(const QString &messageId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT job_id FROM notification_messages WHERE id = ?"_s, {messageId}));
    return row ? row->text(0) : QString();
}

Result<> OutboxStore::saveBody(const QString &messageId, const QByteArray &sealed)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_messages SET body = ? WHERE id = ?"_s, {sealed, messageId}));
    return {};
}

Result<std::optional<QByteArray>> OutboxStore::loadBody(const QString &messageId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT body FROM notification_messages WHERE id = ?"_s, {messageId}));
    if (!row || row->isNull(0))
        return std::nullopt;
    return row->bytes(0);
}

Result<bool> OutboxStore::wouldOvertake(const Message &m, Instant now)
{
    if (m.subjectId.isEmpty())
        return false;
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM notification_messages WHERE person = ? AND subject_id = ?"
                                      " AND channel = ? AND state IN ('queued', 'sending') AND subject_kind = ?"
                                      " AND (created_at < ? OR (created_at = ? AND id < ?))"
                                      " AND (next_at IS NULL OR next_at <= ?) LIMIT 1"_s,
                                      {m.person, m.subjectId, nameOf(m.channel), m.subjectKind, m.createdAt,
                                       m.createdAt, m.id, now + fastLaneStep}));
    return row.has_value();
}

Result<QList<Message>> OutboxStore::openMessages()
{
    return messages(openStates, {});
}

Result<QList<Message>> OutboxStore::openMessages(Channel channel)
{
    return messages(u"channel = ? AND "_s + openStates, {nameOf(channel)});
}

Result<QList<Message>> OutboxStore::deadOfConfig(Channel channel)
{
    return messages(u"channel = ? AND state = 'dead' AND reason = 'config' AND discarded_at IS NULL"_s,
                    {nameOf(channel)});
}

Result<qint64> OutboxStore::countDead(const QString &exceptKind)
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT COUNT(*) FROM notification_messages WHERE state = 'dead'"
                                 " AND discarded_at IS NULL AND kind <> ? AND NOT (reason = 'config' AND channel IN"
                                 " (SELECT channel FROM notification_channels WHERE paused_at IS NOT NULL))"_s,
                                 {exceptKind}));
    return row ? row->integer(0) : 0;
}

Result<> OutboxStore::beginAttempt(const Message &message, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO notification_attempts (message_id, number, channel, started_at, code,"
                          " enhanced_code, provider_id, reason) VALUES (?, ?, ?, ?, '', '', '', '')"_s,
                          {message.id, message.attempts, nameOf(message.channel), now}));
    return {};
}

Result<> OutboxStore::endAttempt(const QString &messageId, const DeliveryOutcome &outcome, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_attempts SET ended_at = ?, outcome = ?, code = ?, enhanced_code = ?,"
                          " provider_id = ?, provider = ?, reason = ? WHERE message_id = ? AND outcome IS NULL"_s,
                          {now, nameOf(outcome.outcome), outcome.code, outcome.enhancedCode, outcome.providerId,
                           outcome.provider, outcome.reason, messageId}));
    return {};
}

Result<bool> OutboxStore::mayHaveArrived(const QString &messageId)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM notification_attempts WHERE message_id = ?"
                                      " AND outcome = 'unknown' LIMIT 1"_s,
                                      {messageId}));
    return row.has_value();
}

Result<std::optional<OutboxStore::KnownAttempt>>
OutboxStore::findAttempt(const QString &provider, const QString &providerId, const QString &messageId)
{
    const QString columns =
        u"SELECT message_id, number, delivery_status FROM notification_attempts WHERE provider = ?"_s;
    const QString last = u" ORDER BY started_at DESC, number DESC LIMIT 1"_s;
    std::optional<storage::Row> row;
    if (!providerId.isEmpty()) {
        PORTIER_ASSIGN(named, m_tx.queryOne(columns + u" AND provider_id = ?"_s + last, {provider, providerId}));
        row = named;
    }
    if (!row && !messageId.isEmpty()) {
        PORTIER_ASSIGN(own, m_tx.queryOne(columns + u" AND message_id = ?"_s + last, {provider, messageId}));
        row = own;
    }
    if (!row)
        return std::nullopt;
    return KnownAttempt{row->text(0), int(row->integer(1)), row->text(2)};
}

Result<> OutboxStore::setDeliveryStatus(const QString &messageId, int number, const QString &status)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_attempts SET delivery_status = ? WHERE message_id = ? AND number = ?"_s,
                          {status, messageId, number}));
    return {};
}

Result<QList<Message>> OutboxStore::messages(const QString &where, const storage::Binds &binds)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + messageColumns() + u" FROM notification_messages WHERE "_s + where +
                                        u" ORDER BY created_at, id"_s,
                                    binds));
    QList<Message> result;
    for (const storage::Row &row : rows)
        result.append(readMessage(row));
    return result;
}

} // namespace portier::notifications
