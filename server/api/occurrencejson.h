// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/scheduler.h"

#include <QJsonObject>

namespace portier::api
{

/// "2027-01-10T06:00", as the API writes wall times.
[[nodiscard]] QString localText(const QDateTime &nominalLocal);
/// An occurrence as histories show it (PLT-087): wall time, instant, how it ended, and what DST did to it.
[[nodiscard]] QJsonObject occurrenceJson(const scheduling::Occurrence &occurrence);
[[nodiscard]] QJsonObject occurrenceJson(const scheduling::PlannedOccurrence &planned);

} // namespace portier::api
