// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/tripservice.h"

#include <QTimeZone>

namespace portier::api
{

/// Whose eyes a trip is shown to: the language and the calendar day depend on it.
struct TripViewer {
    QString language;
    QTimeZone zone;
    Instant now;
    bool refreshesRun = true; ///< false: no schedule refreshes anything
};

/// A trip as list rows and the detail show it (trips.md section 10).
[[nodiscard]] QJsonObject toJson(const trips::TripView &view, const TripViewer &viewer);
/// The same after a change, with what the change brought about: the check or why there is none, and warnings.
[[nodiscard]] QJsonObject toJson(const trips::ChangedTrip &changed, const TripViewer &viewer);
[[nodiscard]] QJsonObject toJson(const trips::TripForecast &forecast, const QString &language);

} // namespace portier::api
