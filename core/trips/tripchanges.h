// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/triprecords.h"
#include "core/trips/tripservice.h"

namespace portier::trips
{

/// The steps that creating, editing, importing and resuming trips have in common, inside one transaction.
class TripChanges
{
public:
    TripChanges(const TripEnvironment &environment, storage::Transaction &tx, const Caller &caller, TripOwner owner,
                Instant now);

    /// Excludes other changes of the user's trips until the transaction ends; call before looking at limits or names.
    [[nodiscard]] Result<> lock();
    /// Conflict "trip_limit" {limit, used} unless one more trip may be tracked (TRP-021).
    [[nodiscard]] Result<> requireRoom();
    /// Conflict "trip_name_taken" when another trip has the name (TRP-011).
    [[nodiscard]] Result<> requireName(const QString &nameKey, const QString &tripId = {});

    /// Writes trip, rule, schedule, audit and feed rows (TRP-022).
    [[nodiscard]] Result<Trip> insert(const TripRequest &request);
    [[nodiscard]] Result<> insertRule(const Trip &trip, const AlertWish &wish);
    /// Writes an edited rule; restarts it where it measures something else (TRP-188, TRP-189) or the trip's price
    /// series is new (TRP-024). Gives the verdict over the newest snapshot when there is one.
    [[nodiscard]] Result<std::optional<AlertVerdict>> putRule(const Trip &trip, const std::optional<AlertRule> &before,
                                                              const std::optional<AlertWish> &wish, bool newSeries);
    [[nodiscard]] Result<> insertHistory(const Trip &trip, const QList<SimulatedDay> &days);

    [[nodiscard]] TripRecords &records() { return m_records; }
    [[nodiscard]] QDate today() const;

private:
    const TripEnvironment &m_environment;
    storage::Transaction &m_tx;
    QString m_userId;
    TripOwner m_owner;
    Instant m_now;
    TripRecords m_records;
};

} // namespace portier::trips
