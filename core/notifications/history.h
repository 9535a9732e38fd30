// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/messagebody.h"
#include "core/operations/actor.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// Where the next page starts: after this message, newest first.
struct HistoryCursor {
    Instant createdAt;
    QString id;
};

struct HistoryFilter {
    QString accountId; ///< own history; empty: everybody's, for admins
    std::optional<MessageState> state;
    std::optional<Channel> channel;
    QString kind;
    QString subjectKind;
    QString subjectId;
    QString address;             ///< of the recipient, as stored
    QString person;              ///< see Message::person
    std::optional<Instant> from; ///< created at or after
    std::optional<Instant> to;   ///< created before
};

/// One row of the history (PLT-139, TRP-210).
struct HistoryItem {
    Message message; ///< without address; see maskedAddress
    QString maskedAddress;
    std::optional<Instant> sentAt;
    bool discarded = false;
};

/// One attempt of the ledger.
struct AttemptRow {
    int number = 0;
    Channel channel = Channel::Mail;
    Instant startedAt;
    std::optional<Instant> endedAt;
    std::optional<AttemptOutcome> outcome; ///< none while it runs
    QString code;
    QString enhancedCode;
    QString providerId;
    QString reason;
    QString provider;       ///< who took it: smtp, resend, …
    QString deliveryStatus; ///< what the provider reported later: delivered, bounced, …
};

/// Newest first; one more than `limit` is never returned. The page's last item is the next cursor.
[[nodiscard]] Result<QList<HistoryItem>> listMessages(storage::Transaction &tx, const HistoryFilter &filter,
                                                      const std::optional<HistoryCursor> &after, int limit);
/// NotFound when it does not exist, or belongs to another account (`accountId` not empty).
[[nodiscard]] Result<HistoryItem> findMessage(storage::Transaction &tx, const QString &id, const QString &accountId);
[[nodiscard]] Result<QList<AttemptRow>> listAttempts(storage::Transaction &tx, const QString &messageId);
/// What the recipient got to see, for the preview; NotFound before rendering and after erasure.
[[nodiscard]] Result<MessageBody> readBody(storage::Transaction &tx, const QString &messageId,
                                           const operations::Sealer &sealer);

/// dead or suppressed(restored) -> queued, the plan from its start; audited. Conflict "message_state" otherwise
/// (PLT-106).
[[nodiscard]] Result<> requeue(storage::Transaction &tx, const QString &id, const operations::Actor &actor,
                               Instant now);
/// An open message ends suppressed(discarded); a dead one stays dead, but nobody is reminded of it any more. Audited.
/// Conflict "message_state" while it is being sent and after any other end.
[[nodiscard]] Result<> discard(storage::Transaction &tx, const QString &id, const operations::Actor &actor,
                               Instant now);

/// Erases bodies and addresses of messages that ended before `bodiesBefore`, and events with all that belongs to them
/// whose messages all ended, created before `historyBefore` (PLT-107). At most `limit` of each; gives how many.
[[nodiscard]] Result<int> applyRetention(storage::Transaction &tx, Instant bodiesBefore, Instant historyBefore,
                                         int limit);

} // namespace portier::notifications
