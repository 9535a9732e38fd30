// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/changefeed.h"

#include "core/storage/sqldialect.h"

namespace portier::operations
{

using namespace Qt::StringLiterals;

namespace
{

// PLT-081 on PostgreSQL. A plain database sequence is not enough: numbers are handed out in one order and committed in
// another, so a reader could pass a number that is still to come. Here a row's sequence is its transaction's number
// (xid8, 64 bits, ever growing) times 2^20, plus its place within the transaction. Every transaction below the oldest
// running one (pg_snapshot_xmin) has ended, and no later one can get a smaller number, so all sequences below
// xmin * 2^20 are final, whatever order commits and rollbacks come in. 2^20 changes per transaction and 2^33
// transactions keep the number exact even for clients that read JSON numbers as doubles.
constexpr int sequenceShift = 20;

/// On PostgreSQL a transaction may commit after later ones; none is stamped longer than this before it does.
constexpr Millis longestCommit = std::chrono::seconds(60);

const QStringList &operationNames()
{
    static const QStringList names{u"created"_s, u"updated"_s, u"removed"_s};
    return names;
}

/// "?, ?, ?" for `count` placeholders.
QString placeholders(qsizetype count)
{
    return QStringList(count, u"?"_s).join(", "_L1);
}

/// Appends the condition on kinds to `sql`: exact names, and prefixes for "trip.*".
void appendKindCondition(const QStringList &kinds, QString &sql, storage::Binds &binds)
{
    QStringList conditions;
    for (const QString &kind : kinds) {
        if (kind.endsWith(".*"_L1)) {
            // The prefix itself and not LIKE: nothing to escape, and no collation has a say.
            const QString prefix = kind.chopped(1);
            conditions << u"substr(kind, 1, %1) = ?"_s.arg(prefix.size());
            binds << prefix;
        } else {
            conditions << u"kind = ?"_s;
            binds << kind;
        }
    }
    if (!conditions.isEmpty())
        sql += " AND ("_L1 + conditions.join(" OR "_L1) + ')'_L1;
}

FeedItem readItem(const storage::Row &row)
{
    FeedItem item;
    item.sequence = row.integer(0);
    item.at = row.instant(1);
    item.change.kind = row.text(2);
    item.change.objectId = row.text(3);
    item.change.operation = static_cast<ChangeOperation>(operationNames().indexOf(row.text(4)));
    item.change.visibility = row.text(5);
    item.change.subjectId = row.text(6);
    return item;
}

Result<qint64> removedThrough(storage::Transaction &tx)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT removed_through FROM change_retention WHERE id = 1"_s));
    return row ? row->integer(0) : 0;
}

} // namespace

Result<> appendChange(storage::Transaction &tx, const Change &change, Instant now)
{
    const storage::Binds values{now,
                                change.kind,
                                change.objectId,
                                operationNames().at(static_cast<int>(change.operation)),
                                change.visibility,
                                change.subjectId};
    tx.announce(changesTopic);
    if (tx.dialect().isSqlite()) {
        PORTIER_TRY(tx.exec(u"INSERT INTO changes (at, kind, object_id, operation, visibility, subject_id)"
                            " VALUES (?, ?, ?, ?, ?, ?)"_s,
                            values));
        return {};
    }
    // Only the own range is looked at: later transactions may have committed already.
    PORTIER_TRY(tx.exec(
        u"WITH me AS MATERIALIZED (SELECT pg_current_xact_id()::text::bigint << %1 AS base)"
        " INSERT INTO changes (sequence, at, kind, object_id, operation, visibility, subject_id)"
        " SELECT (SELECT COALESCE(MAX(sequence), me.base - 1) + 1 FROM changes"
        " WHERE sequence >= me.base AND sequence < me.base + (1 << %1)), CAST(? AS BIGINT), ?, ?, ?, ?, ? FROM me"_s
            .arg(sequenceShift),
        values));
    return {};
}

