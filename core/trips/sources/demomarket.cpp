// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/demomarket.h"

#include "core/trips/foldedtext.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <array>

namespace portier::trips::demo
{

using namespace Qt::StringLiterals;

Draws::Draws(Side side, QByteArray about) : m_prefix("portier-demo-1|" + toText(side).toLatin1() + '|' + about + '|')
{
}

qint64 Draws::below(qint64 bound, const char *label, qint64 index) const
{
    const QByteArray text = m_prefix + label + '|' + QByteArray::number(index);
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    const auto drawn = qFromBigEndian<quint64>(hash.constData());
    __extension__ using Wide = unsigned __int128;
    return static_cast<qint64>((Wide(drawn) * Wide(static_cast<quint64>(bound))) >> 64);
}

qint64 Draws::between(qint64 low, qint64 high, const char *label, qint64 index) const
{
    return low + below(high - low + 1, label, index);
}

qint64 bookingCurve(qint64 daysToDeparture)
{
    struct Point {
        qint64 days;
        qint64 factor;
    };
    static constexpr std::array<Point, 10> points{{{0, 18500},
                                                   {3, 16500},
                                                   {7, 14000},
                                                   {14, 11800},
                                                   {21, 10500},
                                                   {45, 9200},
                                                   {60, 9400},
                                                   {120, 10000},
                                                   {180, 10600},
                                                   {359, 11000}}};
    const qint64 days = std::clamp(daysToDeparture, points.front().days, points.back().days);
    for (size_t next = 1; next < points.size(); ++next) {
        const Point &from = points[next - 1];
        const Point &to = points[next];
        if (days <= to.days)
            return from.factor + (to.factor - from.factor) * (days - from.days) / (to.days - from.days);
    }
    return points.back().factor;
}

qint64 checkDayFactor(QDate day)
{
    static constexpr std::array<qint64, 7> factors{10000, 9700, 9800, 10000, 10300, 10200, 10400};
    return factors[static_cast<size_t>(day.dayOfWeek() - 1)];
}

qint64 departureDayFactor(QDate day)
{
    static constexpr std::array<qint64, 7> factors{10000, 9500, 9500, 10000, 11000, 10500, 11000};
    return factors[static_cast<size_t>(day.dayOfWeek() - 1)];
}

qint64 noise(const Draws &draws, QDate day)
{
    const qint64 today = draws.between(-300, 300, "noise", day.toJulianDay());
    const qint64 yesterday = draws.between(-300, 300, "noise", day.toJulianDay() - 1);
    return 10000 + (today + yesterday) / 2;
}

qint64 dropFactor(const Draws &draws, QDate day)
{
    qint64 factor = 10000;
    const QDate thisMonday = day.addDays(1 - day.dayOfWeek());
    // A drop that starts late in a week reaches into the next one.
    for (const QDate monday : {thisMonday.addDays(-7), thisMonday}) {
        const qint64 week = monday.toJulianDay();
        if (draws.below(100, "drop", week) >= 18)
            continue;
        const QDate first = monday.addDays(draws.between(0, 6, "drop_start", week));
        const QDate last = first.addDays(draws.between(0, 2, "drop_days", week));
        if (day >= first && day <= last)
            factor = std::min(factor, 10000 - draws.between(1200, 2800, "drop_depth", week));
    }
    return factor;
}

qint64 seasonFactor(QDate night)
{
    switch (night.month()) {
    case 1:
    case 2:
        return 8500;
    case 6:
    case 7:
    case 8:
        return 12500;
    default:
        return 10000;
    }
}

qint64 flightMarketPrice(const FlightQuery &query, const Draws &draws, int km, QDate day)
{
    static constexpr std::array<qint64, 4> cabinFactors{10000, 16000, 32000, 50000};
    const qint64 nearKm = std::min(km, 3000);
    qint64 cents = 3500 + 7 * nearKm + 4 * (km - nearKm);
    const Draws route(Side::Flights, (query.origin + u'-' + query.destination).toLatin1());
    cents = scaled(cents, route.between(8500, 12500, "route"));
    cents = scaled(cents, cabinFactors[static_cast<size_t>(query.cabin)]);
    if (query.returnDate)
        cents = scaled(2 * cents, 9500);
    cents *= query.adults;
    cents = scaled(cents, bookingCurve(day.daysTo(query.departDate)));
    cents = scaled(cents, checkDayFactor(day));
    cents = scaled(cents, departureDayFactor(query.departDate));
    cents = scaled(cents, noise(draws, day));
    return scaled(cents, dropFactor(draws, day));
}

qint64 hotelStayPrice(const HotelQuery &query, const Draws &draws, int stars, qint64 hotelFactor, QDate day)
{
    static constexpr std::array<qint64, 4> bases{4500, 7500, 12000, 21000}; // by stars 2 to 5
    const qint64 nightly = scaled(bases[static_cast<size_t>(std::clamp(stars, 2, 5) - 2)], hotelFactor);
    qint64 cents = 0;
    for (QDate night = query.checkIn; night < query.checkOut; night = night.addDays(1)) {
        const bool weekend = night.dayOfWeek() == Qt::Friday || night.dayOfWeek() == Qt::Saturday;
        cents += scaled(scaled(nightly, weekend ? 11500 : 10000), seasonFactor(night));
    }
    if (query.adultsPerRoom > 2)
        cents = scaled(cents, 13000);
    cents *= query.rooms;
    cents = scaled(cents, 10000 + (bookingCurve(day.daysTo(query.checkIn)) - 10000) / 3);
    cents = scaled(cents, noise(draws, day));
    return scaled(cents, dropFactor(draws, day));
}

std::optional<qint64> fromUsCents(qint64 cents, const QString &currency)
{
    // Fictional and fixed: minor units for 100 US cents.
    static const QHash<QString, qint64> rates{
        {u"USD"_s, 100}, {u"EUR"_s, 92}, {u"GBP"_s, 79}, {u"CHF"_s, 88}, {u"JPY"_s, 150}};
    const auto rate = rates.constFind(currency);
    if (rate == rates.cend())
        return std::nullopt;
    return (cents * *rate + 50) / 100;
}

QStringList currencies()
{
    return {u"USD"_s, u"EUR"_s, u"GBP"_s, u"CHF"_s, u"JPY"_s};
}

QByteArray questionText(const Query &query)
{
    QJsonObject question = toJson(query);
    question.remove(u"currency"_s);
    if (const auto *hotels = std::get_if<HotelQuery>(&query))
        question[u"city"] = foldUmlauts(hotels->city);
    return canonicalJson(question);
}

} // namespace portier::trips::demo
