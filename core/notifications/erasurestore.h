// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// Statements that find open messages by whom or what they concern, and blank what they say.
class ErasureStore
{
public:
    explicit ErasureStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<QList<Message>> openOfPerson(const QString &person);
    /// Of all kinds when `kind` is empty.
    [[nodiscard]] Result<QList<Message>> openOfSubject(const QString &subjectKind, const QString &subjectId,
                                                       const QString &kind);
    [[nodiscard]] Result<QList<Message>> openBefore(Instant moment);

    /// Bodies, addresses and names of a person's messages, and the facts of events that nobody waits for any more.
    [[nodiscard]] Result<> blankPerson(const QString &person);
    [[nodiscard]] Result<> blankSubject(const QString &subjectKind, const QString &subjectId);

private:
    [[nodiscard]] Result<QList<Message>> open(const QString &condition, const storage::Binds &binds);

    storage::Transaction &m_tx;
};

} // namespace portier::notifications
