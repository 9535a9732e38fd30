// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/snapshot.h"

namespace portier::trips
{

/// A part of a trip's history.
struct SnapshotRange {
    std::optional<Instant> from;  ///< inclusive
    std::optional<Instant> until; ///< exclusive
    std::optional<int> revision;
};

/// Rows of snapshots and their offers.
class SnapshotStore
{
public:
    explicit SnapshotStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const Snapshot &snapshot, Instant now);
    [[nodiscard]] Result<> insertOffers(const QString &snapshotId, const SideResult &side);
    [[nodiscard]] Result<std::optional<Snapshot>> find(const QString &tripId, const QString &snapshotId);
    /// {"flights": [...], "hotels": [...]}, the cheapest first.
    [[nodiscard]] Result<QJsonObject> offers(const QString &snapshotId);
    [[nodiscard]] Result<QList<Snapshot>> page(const QString &tripId, const SnapshotRange &range, int limit,
                                               const std::optional<QJsonObject> &after);
    [[nodiscard]] static QJsonObject positionOf(const Snapshot &snapshot);

    [[nodiscard]] Result<std::optional<Snapshot>> newest(const QString &tripId, int revision);
    /// The last snapshot before this one, of its revision, kind of source and not stale, in which the measure has a
    /// price (TRP-172, TRP-233).
    [[nodiscard]] Result<std::optional<Snapshot>> previous(const Snapshot &snapshot, Measure measure);
    /// The same, taken at `until` or before.
    [[nodiscard]] Result<std::optional<Snapshot>> previous(const Snapshot &snapshot, Measure measure, Instant until);
    /// A complete one that is not stale, not older than `since` (TRP-094).
    [[nodiscard]] Result<std::optional<QString>> fresh(const QString &tripId, int revision, Instant since);
    /// The newest one that a rule over this measure may judge (TRP-188); a simulated one only while there is no other.
    [[nodiscard]] Result<std::optional<Snapshot>> newestEligible(const QString &tripId, int revision, Measure measure,
                                                                 Instant since);
    /// The cheapest price of a measure in one revision, stale ones aside; simulated ones only while there is no other.
    struct Lowest {
        qint64 minor = 0;
        Instant takenAt;
    };
    [[nodiscard]] Result<std::optional<Lowest>> lowest(const QString &tripId, int revision, Measure measure);
    [[nodiscard]] Result<bool> hasReal(const QString &tripId);
    /// When each revision was first priced, by revision.
    [[nodiscard]] Result<QMap<int, Instant>> revisionStarts(const QString &tripId, bool withSimulated);

    /// Of all trips.
    [[nodiscard]] Result<qint64> countSince(Instant then);

    /// Snapshots without their sides, oldest first, one by one.
    [[nodiscard]] Result<> forEachPrice(const QString &tripId, const SnapshotRange &range,
                                        const std::function<bool(const Snapshot &)> &visit);
    /// Whole snapshots, oldest first, one by one.
    [[nodiscard]] Result<> forEach(const QString &tripId, const SnapshotRange &range,
                                   const std::function<bool(const Snapshot &)> &visit);
    /// The offers of one side, by snapshot, one by one.
    [[nodiscard]] Result<>
    forEachOffers(const QString &tripId, Side side, const SnapshotRange &range,
                  const std::function<void(const QString &snapshotId, const QJsonArray &)> &visit);
    /// At most so many of a trip; gives how many went.
    [[nodiscard]] Result<qint64> removeSome(const QString &tripId, int most);
    /// TRP-255: the same moment with the same amounts.
    [[nodiscard]] Result<bool> contains(const Snapshot &snapshot);

private:
    [[nodiscard]] Result<std::optional<Snapshot>> one(const QString &rest, const storage::Binds &binds);

    storage::Transaction &m_tx;
};

} // namespace portier::trips
