// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/alertrule.h"
#include "core/trips/pricecheck.h"
#include "core/trips/tripdue.h"

namespace portier::trips
{

/// A trip with all that a list row or the detail shows (TRP-232).
struct TripView {
    Trip trip;
    std::optional<QJsonObject> latest; ///< newest snapshot of the present revision (latestJson)
    std::optional<AlertRule> rule;
    std::optional<PriceCheck> openCheck; ///< queued or running
    TripSchedule schedule;
};

enum class TripSort { Created, Name, DepartDate, Total, Updated };
[[nodiscard]] std::optional<TripSort> tripSortFromText(const QString &text); ///< "created", "name", …

/// Which trips of one user a list shows.
struct TripListQuery {
    QList<TripStatus> statuses; ///< empty: all
    QString text;               ///< part of the name, or an airport code
    TripSort sort = TripSort::Created;
    int limit = 20;
    std::optional<QJsonObject> after;    ///< position behind which the page begins
    std::optional<Instant> updatedAfter; ///< inclusive, and what changed later under an older stamp (PLT-054)
};
struct TripPage {
    QList<TripView> items;
    std::optional<QJsonObject> next;
};

/// Rows of trips and their schedules. Every question with a user asks only for that user's rows (TRP-010).
class TripStore
{
public:
    explicit TripStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const Trip &trip);
    /// Writes everything but "latest" if the row still has `expectedVersion`; false when it has another.
    [[nodiscard]] Result<bool> update(const Trip &trip, int expectedVersion);
    [[nodiscard]] Result<> setLatest(const QString &tripId, const std::optional<QJsonObject> &latest,
                                     std::optional<qint64> totalMinor);
    [[nodiscard]] Result<> remove(const QString &tripId);
    /// What an account has besides trips: its runs and its schedule. Gives how many rows went.
    [[nodiscard]] Result<qint64> removeAccount(const QString &userId);

    [[nodiscard]] Result<std::optional<Trip>> find(const QString &tripId);
    /// The same, locked until the transaction ends: the first row that whoever writes a trip, its check or its rule
    /// locks; then the check, then the run, then the rule.
    [[nodiscard]] Result<std::optional<Trip>> findLocked(const QString &tripId);
    [[nodiscard]] Result<std::optional<TripView>> findView(const QString &userId, const QString &tripId);
    [[nodiscard]] Result<TripPage> list(const QString &userId, const TripListQuery &query);
    /// All trips of a user that a schedule looks at (active and error), oldest first.
    [[nodiscard]] Result<QList<Trip>> tracked(const QString &userId);
    [[nodiscard]] Result<QList<QString>> ids(const QString &userId);
    /// Calls `visit` for every trip of the user, oldest first, without keeping them; until it returns false.
    [[nodiscard]] Result<> forEach(const QString &userId, const std::function<bool(const TripView &)> &visit);
    /// Users with an active or error trip that departs before this date (YYYY-MM-DD).
    [[nodiscard]] Result<QStringList> usersDepartedBefore(const QString &date);
    [[nodiscard]] Result<int> countTracked(const QString &userId);
    [[nodiscard]] Result<int> count(const QString &userId);
    [[nodiscard]] Result<std::optional<QString>> idByName(const QString &userId, const QString &nameKey);
    /// Trips by status over all users, for metrics.
    [[nodiscard]] Result<QMap<QString, qint64>> countByStatus();

    [[nodiscard]] Result<std::optional<TripSchedule>> findSchedule(const QString &userId);
    [[nodiscard]] Result<> putSchedule(const QString &userId, const TripSchedule &schedule, Instant now);
    /// Gives everybody who has chosen no time of their own this one.
    [[nodiscard]] Result<> moveDefaultSchedules(QTime time, Instant now);
    /// By user.
    [[nodiscard]] Result<QMap<QString, TripSchedule>> schedules();

private:
    storage::Transaction &m_tx;
};

} // namespace portier::trips
