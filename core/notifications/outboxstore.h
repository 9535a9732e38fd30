// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// What a delivery needs of the event behind a message.
struct StoredEvent {
    QString kind;
    QJsonObject facts;
    QString requestId;
};

/// Statements of events, messages and the ledger of attempts.
class OutboxStore
{
public:
    explicit OutboxStore(storage::Transaction &tx) : m_tx(tx) {}

    /// False when an event with this key exists.
    [[nodiscard]] Result<bool> insertEvent(const QString &id, const Event &event, int messages, Instant now);
    [[nodiscard]] Result<QString> eventIdByKey(const QString &key);
    [[nodiscard]] Result<StoredEvent> event(const QString &id);

    [[nodiscard]] Result<> insertMessage(const Message &message);
    [[nodiscard]] Result<std::optional<Message>> findMessage(const QString &id);
    /// Writes what changes in the life of a message: state, reason, counters, times.
    [[nodiscard]] Result<> updateMessage(const Message &message);
    [[nodiscard]] Result<> setJob(const QString &messageId, const QString &jobId);
    [[nodiscard]] Result<QString> jobOf(const QString &messageId);
    [[nodiscard]] Result<> saveBody(const QString &messageId, const QByteArray &sealed);
    [[nodiscard]] Result<std::optional<QByteArray>> loadBody(const QString &messageId);

    /// An older message of the same person, subject and channel is in the fast lane (PLT-114).
    [[nodiscard]] Result<bool> wouldOvertake(const Message &message, Instant now);
    /// Open messages, oldest first.
    [[nodiscard]] Result<QList<Message>> openMessages();
    [[nodiscard]] Result<QList<Message>> openMessages(Channel channel);
    [[nodiscard]] Result<QList<Message>> deadOfConfig(Channel channel);
    /// Dead letters that wait for an admin. Not those that a paused channel takes up again by itself (PLT-111), and not
    /// notices about the state of things, which would be about themselves.
    [[nodiscard]] Result<qint64> countDead(const QString &exceptKind);

    [[nodiscard]] Result<> beginAttempt(const Message &message, Instant now);
    /// Closes the attempt that runs, if one does.
    [[nodiscard]] Result<> endAttempt(const QString &messageId, const DeliveryOutcome &outcome, Instant now);

    /// An attempt, of any time, whose end nobody knows (PLT-112).
    [[nodiscard]] Result<bool> mayHaveArrived(const QString &messageId);

    struct KnownAttempt {
        QString messageId;
        int number = 0;
        QString deliveryStatus;
    };
    /// The last attempt that this provider took under that name, or of that message of ours; both may be empty.
    [[nodiscard]] Result<std::optional<KnownAttempt>> findAttempt(const QString &provider, const QString &providerId,
                                                                  const QString &messageId);
    [[nodiscard]] Result<> setDeliveryStatus(const QString &messageId, int number, const QString &status);

private:
    [[nodiscard]] Result<QList<Message>> messages(const QString &where, const storage::Binds &binds);

    storage::Transaction &m_tx;
};

/// Columns of notification_messages in the order that readMessage() takes them.
[[nodiscard]] QString messageColumns();
[[nodiscard]] Message readMessage(const storage::Row &row);

} // namespace portier::notifications
