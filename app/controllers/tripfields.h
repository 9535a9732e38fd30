// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/format.h"

namespace portier::app
{

/// The fields of the trip form by name, as they are typed: "" and 0 stand for "as the server derives it", lists are
/// words with commas between. Pure, but for the language of amounts.

/// Of a trip that is not there yet: tomorrow to in eight days, one adult, flights and hotels (TRP-276).
[[nodiscard]] QVariantMap newTripFields(const Format &format);
/// Of a trip as the API gives it. A stay or an occupancy that is the derived one reads as derived.
[[nodiscard]] QVariantMap tripFields(const QVariantMap &trip, const Format &format);
/// The price alert as it would be saved; empty: none.
[[nodiscard]] QVariantMap alertOf(const QVariantMap &fields, const Format &format);
/// The body of POST /trips.
[[nodiscard]] QVariantMap tripBody(const QVariantMap &fields, const Format &format);
/// The merge patch that makes the one out of the other: what changed only, member by member.
[[nodiscard]] QVariantMap tripPatch(const QVariantMap &before, const QVariantMap &now, const Format &format);

/// Rooms and adults in each that the server takes when the fields leave them open (TRP-018).
struct Rooms {
    int count = 1;
    int adultsEach = 1;
};
[[nodiscard]] Rooms roomsOf(const QVariantMap &fields);

/// "LH, TP" as its words; nothing empty, nothing twice.
[[nodiscard]] QStringList wordsOf(const QVariant &typed);
/// "14, 3" as days; a word that is no number is -1.
[[nodiscard]] QList<int> daysOf(const QVariant &typed);

} // namespace portier::app
