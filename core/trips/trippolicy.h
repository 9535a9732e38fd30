// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/trips/alertrule.h"
#include "core/trips/trip.h"

#include <functional>

namespace portier::trips
{

/// What the rules ask beside the body itself.
struct PolicyFacts {
    QDate today; ///< in the user's zone (TRP-012)
    QString defaultCurrency;
    std::function<bool(const QString &)> knowsAirport; ///< airport and metro codes; empty: all are known
    /// The plan an edit starts from: its dates may lie in the past and its codes be unknown as long as they stay
    /// (TRP-023).
    std::optional<TripPlan> before;
    bool isImport = false; ///< takes "status"; with status expired, dates may lie in the past (TRP-252)
};

/// A body that passed every rule.
struct TripRequest {
    TripPlan plan;
    std::optional<AlertWish> alert;
    bool demoHistory = false;
    TripStatus status = TripStatus::Active; ///< import only; never Error
};

/// Reads the body of a create (or a merged body of an edit) and judges it by TRP-011 to TRP-020, all field errors at
/// once. Error: Invalid "validation_failed".
[[nodiscard]] Result<TripRequest> readTrip(const QJsonObject &body, const PolicyFacts &facts);

/// The create body that gives this trip again.
[[nodiscard]] QJsonObject tripBody(const TripPlan &plan, const std::optional<AlertWish> &alert);

/// Applies a merge patch to a create body (TRP-023): filters merge member-wise, null resets, one-way clears the return
/// date, and whatever was derived from a changed member (hotel dates, occupancy) is derived anew unless the patch names
/// it. Error: Invalid for members that only a create takes.
[[nodiscard]] Result<QJsonObject> mergeTripPatch(const TripPlan &current, const std::optional<AlertWish> &alert,
                                                 const QJsonObject &patch);

/// True when the edit starts a new price series (TRP-024).
[[nodiscard]] bool changesPrice(const TripPlan &before, const TripPlan &after);

/// Trimmed, inner white space collapsed, NFC.
[[nodiscard]] QString normalName(const QString &name);
[[nodiscard]] QString nameKey(const QString &normalName);

/// Rooms and adults per room when the user gave neither (TRP-018).
struct Occupancy {
    int rooms = 1;
    int adultsPerRoom = 1;
};
[[nodiscard]] Occupancy derivedOccupancy(int adults);

} // namespace portier::trips
