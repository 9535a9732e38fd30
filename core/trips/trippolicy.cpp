// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/trippolicy.h"

#include "core/base/zonedtime.h"
#include "core/contract/fieldreader.h"
#include "core/trips/alertpolicy.h"
#include "core/trips/filterjson.h"

#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using contract::FieldReader;
using contract::Null;

namespace
{
constexpr int maxDaysAhead = 359; // TRP-013
constexpr int maxNights = 30;     // TRP-019
constexpr int maxCheckInDelay = 2;

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

/// Trimmed and collapsed; a blank text reads as nothing. Lengths count characters, not UTF-16 units.
std::optional<QString> cleanText(FieldReader &body, const QString &name, int maxLength)
{
    const QString text = body.text(name, Null::Allowed).value_or(QString());
    const QString clean = text.simplified();
    if (clean.isEmpty())
        return std::nullopt;
    if (hasControlCharacter(text.trimmed())) {
        body.fail(name, u"pattern_mismatch"_s);
        return std::nullopt;
    }
    if (clean.toUcs4().size() > maxLength) {
        body.fail(name, u"too_long"_s, {{u"max"_s, maxLength}});
        return std::nullopt;
    }
    return clean;
}

/// The distinct clean texts of a list; blank ones are refused.
QStringList cleanTexts(FieldReader &body, const QString &name, int maxItems, int maxLength)
{
    QStringList texts;
    const QStringList given = body.texts(name, maxItems, Null::Allowed).value_or(QStringList());
    for (const QString &text : given) {
        const QString clean = text.simplified();
        if (clean.isEmpty() || hasControlCharacter(clean))
            body.fail(name, u"pattern_mismatch"_s);
        else if (clean.toUcs4().size() > maxLength)
            body.fail(name, u"too_long"_s, {{u"max"_s, maxLength}});
        else if (!texts.contains(clean))
            texts.append(clean);
    }
    return texts;
}

template <class E>
std::optional<E> choice(FieldReader &body, const QString &name, std::optional<E> (*fromText)(const QString &),
                        const QStringList &allowed)
{
    const std::optional<QString> given = body.oneOf(name, allowed, Null::Allowed);
    return given ? fromText(*given) : std::nullopt;
}

/// One reading of a trip body; the steps share facts, errors and the request that grows.
class TripReader
{
public:
    TripReader(const QJsonObject &body, const PolicyFacts &facts) : m_facts(facts), m_body(body) {}

    Result<TripRequest> read()
    {
        readName();
        readStatus();
        readDates();
        readCurrency();
        m_plan.adults = static_cast<int>(m_body.integer(u"adults"_s, 1, 9, Null::Allowed).value_or(1));
        readSides();
        readReminders();
        if (auto alert = m_body.object(u"alert"_s, Null::Allowed); alert && !alert->source().isEmpty()) // TRP-191
            m_request.alert = readAlert(*alert, m_plan);
        m_request.demoHistory = m_body.boolean(u"demo_history"_s, Null::Allowed).value_or(false);
        PORTIER_TRY(m_body.finish());
        return m_request;
    }

private:
    void readName()
    {
        const QString given = m_body.text(u"name"_s, Null::Allowed).value_or(QString());
        m_plan.name = normalName(given);
        m_plan.nameKey = nameKey(m_plan.name);
        if (!m_body.hasError(u"name"_s) &&
            (hasControlCharacter(given.trimmed()) || m_plan.name.isEmpty() || m_plan.name.toUcs4().size() > 100))
            m_body.fail(u"name"_s, u"name_invalid"_s, {{u"max"_s, 100}}); // TRP-011
    }

    void readStatus()
    {
        if (!m_facts.isImport)
            return;
        const std::optional<TripStatus> status =
            choice(m_body, u"status"_s, &tripStatusFromText, {u"active"_s, u"paused"_s, u"error"_s, u"expired"_s});
        m_request.status = status.value_or(TripStatus::Active);
        if (m_request.status == TripStatus::Error)
            m_request.status = TripStatus::Active;
    }

