// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/pricesource.h"
#include "core/trips/sources/sideresult.h"

namespace portier::trips
{

class Airports;

/// Applies every filter of the query to a source's answer, live or stored, and prices the side: what is kept, what was
/// dropped and why (TRP-070 to TRP-084, TRP-089). Fills status, cause, price, counts, offers, partial, simulated and,
/// when every offer is in another currency, failure "currency_mismatch". Pure.
[[nodiscard]] SideResult applyFilters(const Query &query, const SourceAnswer &answer, const Airports &airports);

/// The words that stand for a view a traveller asks for (TRP-076); a word without synonyms stands for itself.
[[nodiscard]] QStringList viewSynonyms(const QString &view);

} // namespace portier::trips
