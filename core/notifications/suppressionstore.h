// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// An address that nothing may go to any more (PLT-124), or a number that opted out (PLT-118).
struct Suppression {
    QString id;
    Channel channel = Channel::Mail;
    QString maskedAddress;
    QString reason;   ///< bounced | complained | opted_out
    QString provider; ///< who said so: smtp, resend, sendgrid, twilio
    QString messageId;
    Instant createdAt;
};

/// Statements of the suppression list. It holds checksums, never addresses.
class SuppressionStore
{
public:
    explicit SuppressionStore(storage::Transaction &tx) : m_tx(tx) {}

    /// The first reason stays.
    [[nodiscard]] Result<> add(const QString &address, const Suppression &entry);
    /// Why nothing may go there; empty when something may.
    [[nodiscard]] Result<QString> reasonFor(Channel channel, const QString &address);
    /// Newest first, after the entry with this id.
    [[nodiscard]] Result<QList<Suppression>> list(const QString &afterId, int limit);
    /// False when there is no such entry.
    [[nodiscard]] Result<bool> remove(const QString &id);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::notifications
