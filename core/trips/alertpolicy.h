// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/contract/fieldreader.h"
#include "core/trips/alertrule.h"

namespace portier::trips
{

/// Reads the body of an alert for a trip of this currency and these sides; adds what is wrong to the reader's errors:
/// "threshold_required", "threshold_forbidden", "threshold_currency" (TRP-020), "measure_not_tracked" and the codes of
/// FieldReader. An empty body is no rule (TRP-191).
[[nodiscard]] AlertWish readAlert(contract::FieldReader &body, const TripPlan &plan);
/// The same for a body that stands alone. Error: Invalid "validation_failed".
[[nodiscard]] Result<AlertWish> readAlertBody(const QJsonObject &body, const TripPlan &plan);
[[nodiscard]] QJsonObject alertBody(const AlertWish &wish, const QString &currency);

} // namespace portier::trips
