// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/pricesource.h"
#include "core/trips/sources/sideresult.h"

namespace portier::trips
{

using Sources = QList<std::shared_ptr<PriceSource>>;

/// The sources that take turns on one side: the listed ones in order, or the simulated market alone while no real
/// source is ready for any side (TRP-060, TRP-061). Unknown names in the list are left out.
[[nodiscard]] Sources sourcesFor(const QStringList &order, const Sources &all);
/// True while no real source is ready for any side.
[[nodiscard]] bool onlySimulated(const Sources &all);

/// Why a source cannot take this question at all, before health and budget (TRP-062, TRP-077): "disabled",
/// "unconfigured", "side_unsupported", "currency_unsupported", "filter_unsupported".
[[nodiscard]] std::optional<QString> passOverReason(const PriceSource &source, const Query &query);

/// The age up to which a stored answer counts as fresh (TRP-102, TRP-104); 0: always live. `empty`: the source had no
/// offers.
[[nodiscard]] Millis freshAge(Trigger trigger, bool empty);
/// The age up to which, itself included, a stored answer may stand in when no source answers live (TRP-105, TRP-106):
/// judged on what happened to the sources. 0: not at all.
[[nodiscard]] Millis staleAge(Trigger trigger, const QList<Attempt> &attempts);

/// The failure of a side nobody answered, from what happened to the sources (TRP-065, TRP-077, TRP-119). Nothing when
/// there is no source for the side at all.
[[nodiscard]] std::optional<SideFailure> failureFrom(const QList<Attempt> &attempts);
/// True for codes that may pass by themselves (TRP-032).
[[nodiscard]] bool isTransientCode(const QString &code);

} // namespace portier::trips
