// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/trips/trip.h"

namespace portier::trips
{

enum class AlertKind { Threshold, AnyDrop };
enum class AlertState { Armed, Alerted, Pending };

/// The one reason of an evaluation (TRP-181).
enum class AlertReason {
    RuleDisabled,
    TripPaused,
    QueryChanged,
    Backfilled,
    Stale,
    PriceMissing,
    CurrencyMismatch,
    UnconfirmedOutlier,
    SourceKindChanged, ///< the first real price after simulated ones (TRP-172)
    FirstSample,
    Crossed,
    Above,
    Rearmed,
    InMargin,
    NewLow,
    NotANewLow,
    ReferenceSet,
    Partial,
    SourceChanged,
    Dropped,
    ReferenceRaised,
    DropTooSmall,
};

[[nodiscard]] QString toText(AlertKind kind);     ///< "threshold" | "any_drop"
[[nodiscard]] QString toText(AlertState state);   ///< "armed" | "alerted" | "pending"
[[nodiscard]] QString toText(AlertReason reason); ///< "not_a_new_low", …
[[nodiscard]] std::optional<AlertKind> alertKindFromText(const QString &text);
[[nodiscard]] std::optional<AlertState> alertStateFromText(const QString &text);
[[nodiscard]] std::optional<AlertReason> alertReasonFromText(const QString &text);

/// What the user asks for.
struct AlertWish {
    AlertKind kind = AlertKind::Threshold;
    Measure measure = Measure::TripTotal;
    std::optional<qint64> thresholdMinor; ///< Threshold only; 1 to 10^12
    bool enabled = true;
    bool email = true;
    bool desktop = true;

    bool operator==(const AlertWish &) const = default;
};

/// An outlier that waits for its confirmation (step 5).
struct PendingPrice {
    qint64 priceMinor = 0;
    qint64 referenceMinor = 0; ///< the previous price it was judged against
    Instant fetchedAt;         ///< a confirmation comes from a later response (TRP-183)
    AlertState beneath = AlertState::Armed;

    bool operator==(const PendingPrice &) const = default;
};

/// All that a rule remembers between two snapshots.
struct AlertMemory {
    AlertState state = AlertState::Armed;
    std::optional<qint64> previousMinor;  ///< last eligible price since the rule's revision (TRP-183)
    bool previousSimulated = false;       ///< the kind of source behind it
    std::optional<qint64> referenceMinor; ///< AnyDrop: what a drop is measured against
    QString referenceSource;              ///< AnyDrop: the source behind the reference
    std::optional<qint64> lastAlertedMinor;
    std::optional<Instant> lastAlertedAt;
    std::optional<PendingPrice> pending;

    bool operator==(const AlertMemory &) const = default;
};

/// A rule as stored.
struct AlertRule {
    QString id;
    QString tripId;
    AlertWish wish;
    QString currency; ///< always the trip's
    AlertMemory memory;
    int revision = 1;
    Instant createdAt;
    Instant updatedAt;
};

/// What an evaluation looks at: one snapshot seen through the rule's measure.
struct AlertSample {
    std::optional<qint64> priceMinor; ///< the measure; none when a side of it has no price (TRP-185)
    QString currency;
    QString source; ///< of the measure's sides, "duffel" or "duffel+liteapi"
    Instant takenAt;
    Instant fetchedAt; ///< oldest response behind the measure
    bool stale = false;
    bool partial = false; ///< a side of the measure
    bool simulated = false;
    bool backfilled = false;
    bool presentRevision = true;
    bool tripPaused = false;
};

/// The verdict over one snapshot.
struct AlertVerdict {
    AlertReason reason = AlertReason::Above;
    bool fires = false;
    std::optional<qint64> priceMinor;
    std::optional<qint64> comparedMinor; ///< what the price was judged against
    std::optional<qint64> previousMinor; ///< last eligible price before this one
    bool pendingDiscarded = false;       ///< an unconfirmed outlier went (step 6)
    bool pendingConfirmed = false;
    AlertState before = AlertState::Armed;
    AlertMemory after;
};

/// Judges one price, exactly in the order of trips.md section 7. Pure; used by checks, edits and the backtest alike
/// (TRP-193).
[[nodiscard]] AlertVerdict evaluate(const AlertWish &wish, const QString &currency, const AlertMemory &memory,
                                    const AlertSample &sample);

/// What would have to happen for the next alert (TRP-192).
struct NextAlert {
    std::optional<qint64> atOrBelowMinor; ///< fires at this price or a lower one
    std::optional<qint64> rearmAtMinor;   ///< from here on the threshold counts anew
};
[[nodiscard]] NextAlert nextAlert(const AlertWish &wish, const AlertMemory &memory);

/// True when the edit starts the rule anew (TRP-188).
[[nodiscard]] bool restartsRule(const AlertWish &before, const AlertWish &after);

} // namespace portier::trips
