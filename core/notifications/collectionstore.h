// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// One person's mailbox of one channel: what budgets and digests are about.
struct Inlet {
    QString person;
    Channel channel = Channel::Mail;
};

/// Statements of the flood budget and of what is collected.
class CollectionStore
{
public:
    explicit CollectionStore(storage::Transaction &tx) : m_tx(tx) {}

    /// Everybody who decides about an inlet takes turns; call it before the first look.
    [[nodiscard]] Result<> lock(const Inlet &inlet);
    /// When deferrable messages left or will leave, from `since` on, ascending; without `exceptId`.
    [[nodiscard]] Result<QList<Instant>> releases(const Inlet &inlet, Instant since, const QString &exceptId);
    /// How many foremost ones left since.
    [[nodiscard]] Result<qint64> foremostSince(const Inlet &inlet, Instant since);
    /// How many mails of this instance's day left.
    [[nodiscard]] Result<qint64> mailsSince(Instant since, const QString &exceptId);

    /// Mails that wait for the next day because this one's are used up (PLT-137).
    [[nodiscard]] Result<qint64> countHeldByCeiling(Instant now);
    [[nodiscard]] Result<QList<Message>> heldByCeiling(Instant now);

    /// Collected ones of a list; of the foremost when it is empty.
    [[nodiscard]] Result<bool> isCollecting(const Inlet &inlet, const QString &list);
    /// All collected ones, oldest first.
    [[nodiscard]] Result<QList<Message>> collected(const Inlet &inlet);
    /// When a job has to let the next of them go, see digestReason; nothing when there are none.
    [[nodiscard]] Result<std::optional<Instant>> nextDue(const Inlet &inlet);
    /// What waits for the person's own time leaves now: somebody asked for it by hand.
    [[nodiscard]] Result<> makeDue(const Inlet &inlet, Instant now);
    [[nodiscard]] Result<bool> hasEvent(const QString &key);
    [[nodiscard]] Result<> setDue(const QStringList &messageIds, Instant due, const QString &reason);
    /// An account's messages that wait for a time of its choice: collected ones, and queued ones never tried.
    [[nodiscard]] Result<QList<Message>> waitingOfAccount(const QString &accountId);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::notifications
