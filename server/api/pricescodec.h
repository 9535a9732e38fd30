// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/history.h"
#include "core/trips/pricecheck.h"
#include "core/trips/snapshotservice.h"

namespace portier::api
{

/// `joined`: the caller asked for a check and got one that was already on its way (TRP-136).
[[nodiscard]] QJsonObject toJson(const trips::PriceCheck &check, bool joined = false);
/// With its items, unless they were not read.
[[nodiscard]] QJsonObject toJson(const trips::RefreshRun &run);
[[nodiscard]] QJsonObject toJson(const trips::Snapshot &snapshot);
[[nodiscard]] QJsonObject toJson(const trips::SnapshotView &view);
[[nodiscard]] QJsonObject toJson(const trips::History &history);

} // namespace portier::api
