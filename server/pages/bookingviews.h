// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/changedrange.h"
#include "core/bookings/bookingview.h"
#include "server/pages/site.h"
#include "server/pages/views.h"

namespace portier::pages
{

// How bookings look on pages: pieces of template values, and words. All text goes through the shared formatter.

/// A range that never breaks across lines.
[[nodiscard]] QString rangeText(const bookings::DateRange &range, const QString &language);
/// A range before and after a change (BKG-139); neither breaks across lines.
[[nodiscard]] ChangedRangeText changedRangeText(const bookings::DateRange &before, const bookings::DateRange &after,
                                                const QString &language);
/// "Fr. bis Di.", one day: "Fr."
[[nodiscard]] QString weekdaysText(const PageRequest &request, const bookings::DateRange &range);
/// "3 Tage".
[[nodiscard]] QString daysText(const PageRequest &request, int days);
/// "Angefragt"
[[nodiscard]] QString statusText(const PageRequest &request, bookings::BookingStatus status);
/// "Oskar ist vom 20.–26.09. schon da.": one sentence for a booking in the way.
[[nodiscard]] QString conflictText(const PageRequest &request, const bookings::BookingConflict &conflict);

/// {class, name} of a party mark.
[[nodiscard]] QJsonObject partyValue(const bookings::PartyLabel &party);
/// {tone, icon, label} of a status chip.
[[nodiscard]] QJsonObject statusChip(const PageRequest &request, bookings::BookingStatus status);
/// What cards and heads show of a booking: name, range, days, persons, party, chip, is_past.
[[nodiscard]] QJsonObject stayValue(const PageRequest &request, const bookings::BookingView &view, const QString &url);
/// One party's state: {tone, icon, state, name, comment}.
[[nodiscard]] QJsonObject approvalState(const PageRequest &request, bookings::Decision decision, const QString &name,
                                        const QString &comment);
/// Who has decided what.
[[nodiscard]] QJsonArray approvalStates(const PageRequest &request, const bookings::BookingView &view);
/// "Ingeborg hat freigegeben. Angelika hat noch nicht geantwortet." without the party `except`.
[[nodiscard]] QString approvalsSentence(const PageRequest &request, const bookings::BookingView &view,
                                        const QString &except);
/// {icon, text, when, change, note}, oldest first.
[[nodiscard]] QJsonArray timelineValues(const PageRequest &request, const bookings::BookingView &view);

/// The colours that a booking's page shows.
[[nodiscard]] QStringList coloursOf(const bookings::BookingView &view);
[[nodiscard]] QStringList coloursOf(const QList<bookings::PartyLabel> &parties);

[[nodiscard]] inline QString calendarPath(const QString &slug)
{
    return QStringLiteral("/calendar/") + slug;
}

} // namespace portier::pages
