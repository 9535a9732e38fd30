// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/balance.h"

#include "core/notifications/mailfacts.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portier::notifications
{

namespace
{

Result<qint64> number(storage::Transaction &tx, const QString &sql, const storage::Binds &binds = {})
{
    PORTIER_ASSIGN(row, tx.queryOne(sql, binds));
    return row ? row->integer(0) : 0;
}

double secondsSince(const std::optional<Instant> &then, Instant now)
{
    return then ? double(std::max<qint64>((now - *then).count(), 0)) / 1000 : 0;
}

} // namespace

Result<NotificationStats> readStats(storage::Transaction &tx, Instant now)
{
    NotificationStats stats;
    PORTIER_ASSIGN(promised, number(tx, u"SELECT COALESCE(SUM(message_count), 0) FROM notification_events"_s));
    PORTIER_ASSIGN(found, number(tx, u"SELECT COUNT(*) FROM notification_messages WHERE state IN ('queued', 'sending',"
                                     " 'waiting', 'collected', 'sent', 'digested', 'suppressed', 'dead')"_s));
    stats.balance = promised - found;
    PORTIER_ASSIGN(due, tx.queryOne(u"SELECT MIN(COALESCE(next_at, created_at)) FROM notification_messages"
                                    " WHERE state IN ('queued', 'sending', 'waiting')"_s));
    if (due && due->optInstant(0) && *due->optInstant(0) <= now)
        stats.oldestDue = due->optInstant(0);
    PORTIER_ASSIGN(dead, tx.query(u"SELECT kind, COUNT(*) FROM notification_messages WHERE state = 'dead'"
                                  " AND discarded_at IS NULL GROUP BY kind"_s));
    for (const storage::Row &row : dead)
        stats.deadByKind.insert(row.text(0), int(row.integer(1)));
    PORTIER_ASSIGN(ended, number(tx, u"SELECT COUNT(*) FROM notification_messages WHERE ended_at >= ?"_s, {now - 24h}));
    PORTIER_ASSIGN(delivered, number(tx,
                                     u"SELECT COUNT(*) FROM notification_messages WHERE ended_at >= ?"
                                     " AND state IN ('sent', 'digested')"_s,
                                     {now - 24h}));
    stats.ended24h = ended;
    stats.delivered24h = delivered;
    return stats;
}

void countEnded(operations::Metrics &metrics, const Message &message)
{
    metrics.increment(
        u"portier_notifications_total"_s,
        {{u"channel"_s, nameOf(message.channel)}, {u"kind"_s, message.kind}, {u"outcome"_s, nameOf(message.state)}});
    if (message.state == MessageState::Sent)
        metrics.increment(u"notifications_sent_total"_s);
}

void publishStats(operations::Metrics &metrics, const NotificationStats &stats, Instant now)
{
    metrics.set(u"portier_notifications_balance"_s, double(stats.balance));
    metrics.set(u"portier_outbox_oldest_seconds"_s, secondsSince(stats.oldestDue, now));
    // Nothing ended: nothing failed.
    metrics.set(u"portier_notification_delivery_ratio"_s,
                stats.ended24h == 0 ? 1.0 : double(stats.delivered24h) / double(stats.ended24h));
    // Kinds that were dead once are told to be none again.
    for (const QString &kind : mailKinds())
        metrics.set(u"portier_dead_letters"_s, stats.deadByKind.value(kind), {{u"kind"_s, kind}});
}

} // namespace portier::notifications
