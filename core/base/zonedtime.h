// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QDate>
#include <QDateTime>
#include <QTime>
#include <QTimeZone>

namespace portier
{

/// The zone of an IANA name ("Europe/Berlin", "UTC"); nothing when the zone data lacks it. Offsets such as "UTC+02:00"
/// and abbreviations are refused.
[[nodiscard]] std::optional<QTimeZone> zoneByName(const QString &ianaName);

/// How a local date-time maps to UTC.
enum class LocalTimeKind {
    Unique,
    Gap,     ///< skipped when clocks go forward
    Repeated ///< happens twice when clocks go back
};

/// What a local date-time means in a zone.
struct ResolvedLocalTime {
    LocalTimeKind kind = LocalTimeKind::Unique;
    /// Unique: the instant. Repeated: the first of the two. Gap: the instant of the jump (the first existing instant).
    Instant instant;
};

/// Source: the zone data of the system (tzdata) as QTimeZone reads it.
[[nodiscard]] ResolvedLocalTime resolveLocal(QDate date, QTime time, const QTimeZone &zone);
[[nodiscard]] QDateTime toLocal(Instant instant, const QTimeZone &zone);
[[nodiscard]] QDate localDate(Instant instant, const QTimeZone &zone);
/// The instant at which the local calendar day begins (midnight, or the end of a gap that swallows it).
[[nodiscard]] Instant startOfDay(QDate date, const QTimeZone &zone);
/// "YYYY-MM-DD", as dates are stored and sent.
[[nodiscard]] QString toIsoDate(QDate date);
/// Reads "YYYY-MM-DD" strictly; nothing for other text or impossible dates.
[[nodiscard]] std::optional<QDate> fromIsoDate(const QString &text);
/// Reads "HH:MM" strictly (00:00 to 23:59).
[[nodiscard]] std::optional<QTime> fromLocalTime(const QString &text);

} // namespace portier
