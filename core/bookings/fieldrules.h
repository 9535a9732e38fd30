// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QDate>
#include <QString>

namespace portier::bookings
{

// The rules of single fields (bookings.md section 10): how a value is stored, and which rule it breaks.

inline constexpr int longestText = 500;
inline constexpr int longestName = 40;

/// The last day a stay may start (BKG-022).
[[nodiscard]] QDate lastStart(QDate today, int horizonMonths);

/// NFC, trimmed, inner blanks collapsed.
[[nodiscard]] QString normalFirstName(const QString &name);
/// "required", "too_long", "invalid_characters" (BKG-092), or nothing.
[[nodiscard]] QString firstNameProblem(const QString &normalName);

/// An address as stored: trimmed, lower-case, its domain as A-labels (BKG-013).
[[nodiscard]] QString normalEmail(const QString &email);
/// BKG-093.
[[nodiscard]] bool isEmail(const QString &normalEmail);

/// Description or comment as stored: NFC, LF, trimmed.
[[nodiscard]] QString normalText(const QString &text);
/// "too_long", "links_not_allowed" (BKG-096), "invalid_characters" (BKG-097), or nothing.
[[nodiscard]] QString textProblem(const QString &normalText);

/// The error that says how long the text is (BKG-098: "543/500").
[[nodiscard]] FieldError tooLong(const QString &pointer, const QString &normalText, int most);

} // namespace portier::bookings