Result<qint64> feedHead(storage::Transaction &tx)
{
    if (!tx.dialect().isSqlite()) {
        PORTIER_ASSIGN(
            row, tx.queryOne(
                     u"SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint << %1) - 1"_s.arg(sequenceShift)));
        return row->integer(0);
    }
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT MAX(sequence) FROM changes"_s));
    PORTIER_ASSIGN(removed, removedThrough(tx));
    return std::max(row->integer(0), removed);
}

Result<std::optional<qint64>> firstChangeSince(storage::Transaction &tx, Instant since)
{
    const Instant from = tx.dialect().isSqlite() ? since : since - longestCommit;
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT MIN(sequence) FROM changes WHERE at >= ?"_s, {from}));
    return row->isNull(0) ? std::nullopt : std::optional(row->integer(0));
}

Result<FeedPage> readChanges(storage::Transaction &tx, qint64 after, int limit, const FeedFilter &filter)
{
    PORTIER_ASSIGN(head, feedHead(tx));
    PORTIER_ASSIGN(removed, removedThrough(tx));
    if (after < removed || after > head)
        return fail(Error::invalid(u"feed_reset"_s, u"the position is not part of the feed"_s, {{u"head"_s, head}}));

    FeedPage page;
    page.next = head;
    if (filter.visibilities.isEmpty())
        return page;

    QString sql =
        u"SELECT sequence, at, kind, object_id, operation, visibility, subject_id FROM changes"
        " WHERE sequence > ? AND sequence <= ? AND visibility IN (%1)"_s.arg(placeholders(filter.visibilities.size()));
    storage::Binds binds{after, head};
    for (const QString &visibility : filter.visibilities)
        binds << visibility;
    appendKindCondition(filter.kinds, sql, binds);
    sql += " ORDER BY sequence LIMIT ?"_L1;
    binds << limit + 1;

    PORTIER_ASSIGN(rows, tx.query(sql, binds));
    page.hasMore = rows.size() > limit;
    if (page.hasMore)
        rows.removeLast();
    for (const storage::Row &row : std::as_const(rows))
        page.items.append(readItem(row));
    if (page.hasMore)
        page.next = page.items.constLast().sequence;
    return page;
}

bool matchesKind(const QStringList &kinds, const QString &kind)
{
    return kinds.isEmpty() || std::any_of(kinds.begin(), kinds.end(), [&kind](const QString &wanted) {
               return wanted.endsWith(".*"_L1) ? kind.startsWith(QStringView(wanted).chopped(1)) : kind == wanted;
           });
}

Result<FeedNews> readNews(storage::Transaction &tx, qint64 after, int limit)
{
    PORTIER_ASSIGN(head, feedHead(tx));
    PORTIER_ASSIGN(rows, tx.query(u"SELECT sequence, kind, visibility FROM changes"
                                  " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?"_s,
                                  {after, head, limit}));
    FeedNews news;
    for (const storage::Row &row : std::as_const(rows))
        news.rows.append({row.integer(0), row.text(1), row.text(2)});
    news.hasMore = rows.size() == limit;
    news.seen = news.hasMore ? news.rows.constLast().sequence : std::max(head, after);
    PORTIER_ASSIGN(newest, tx.queryOne(u"SELECT MAX(sequence) FROM changes"_s));
    news.isSettled = newest->integer(0) <= head;
    return news;
}

Result<qint64> removeChangesBefore(storage::Transaction &tx, Instant before)
{
    // Up to the newest old row, not by time alone: a clock that was set back must not leave holes in the kept part.
    PORTIER_ASSIGN(newest, tx.queryOne(u"SELECT MAX(sequence) FROM changes WHERE at < ?"_s, {before}));
    if (newest->isNull(0))
        return 0;
    const qint64 through = newest->integer(0);
    PORTIER_ASSIGN(removed, tx.exec(u"DELETE FROM changes WHERE sequence <= ?"_s, {through}));
    PORTIER_TRY(tx.exec(u"UPDATE change_retention SET removed_through = ? WHERE id = 1 AND removed_through < ?"_s,
                        {through, through}));
    return removed;
}

} // namespace portier::operations
