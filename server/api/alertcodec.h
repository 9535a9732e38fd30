// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/alertservice.h"
#include "server/api/tripscodec.h"

namespace portier::api
{

[[nodiscard]] QJsonObject toJson(const trips::AlertRule &rule);
/// The rule with its latest verdict, null when there is none.
[[nodiscard]] QJsonObject toJson(const trips::AlertView &view);
[[nodiscard]] QJsonObject toJson(const trips::AlertEvaluation &evaluation, const QString &currency);
/// With a sentence in the reader's language (TRP-192).
[[nodiscard]] QJsonObject toJson(const trips::Explanation &explanation, const QString &language);
[[nodiscard]] QJsonObject toJson(const trips::Backtest &backtest, const TripViewer &viewer);

} // namespace portier::api
