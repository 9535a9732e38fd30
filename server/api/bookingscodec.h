// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingservice.h"
#include "core/bookings/resourceservice.h"

namespace portier::api
{

// How bookings, resources and parties look on the wire (bookings.md section 11).

/// The public part, and everything else where the caller sees it.
[[nodiscard]] QJsonObject toJson(const bookings::BookingView &view);
/// A list row: as above without the timeline, with the days until it starts and, where the caller sees more than one,
/// the name of the resource.
[[nodiscard]] QJsonObject toListJson(const bookings::BookingView &view, bool namesResource);
[[nodiscard]] QJsonObject toJson(const bookings::ResourceView &view);
[[nodiscard]] QJsonObject toJson(const bookings::CalendarPage &page);
[[nodiscard]] QJsonObject toJson(const bookings::DecisionResult &result);
/// What admins see.
[[nodiscard]] QJsonObject toJson(const bookings::ResourceRecord &record);
[[nodiscard]] QJsonObject toJson(const bookings::Party &party);
/// "Jonas hat 03.–06.08.2027 schon angefragt." (BKG-104)
[[nodiscard]] QString conflictSentence(const QList<bookings::BookingConflict> &conflicts, const QString &language);

} // namespace portier::api
