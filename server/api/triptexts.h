// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/alertservice.h"

namespace portier::api
{

// What trips say to people, in "de" or "en".

/// Why there was an alert or none, with the figures, in one sentence (TRP-192).
[[nodiscard]] QString explainText(const trips::Explanation &explanation, const QString &language);
/// A tracked side that will not do what the trip asks (TRP-034).
[[nodiscard]] QString warningText(const QString &code, trips::Side side, const QString &language);
/// Why a check gave no price, without a word of the source's own (TRP-033).
[[nodiscard]] QString priceErrorText(const QString &code, const QString &language);

} // namespace portier::api
