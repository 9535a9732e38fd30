// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/messagedesk.h"

#include "core/notifications/lifecycle.h"
#include "core/notifications/outboxstore.h"
#include "core/operations/audit.h"
#include "core/scheduling/jobqueue.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

Result<MessageDetail> detailOf(storage::Transaction &tx, const QString &id, const QString &accountId,
                               const operations::Sealer &sealer)
{
    MessageDetail detail;
    PORTIER_ASSIGN(item, findMessage(tx, id, accountId));
    PORTIER_ASSIGN(attempts, listAttempts(tx, id));
    detail.item = item;
    detail.attempts = attempts;
    if (item.message.hasBody) {
        PORTIER_ASSIGN(body, readBody(tx, id, sealer));
        detail.body = body;
    }
    return detail;
}

Result<> note(storage::Transaction &tx, const QString &action, const QString &objectKind, const QString &objectId,
              const operations::Actor &actor, Instant now)
{
    operations::AuditEntry entry;
    entry.actor = actor;
    entry.action = action;
    entry.objectKind = objectKind;
    entry.objectId = objectId;
    return operations::appendAudit(tx, entry, now);
}

Result<> markSeen(storage::Transaction &tx, const QString &id, const QString &accountId, Instant now)
{
    PORTIER_ASSIGN(found, OutboxStore(tx).findMessage(id));
    if (!found || found->accountId != accountId || found->channel != Channel::Desktop)
        return fail(Error::notFound());
    if (found->state != MessageState::Waiting)
        return {};
    DeliveryOutcome seen;
    seen.outcome = AttemptOutcome::Accepted;
    PORTIER_TRY(OutboxStore(tx).endAttempt(id, seen, now));
    PORTIER_TRY(scheduling::JobQueue::cancelByKey(tx, deliveryJobKind, id, now));
    return applyEvent(tx, *found, MessageEvent::Acknowledge, {}, now);
}

} // namespace

QCoro::Task<Result<MessageDetail>> MessageDesk::findOwn(QString id, QString accountId)
{
    const auto body = [id, accountId, sealer = m_deps.sealer](storage::Transaction &tx) {
        return detailOf(tx, id, accountId, *sealer);
    };
    co_return co_await m_deps.database.read(body);
}

QCoro::Task<Result<MessageDetail>> MessageDesk::inspect(QString id, operations::Actor actor)
{
    const auto body = [id, actor, sealer = m_deps.sealer,
                       now = m_deps.clock->now()](storage::Transaction &tx) -> Result<MessageDetail> {
        PORTIER_ASSIGN(detail, detailOf(tx, id, {}, *sealer));
        PORTIER_TRY(note(tx, u"notification.read"_s, u"notification"_s, id, actor, now));
        return detail;
    };
    co_return co_await m_deps.database.write(body);
}

QCoro::Task<Result<>> MessageDesk::acknowledge(QString id, QString accountId)
{
    const auto body = [id, accountId, now = m_deps.clock->now()](storage::Transaction &tx) {
        return markSeen(tx, id, accountId, now);
    };
    co_return co_await m_deps.database.write(body);
}

QCoro::Task<Result<HistoryItem>> MessageDesk::requeue(QString id, operations::Actor actor)
{
    const auto body = [id, actor, now = m_deps.clock->now()](storage::Transaction &tx) -> Result<HistoryItem> {
        PORTIER_TRY(notifications::requeue(tx, id, actor, now));
        return findMessage(tx, id, {});
    };
    co_return co_await m_deps.database.write(body);
}

QCoro::Task<Result<HistoryItem>> MessageDesk::discard(QString id, operations::Actor actor)
{
    const auto body = [id, actor, now = m_deps.clock->now()](storage::Transaction &tx) -> Result<HistoryItem> {
        PORTIER_TRY(notifications::discard(tx, id, actor, now));
        return findMessage(tx, id, {});
    };
    co_return co_await m_deps.database.write(body);
}

QCoro::Task<Result<SuppressionPage>> MessageDesk::suppressions(QString afterId, int limit, operations::Actor actor)
{
    const auto body = [afterId, limit, actor,
                       now = m_deps.clock->now()](storage::Transaction &tx) -> Result<QList<Suppression>> {
        PORTIER_TRY(note(tx, u"suppression.read"_s, u"suppression"_s, {}, actor, now));
        return SuppressionStore(tx).list(afterId, limit + 1);
    };
    auto found = co_await m_deps.database.write(body);
    PORTIER_CO_TRY(found);
    SuppressionPage page;
    page.items = *found;
    if (page.items.size() > limit) {
        page.items.removeLast();
        page.next = page.items.constLast().id;
    }
    co_return page;
}

QCoro::Task<Result<>> MessageDesk::removeSuppression(QString id, operations::Actor actor)
{
    const auto body = [id, actor, now = m_deps.clock->now()](storage::Transaction &tx) -> Result<> {
        PORTIER_ASSIGN(removed, SuppressionStore(tx).remove(id));
        if (!removed)
            return fail(Error::notFound());
        return note(tx, u"suppression.removed"_s, u"suppression"_s, id, actor, now);
    };
    co_return co_await m_deps.database.write(body);
}

} // namespace portier::notifications