    [[nodiscard]] bool mayBePast(QDate date, std::optional<QDate> before) const
    {
        return (m_facts.before && before == date) || m_request.status == TripStatus::Expired;
    }

    /// A create needs no such look: who departs today or later does not come back in the past.
    [[nodiscard]] bool isChangedToPast(QDate returnDate) const
    {
        return m_facts.before && m_facts.before->returnDate != returnDate && returnDate < m_facts.today;
    }
    void readDates()
    {
        m_plan.kind = choice(m_body, u"trip_kind"_s, &tripKindFromText, {u"round_trip"_s, u"one_way"_s})
                          .value_or(TripKind::RoundTrip);
        if (const std::optional<QDate> depart = m_body.date(u"depart_date"_s, Null::Allowed)) {
            m_plan.departDate = *depart;
            judgeDate(u"depart_date"_s, *depart,
                      m_facts.before ? std::optional(m_facts.before->departDate) : std::nullopt);
        } else if (!m_body.hasError(u"depart_date"_s)) {
            m_body.fail(u"depart_date"_s, u"required"_s);
        }
        m_plan.returnDate = m_body.date(u"return_date"_s, Null::Allowed);
        const bool oneWay = m_plan.kind == TripKind::OneWay;
        if (!m_plan.returnDate) {
            if (!oneWay && !m_body.hasError(u"return_date"_s))
                m_body.fail(u"return_date"_s, u"return_required"_s); // TRP-014
        } else if (oneWay) {
            m_body.fail(u"return_date"_s, u"return_forbidden"_s);
        } else if (m_plan.departDate.isValid() && *m_plan.returnDate <= m_plan.departDate) {
            m_body.fail(u"return_date"_s, u"return_before_depart"_s); // TRP-013
        } else if (isChangedToPast(*m_plan.returnDate)) {
            m_body.fail(u"return_date"_s, u"date_in_past"_s, {{u"today"_s, toIsoDate(m_facts.today)}}); // TRP-023
        } else if (m_facts.today.daysTo(*m_plan.returnDate) > maxDaysAhead) {
            m_body.fail(u"return_date"_s, u"date_too_far"_s, {{u"max_days"_s, maxDaysAhead}});
        }
    }

    void judgeDate(const QString &name, QDate date, std::optional<QDate> before) // TRP-013
    {
        if (date < m_facts.today && !mayBePast(date, before))
            m_body.fail(name, u"date_in_past"_s, {{u"today"_s, toIsoDate(m_facts.today)}});
        else if (m_facts.today.daysTo(date) > maxDaysAhead)
            m_body.fail(name, u"date_too_far"_s, {{u"max_days"_s, maxDaysAhead}});
    }

    void readCurrency() // TRP-020
    {
        const std::optional<QString> given = cleanText(m_body, u"currency"_s, 40);
        m_plan.currency = given ? given->toUpper() : m_facts.defaultCurrency;
        if (!currencyExponent(m_plan.currency))
            m_body.fail(u"currency"_s, u"currency_unknown"_s);
    }

    void readSides()
    {
        const bool flights = m_body.boolean(u"track_flights"_s, Null::Allowed).value_or(false);
        const bool hotels = m_body.boolean(u"track_hotels"_s, Null::Allowed).value_or(false);
        if (!flights && !hotels && !m_body.hasError(u"track_flights"_s) && !m_body.hasError(u"track_hotels"_s))
            m_body.fail(u"track_flights"_s, u"nothing_tracked"_s); // TRP-015
        readAirports(flights);
        auto flightFilters = m_body.object(u"flight_filters"_s, Null::Allowed);
        const FlightFilters forFlights = flightFilters ? readFlightFilters(*flightFilters) : FlightFilters();
        if (flights)
            m_plan.flights = forFlights;
        auto hotelFilters = m_body.object(u"hotel_filters"_s, Null::Allowed);
        if (hotels && hotelFilters)
            m_plan.hotels = readHotelFilters(*hotelFilters);
        else if (hotels && !m_body.hasError(u"hotel_filters"_s))
            m_body.fail(u"hotel_filters/city"_s, u"city_required"_s); // TRP-015
        else if (hotelFilters)
            ignoreAll(*hotelFilters);
    }

