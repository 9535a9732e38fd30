// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/notifications/message.h"

#include <QCoroTask>

namespace portier::notifications
{

/// A rendered message on its way out; of a text message or a callback only its text. All values but the last are the
/// same at every attempt.
struct OutgoingMail {
    QString messageId; ///< row id; the idempotency key of providers that take one
    QString mailId;    ///< Message-ID without angle brackets
    QString toAddress;
    QString toName;
    QString fromName; ///< what the sender calls itself; empty: as the transport is set up
    QString subject;
    QString text;
    QString html;
    QString unsubscribeUrl; ///< empty: no List-Unsubscribe (PLT-130)
    QString threadId;       ///< mails about one subject refer to it; empty: none
    Instant date;
    bool mayHaveArrived = false; ///< an attempt before ended without an answer (PLT-112)
};

/// A way out of the house for mail. Lives on the core thread.
class Transport
{
public:
    virtual ~Transport() = default;
    /// Tries once. Never fails otherwise than by its outcome.
    virtual QCoro::Task<DeliveryOutcome> send(OutgoingMail mail) = 0;
    /// The other side drops a message whose id it has seen (PLT-112).
    [[nodiscard]] virtual bool deduplicates() const { return false; }
};

} // namespace portier::notifications
