// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"

#include <QStringList>

namespace portier::operations
{

enum class ChangeOperation { Created, Updated, Removed };

/// One state change that clients should look at. Carries no payload and no personal data (PLT-080).
struct Change {
    QString kind; ///< "object.event", e.g. "trip.updated"
    QString objectId;
    ChangeOperation operation = ChangeOperation::Updated;
    /// Who may see it: "account:<id>", "role:admin", "key:<id>", "link:<id>".
    QString visibility;
    QString subjectId; ///< the object this belongs to, e.g. the trip of a price check; may be empty
};

/// What Database::announced says after a commit that appended to the feed.
inline constexpr auto changesTopic = QLatin1String("operations.changes");

/// Appends the row in the change's own transaction.
[[nodiscard]] Result<> appendChange(storage::Transaction &tx, const Change &change, Instant now);

/// A change as the feed shows it.
struct FeedItem {
    qint64 sequence = 0;
    Change change;
    Instant at;
};

/// Part of the feed, in sequence order.
struct FeedPage {
    QList<FeedItem> items;
    qint64 next = 0; ///< pass as `after` of the next page
    bool hasMore = false;
};

/// What a reader may and wants to see.
struct FeedFilter {
    QStringList visibilities; ///< the caller's visibility keys; nobody sees anything without one
    QStringList kinds;        ///< "trip.updated" or "trip.*"; empty: all
};

/// The newest sequence below which nothing can commit any more (PLT-081): whoever notes it, loads lists and then reads
/// the feed after it misses nothing (PLT-084).
[[nodiscard]] Result<qint64> feedHead(storage::Transaction &tx);

/// The first change that may be new to somebody whose newest row is stamped `since` (PLT-054). Later changes may bear
/// older stamps: of a clock that was set back, or of a transaction that began earlier. Nothing when no kept change is
/// as young as that.
[[nodiscard]] Result<std::optional<qint64>> firstChangeSince(storage::Transaction &tx, Instant since);

/// Changes after `after` up to the head, at most `limit`. Errors: Invalid "feed_reset" with details {"head": n} when
/// `after` is older than what is kept or above the head (PLT-083).
[[nodiscard]] Result<FeedPage> readChanges(storage::Transaction &tx, qint64 after, int limit, const FeedFilter &filter);

/// Whether a kind is one of those asked for: "trip.updated", "trip.*"; an empty list asks for all.
[[nodiscard]] bool matchesKind(const QStringList &kinds, const QString &kind);

/// What came since, for waking whoever waits for it.
struct FeedNews {
    struct Row {
        qint64 sequence = 0;
        QString kind;
        QString visibility;
    };
    QList<Row> rows;
    qint64 seen = 0;       ///< everything up to here is in `rows`
    bool hasMore = false;  ///< `rows` was cut at the limit
    bool isSettled = true; ///< false: rows are committed that a running transaction still holds back (PLT-081)
};
[[nodiscard]] Result<FeedNews> readNews(storage::Transaction &tx, qint64 after, int limit);

/// Removes rows older than `before` and gives their number; rows are kept 7 days (PLT-083).
[[nodiscard]] Result<qint64> removeChangesBefore(storage::Transaction &tx, Instant before);
inline constexpr Millis changeRetention = std::chrono::days(7);

} // namespace portier::operations