    static void ignoreAll(FieldReader &body)
    {
        const QStringList names = body.source().keys();
        for (const QString &name : names)
            body.ignore(name);
    }

    void readAirports(bool flights) // TRP-016, TRP-017
    {
        const bool acceptUnknown = m_body.boolean(u"accept_unknown_airports"_s, Null::Allowed).value_or(false);
        m_plan.originAirport = readAirport(u"origin_airport"_s, flights, acceptUnknown);
        m_plan.destinationAirport = readAirport(u"destination_airport"_s, flights, acceptUnknown);
        if (!m_plan.originAirport.isEmpty() && m_plan.originAirport == m_plan.destinationAirport)
            m_body.fail(u"destination_airport"_s, u"same_airport"_s);
    }

    QString readAirport(const QString &name, bool needed, bool acceptUnknown)
    {
        static const QRegularExpression form(u"^[A-Z]{3}$"_s);
        const std::optional<QString> given = cleanText(m_body, name, 40);
        if (!given) {
            if (needed && !m_body.hasError(name))
                m_body.fail(name, u"airport_required"_s);
            return {};
        }
        const QString code = given->toUpper();
        const bool keeps =
            m_facts.before && (code == m_facts.before->originAirport || code == m_facts.before->destinationAirport);
        if (!form.match(code).hasMatch())
            m_body.fail(name, u"airport_code_invalid"_s);
        else if (!acceptUnknown && !keeps && m_facts.knowsAirport && !m_facts.knowsAirport(code))
            m_body.fail(name, u"unknown_airport"_s);
        return code;
    }

    FlightFilters readFlightFilters(FieldReader &body)
    {
        static const QRegularExpression form(u"^[A-Z0-9]{2}$"_s);
        FlightFilters filters;
        filters.cabin =
            choice(body, u"cabin"_s, &cabinFromText, {u"economy"_s, u"premium_economy"_s, u"business"_s, u"first"_s})
                .value_or(Cabin::Economy);
        if (const auto stops = body.integer(u"max_stops"_s, 0, 3, Null::Allowed))
            filters.maxStops = static_cast<int>(*stops);
        const QStringList airlines = cleanTexts(body, u"airlines"_s, 10, 10);
        for (qsizetype i = 0; i < airlines.size(); ++i) {
            const QString code = airlines.at(i).toUpper();
            if (!form.match(code).hasMatch())
                body.fail(u"airlines"_s, u"airline_invalid"_s, {{u"value"_s, airlines.at(i)}});
            else if (!filters.airlines.contains(code))
                filters.airlines.append(code);
        }
        filters.airlineMatch =
            choice(body, u"airline_match"_s, &airlineMatchFromText, {u"any_segment"_s, u"all_segments"_s})
                .value_or(AirlineMatch::AnySegment);
        return filters;
    }

    HotelFilters readHotelFilters(FieldReader &body)
    {
        HotelFilters filters;
        filters.city = cleanText(body, u"city"_s, 200).value_or(QString());
        if (filters.city.isEmpty() && !body.hasError(u"city"_s))
            body.fail(u"city"_s, u"city_required"_s); // TRP-015
        filters.countryCode = cleanText(body, u"country_code"_s, 40).value_or(QString()).toUpper();
        if (!filters.countryCode.isEmpty() &&
            (filters.countryCode.size() != 2 || QLocale::codeToTerritory(filters.countryCode) == QLocale::AnyTerritory))
            body.fail(u"country_code"_s, u"country_invalid"_s);
        readStay(body, filters);
        readOccupancy(body, filters);
        filters.roomMode = choice(body, u"room_mode"_s, &roomModeFromText, {u"cheapest"_s, u"preferred"_s})
                               .value_or(RoomMode::Cheapest);
        filters.roomTypes = cleanTexts(body, u"room_types"_s, 10, 60);
        filters.views = cleanTexts(body, u"views"_s, 10, 60);
        if (const auto stars = body.integer(u"min_stars"_s, 1, 5, Null::Allowed))
            filters.minStars = static_cast<int>(*stars);
        return filters;
    }

