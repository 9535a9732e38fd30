// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/alertservice.h"
#include "server/api/tripscodec.h"

namespace portier::api
{

// What trips say to people, in "de" or "en".

/// Why there was an alert or none, with the figures, in one sentence (TRP-192).
[[nodiscard]] QString explainText(const trips::Explanation &explanation, const QString &language);
/// A tracked side that will not do what the trip asks (TRP-034).
/// What a rule would have told, for whoever is about to save it (TRP-194).
[[nodiscard]] QString backtestText(const trips::Backtest &backtest, const TripViewer &viewer);
[[nodiscard]] QString warningText(const QString &code, trips::Side side, const QString &language);
/// Why a check gave no price, without a word of the source's own (TRP-033).
[[nodiscard]] QString priceErrorText(const QString &code, const QString &language);

} // namespace portier::api
