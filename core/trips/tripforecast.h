// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/sourcecost.h"
#include "core/trips/tripdue.h"

namespace portier::trips
{

/// What a trip would add to the calls of the source that is asked first for one of its sides (TRP-122).
struct SourceForecast {
    SourceCost cost;
    qint64 addedPerMonth = 0;         ///< calls in the 30 days from today on
    std::optional<QDate> exhaustedOn; ///< the UTC day the monthly budget is used up; none: it lasts
};

/// The day from which a trip is checked at another interval (TRP-043).
struct TierChange {
    QDate on;
    int intervalDays = 1;
};

/// A tracked side that will not do what the trip asks (TRP-034): never an error.
struct TripWarning {
    QString code; ///< side_without_source | filter_unsupported | currency_unsupported
    Side side = Side::Flights;
};

struct TripForecast {
    QList<SourceForecast> sources;
    QList<TierChange> tierChanges;
    QList<TripWarning> warnings;
};

/// How often a trip that leaves on this day is checked in the `days` from today on, the first check at its creation
/// among them (TRP-043, TRP-044).
[[nodiscard]] int checksWithin(QDate departDate, Frequency frequency, QDate today, int days);
[[nodiscard]] QList<TierChange> tierChanges(QDate departDate, Frequency frequency, QDate today);
/// `costs`: one per tracked side; `utcToday` is the day of the budgets.
[[nodiscard]] TripForecast forecastTrip(QDate departDate, Frequency frequency, QDate today, QDate utcToday,
                                        const QList<SourceCost> &costs);

} // namespace portier::trips
