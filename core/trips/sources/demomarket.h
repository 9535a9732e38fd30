// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/query.h"

#include <QDate>

namespace portier::trips
{

/// The numbers behind the simulated market (TRP-161 to TRP-170): draws from SHA-256, integer money, factors in parts
/// per 10,000, so that every machine computes the same prices.
namespace demo
{

/// Draws that belong to one text, e.g. a route or a whole question.
class Draws
{
public:
    Draws(Side side, QByteArray about);
    /// A whole number in [0, bound): the first 8 bytes, big endian, of SHA-256 of
    /// "portier-demo-1|<side>|<about>|<label>|<index>", scaled.
    [[nodiscard]] qint64 below(qint64 bound, const char *label, qint64 index = 0) const;
    /// A whole number in [low, high].
    [[nodiscard]] qint64 between(qint64 low, qint64 high, const char *label, qint64 index = 0) const;

private:
    QByteArray m_prefix;
};

/// amount × factor / 10,000, half up.
[[nodiscard]] constexpr qint64 scaled(qint64 amount, qint64 factor)
{
    return (amount * factor + 5000) / 10000;
}

/// TRP-163, by days to departure; below 0 and above 359 as at the ends.
[[nodiscard]] qint64 bookingCurve(qint64 daysToDeparture);
/// TRP-164.
[[nodiscard]] qint64 checkDayFactor(QDate day);
[[nodiscard]] qint64 departureDayFactor(QDate day);
/// TRP-165.
[[nodiscard]] qint64 noise(const Draws &draws, QDate day);
/// TRP-166: 10,000 without a drop.
[[nodiscard]] qint64 dropFactor(const Draws &draws, QDate day);
/// TRP-168.
[[nodiscard]] qint64 seasonFactor(QDate night);

/// TRP-162 to TRP-166: the cheapest price for the whole party in US cents on the UTC day `day`.
[[nodiscard]] qint64 flightMarketPrice(const FlightQuery &query, const Draws &draws, int km, QDate day);
/// TRP-168: one standard room of a hotel for the whole stay in US cents.
[[nodiscard]] qint64 hotelStayPrice(const HotelQuery &query, const Draws &draws, int stars, qint64 hotelFactor,
                                    QDate day);

/// TRP-170: minor units of the currency for US cents; nothing for a currency the market does not know.
[[nodiscard]] std::optional<qint64> fromUsCents(qint64 cents, const QString &currency);
[[nodiscard]] QStringList currencies();

/// What the draws of a question depend on: everything but the currency and the day.
[[nodiscard]] QByteArray questionText(const Query &query);

} // namespace demo

} // namespace portier::trips
