// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace portier
{

/// Decimal places of an ISO 4217 currency (0, 2 or 3, rarely 4); nothing for an unknown code.
[[nodiscard]] std::optional<int> currencyExponent(const QString &currency);

/// An amount in minor units (cents) of an ISO 4217 currency. Never floating point.
struct Money {
    qint64 minor = 0;
    QString currency;

    bool operator==(const Money &) const = default;
};

/// Reads decimal text ("1234.5", "1234") to minor units by the currency's exponent; further decimals round half up
/// (away from zero). Errors: Invalid "currency_unknown", Invalid "amount_invalid" (not a plain decimal, or out of
/// range).
[[nodiscard]] Result<Money> moneyFromDecimal(const QString &decimal, const QString &currency);
/// "1234.50": plain decimal with the currency's exponent and a dot, for CSV and logs.
[[nodiscard]] QString toDecimal(const Money &money);
/// The sum, or nothing when it overflows int64.
[[nodiscard]] std::optional<qint64> addMinor(qint64 a, qint64 b);

} // namespace portier
