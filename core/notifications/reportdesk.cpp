// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/reportdesk.h"

#include "core/notifications/outboxstore.h"
#include "core/notifications/suppressionstore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

Result<> takeOne(storage::Transaction &tx, const DeliveryReport &report, const FindAdmins &findAdmins, Instant now)
{
    OutboxStore store(tx);
    PORTIER_ASSIGN(attempt, store.findAttempt(report.provider, report.providerId, report.messageId));
    if (!attempt || rankOf(report.status) <= rankOf(attempt->deliveryStatus))
        return {};
    PORTIER_TRY(store.setDeliveryStatus(attempt->messageId, attempt->number, report.status));
    const QString reason = suppressionAfter(report.status);
    PORTIER_ASSIGN(message, store.findMessage(attempt->messageId));
    if (!message || reason.isEmpty() || !message->hasBody) // its address went with its body (PLT-107)
        return {};
    PORTIER_TRY(SuppressionStore(tx).add(message->address,
                                         {{}, message->channel, {}, reason, report.provider, message->id, now}));
    return raiseDutyAlarm(tx, *message, reason, findAdmins, now);
}

} // namespace

QCoro::Task<Result<>> ReportDesk::take(QList<DeliveryReport> reports)
{
    const auto body = [reports, findAdmins = m_findAdmins, now = m_clock->now()](storage::Transaction &tx) -> Result<> {
        for (const DeliveryReport &report : reports)
            PORTIER_TRY(takeOne(tx, report, findAdmins, now));
        return {};
    };
    co_return co_await m_database.write(body);
}

} // namespace portier::notifications