    void readStay(FieldReader &body, HotelFilters &filters) // TRP-019
    {
        const std::optional<QDate> checkIn = body.date(u"check_in"_s, Null::Allowed);
        const std::optional<QDate> checkOut = body.date(u"check_out"_s, Null::Allowed);
        const QDate depart = m_plan.departDate;
        if (!depart.isValid() || body.hasError(u"check_in"_s) || body.hasError(u"check_out"_s))
            return;
        filters.checkIn = checkIn.value_or(depart);
        const qint64 delay = depart.daysTo(filters.checkIn);
        if (delay < 0 || delay > maxCheckInDelay)
            body.fail(u"check_in"_s, u"check_in_invalid"_s, {{u"max_days"_s, maxCheckInDelay}});
        filters.checkOut = checkOut.value_or(m_plan.returnDate.value_or(QDate()));
        if (!filters.checkOut.isValid()) {
            if (m_plan.kind == TripKind::OneWay)
                body.fail(u"check_out"_s, u"check_out_required"_s);
        } else if (filters.checkOut <= filters.checkIn) {
            // A return date before departure has its own error; the stay derived from it needs none.
            if (checkOut || !m_body.hasError(u"return_date"_s))
                body.fail(u"check_out"_s, u"check_out_invalid"_s);
        } else if (filters.checkIn.daysTo(filters.checkOut) > maxNights) {
            body.fail(u"check_out"_s, u"stay_too_long"_s, {{u"max_nights"_s, maxNights}});
        }
    }

    void readOccupancy(FieldReader &body, HotelFilters &filters) // TRP-018
    {
        const std::optional<qint64> rooms = body.integer(u"rooms"_s, 1, 9, Null::Allowed);
        const std::optional<qint64> perRoom = body.integer(u"adults_per_room"_s, 1, 4, Null::Allowed);
        if (body.hasError(u"rooms"_s) || body.hasError(u"adults_per_room"_s))
            return;
        const int adults = m_plan.adults;
        const Occupancy derived = derivedOccupancy(adults);
        filters.rooms = static_cast<int>(rooms.value_or(perRoom ? (adults + *perRoom - 1) / *perRoom : derived.rooms));
        filters.adultsPerRoom =
            static_cast<int>(perRoom.value_or(std::min(4, (adults + filters.rooms - 1) / filters.rooms)));
        if (filters.rooms * filters.adultsPerRoom < adults)
            body.fail(u"rooms"_s, u"rooms_too_small"_s, {{u"adults"_s, adults}});
    }

    void readReminders()
    {
        const QList<qint64> days = m_body.integers(u"reminder_days"_s, 100, Null::Allowed).value_or(QList<qint64>());
        for (const qint64 day : days) {
            if (day >= 1 && day <= 60 && !m_plan.reminderDays.contains(day))
                m_plan.reminderDays.append(static_cast<int>(day));
        }
        if (days.size() > 3 || m_plan.reminderDays.size() != days.size())
            m_body.fail(u"reminder_days"_s, u"reminder_days_invalid"_s);
        std::sort(m_plan.reminderDays.begin(), m_plan.reminderDays.end());
    }

