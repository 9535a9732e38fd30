// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/alertrule.h"
#include "core/trips/sources/sideresult.h"
#include "core/trips/trip.h"

namespace portier::trips
{

/// How a check ended (TRP-091, TRP-094).
enum class CheckOutcome { Complete, Degraded, Empty, Failed, Duplicate, Cancelled };
[[nodiscard]] QString toText(CheckOutcome outcome); ///< "complete", …
[[nodiscard]] std::optional<CheckOutcome> checkOutcomeFromText(const QString &text);

/// Why a check gave no price.
struct CheckError {
    QString code;
    QString side;
    QString source;
    bool transient = false;
    std::optional<Instant> retryAt;
    QJsonObject sides; ///< the code of every side that failed

    bool operator==(const CheckError &) const = default;
};
/// {"code","side","source","transient","retry_at","sides"}; empty members are left out.
[[nodiscard]] QJsonObject toJson(const CheckError &error);
[[nodiscard]] std::optional<CheckError> checkErrorFromJson(const QJsonObject &json);

/// The immutable result of a check.
struct Snapshot {
    QString id;
    QString tripId;
    QString checkId; ///< empty for backfilled ones
    int queryRevision = 1;
    Instant takenAt;
    QString currency;
    std::optional<qint64> flightMinor;
    std::optional<qint64> hotelMinor;
    std::optional<qint64> totalMinor;
    QString flightSource;
    QString hotelSource;
    QJsonObject sides; ///< trips.md 5.9
    bool complete = false;
    bool degraded = false;
    bool partial = false;
    bool stale = false;
    bool cached = false;
    bool simulated = false;
    bool backfilled = false;

    [[nodiscard]] std::optional<qint64> amount(Measure measure) const;
    /// Good enough to count as a refresh (TRP-044).
    [[nodiscard]] bool isGood() const { return !stale && !backfilled; }
};

/// What a check found: the outcome, a snapshot unless it failed, the cause if it did.
struct CheckResult {
    CheckOutcome outcome = CheckOutcome::Failed;
    std::optional<Snapshot> snapshot; ///< without ids
    std::optional<CheckError> error;
};

/// Judges the two sides of a check of this plan (TRP-085, TRP-086, TRP-090 to TRP-092).
[[nodiscard]] CheckResult composeCheck(const TripPlan &plan, int queryRevision, const SideResult &flights,
                                       const SideResult &hotels, Instant now);

/// Tracked sides that have no price in the snapshot: "flights", "hotels".
[[nodiscard]] QStringList missingSides(const TripPlan &plan, const Snapshot &snapshot);

/// The snapshot as a rule over `measure` sees it.
[[nodiscard]] AlertSample toSample(const Snapshot &snapshot, Measure measure, const TripPlan &plan, int presentRevision,
                                   bool tripPaused);

/// How a price moved since an older snapshot in which the same measure had one (TRP-233).
struct PriceChange {
    Measure measure = Measure::TripTotal;
    qint64 amountMinor = 0;
    qint64 percentTenths = 0; ///< half away from zero
    Instant since;
};
[[nodiscard]] std::optional<PriceChange> priceChange(Measure measure, const Snapshot &present, const Snapshot &older);
/// The measure whose change a summary shows: the total, else the side that has a price.
[[nodiscard]] std::optional<Measure> shownMeasure(const Snapshot &snapshot);

/// The member "latest" of a trip (trips.md section 10).
[[nodiscard]] QJsonObject latestJson(const TripPlan &plan, const Snapshot &snapshot,
                                     const std::optional<PriceChange> &change);

} // namespace portier::trips
