// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/money.h"

#include <QDate>
#include <QTimeZone>

namespace portier
{

// Text for people, the same in mails, pages and the API (PLT-127, PLT-178). `language` is "de" or "en"; anything else
// reads as "de", the built-in default. Conventions are CLDR's for de and en-GB (day before month, 24 hours).

/// All minor units, grouped: "1.234,50 €" with a no-break space; "€1,234.50", "CHF 1,234.50". An amount in a currency
/// we do not know is written with two digits.
[[nodiscard]] QString formatMoney(const Money &money, const QString &language);
/// Grouped whole number: "12.345", "12,345".
[[nodiscard]] QString formatNumber(qint64 number, const QString &language);

/// "03.09.2027", "3 Sept 2027".
[[nodiscard]] QString formatDate(QDate date, const QString &language);
/// First to last day, saying month and year once where they are equal: "01.–04.10.2027", "1–4 Oct 2027".
[[nodiscard]] QString formatDateRange(QDate first, QDate last, const QString &language);
/// "19:42" in both languages.
[[nodiscard]] QString formatTime(Instant instant, const QTimeZone &zone);
/// "Fr., 03.09.2027, 19:42 MESZ", "Fri 3 Sept 2027, 19:42 CEST".
[[nodiscard]] QString formatDateTime(Instant instant, const QTimeZone &zone, const QString &language);
/// Short name of the zone at that moment: "MESZ", "CEST", "EDT", "GMT+5:45".
[[nodiscard]] QString formatZone(Instant instant, const QTimeZone &zone, const QString &language);

/// Plural category of CLDR; both languages know only these two.
enum class Plural { One, Other };
[[nodiscard]] Plural pluralOf(qint64 count);
/// The grouped number and the form of the noun that goes with it: "1 Nacht", "2 Nächte".
[[nodiscard]] QString formatCount(qint64 count, const QString &one, const QString &other, const QString &language);
/// "1 Personen", "2 Personen" (always plural in German, PLT-178), "1 person", "2 people".
[[nodiscard]] QString formatPersons(qint64 count, const QString &language);

} // namespace portier