    const PolicyFacts &m_facts;
    FieldReader m_body;
    TripRequest m_request;
    TripPlan &m_plan = m_request.plan;
};

QJsonValue optional(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

/// RFC 7396.
QJsonObject mergePatch(QJsonObject target, const QJsonObject &patch)
{
    for (auto it = patch.constBegin(); it != patch.constEnd(); ++it) {
        if (it->isNull())
            target.remove(it.key());
        else if (it->isObject())
            target.insert(it.key(), mergePatch(target.value(it.key()).toObject(), it->toObject()));
        else
            target.insert(it.key(), *it);
    }
    return target;
}

/// Removes from the body what was derived from members that the patch changes.
void forgetDerived(QJsonObject &body, const TripPlan &current, const QJsonObject &patch)
{
    if (!current.hotels)
        return;
    QJsonObject filters = body.value(u"hotel_filters"_s).toObject();
    if (current.hotels->checkIn == current.departDate)
        filters.remove(u"check_in"_s);
    if (current.returnDate && current.hotels->checkOut == *current.returnDate)
        filters.remove(u"check_out"_s);
    const Occupancy derived = derivedOccupancy(current.adults);
    if (patch.contains(u"adults"_s) && current.hotels->rooms == derived.rooms &&
        current.hotels->adultsPerRoom == derived.adultsPerRoom) {
        filters.remove(u"rooms"_s);
        filters.remove(u"adults_per_room"_s);
    }
    body.insert(u"hotel_filters"_s, filters);
}
} // namespace

Result<TripRequest> readTrip(const QJsonObject &body, const PolicyFacts &facts)
{
    return TripReader(body, facts).read();
}

QJsonObject tripBody(const TripPlan &plan, const std::optional<AlertWish> &alert)
{
    return {{u"name"_s, plan.name},
            {u"trip_kind"_s, toText(plan.kind)},
            {u"origin_airport"_s, optional(plan.originAirport)},
            {u"destination_airport"_s, optional(plan.destinationAirport)},
            {u"depart_date"_s, toIsoDate(plan.departDate)},
            {u"return_date"_s, plan.returnDate ? QJsonValue(toIsoDate(*plan.returnDate)) : QJsonValue()},
            {u"adults"_s, plan.adults},
            {u"currency"_s, plan.currency},
            {u"track_flights"_s, plan.tracksFlights()},
            {u"track_hotels"_s, plan.tracksHotels()},
            {u"flight_filters"_s, plan.flights ? QJsonValue(toJson(*plan.flights)) : QJsonValue()},
            {u"hotel_filters"_s, plan.hotels ? QJsonValue(toJson(*plan.hotels)) : QJsonValue()},
            {u"alert"_s, alert ? QJsonValue(alertBody(*alert, plan.currency)) : QJsonValue()},
            {u"reminder_days"_s, [&] {
                 QJsonArray days;
                 for (const int day : plan.reminderDays)
                     days.append(day);
                 return days;
             }()}};
}

Result<QJsonObject> mergeTripPatch(const TripPlan &current, const std::optional<AlertWish> &alert,
                                   const QJsonObject &patch)
{
    if (patch.contains(u"demo_history"_s))
        return fail(Error::invalid({{u"/demo_history"_s, u"unknown_field"_s, {}}}));
    QJsonObject body = tripBody(current, alert);
    forgetDerived(body, current, patch);
    if (patch.value(u"trip_kind"_s) == u"one_way"_s && !patch.contains(u"return_date"_s))
        body.remove(u"return_date"_s);
    if (patch.value(u"alert"_s).toObject().value(u"kind"_s) == u"any_drop"_s) {
        QJsonObject rule = body.value(u"alert"_s).toObject();
        rule.remove(u"threshold"_s);
        body.insert(u"alert"_s, rule);
    }
    return mergePatch(body, patch);
}

bool changesPrice(const TripPlan &before, const TripPlan &after)
{
    TripPlan same = after;
    same.name = before.name;
    same.nameKey = before.nameKey;
    same.reminderDays = before.reminderDays;
    return !(same == before);
}

QString normalName(const QString &name)
{
    return name.normalized(QString::NormalizationForm_C).simplified();
}

QString nameKey(const QString &normalName)
{
    return normalName.toCaseFolded();
}

Occupancy derivedOccupancy(int adults)
{
    Occupancy occupancy;
    occupancy.rooms = (adults + 1) / 2;
    occupancy.adultsPerRoom = (adults + occupancy.rooms - 1) / occupancy.rooms;
    return occupancy;
}

} // namespace portier::trips
