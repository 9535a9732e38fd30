// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tripjudge.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int longestName = 100, longestCity = 200, longestWord = 60;
constexpr int mostAdults = 9, mostWords = 10, mostReminders = 3, mostReminderDays = 60;
constexpr int mostDaysAhead = 359, mostNights = 30, latestCheckIn = 2;
constexpr double mostMinor = 1e12;

bool fits(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

bool hasControls(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

/// As the server counts: characters, not UTF-16 units.
qsizetype lengthOf(const QString &text)
{
    return text.toUcs4().size();
}

} // namespace

TripJudge::TripJudge(const QVariantMap &fields, const QVariantMap &before, const Format &format)
    : m_fields(fields), m_before(before), m_format(format), m_flights(fields.value(u"track_flights"_s).toBool()),
      m_hotels(fields.value(u"track_hotels"_s).toBool()), m_oneWay(text(u"trip_kind"_s) == "one_way"_L1),
      m_today(QDate::fromString(format.dayFromNow(0), Qt::ISODate))
{
}

QVariantMap TripJudge::problems(const QVariantMap &fields, const QVariantMap &before, const Format &format)
{
    TripJudge judge(fields, before, format);
    judge.judgeName();
    judge.judgeDays();
    judge.judgeParty();
    if (judge.m_flights)
        judge.judgeFlights();
    if (judge.m_hotels)
        judge.judgeHotel();
    judge.judgeAlert();
    judge.judgeReminders();
    return judge.m_problems;
}

void TripJudge::fail(const QString &field, const QString &why)
{
    if (!m_problems.contains(field))
        m_problems.insert(field, why);
}

void TripJudge::judgeName() // TRP-011
{
    const qsizetype length = lengthOf(text(u"name"_s));
    if (length == 0)
        fail(u"name"_s, tr("Give the trip a name."));
    else if (length > longestName)
        fail(u"name"_s, tr("At most %1 characters (%2/%1).").arg(longestName).arg(length));
    else if (hasControls(m_fields.value(u"name"_s).toString().trimmed()))
        fail(u"name"_s, tr("Only letters, digits and signs on one line."));
}

void TripJudge::judgeDay(const QString &field) // TRP-013, TRP-023
{
    const QDate value = day(field);
    if (!value.isValid())
        fail(field, tr("Choose a day."));
    else if (value < m_today && m_before.value(field).toString() != text(field))
        fail(field, tr("This day is over."));
    else if (m_today.daysTo(value) > mostDaysAhead)
        fail(field, tr("At most %n day(s) ahead.", "", mostDaysAhead));
}

void TripJudge::judgeDays() // TRP-013, TRP-014
{
    judgeDay(u"depart_date"_s);
    if (m_oneWay)
        return;
    const QDate depart = day(u"depart_date"_s), back = day(u"return_date"_s);
    if (depart.isValid() && back.isValid() && back <= depart)
        fail(u"return_date"_s, tr("Must be after %1.").arg(m_format.date(text(u"depart_date"_s))));
    judgeDay(u"return_date"_s);
}

void TripJudge::judgeParty() // TRP-015
{
    const int adults = m_fields.value(u"adults"_s).toInt();
    if (adults < 1 || adults > mostAdults)
        fail(u"adults"_s, tr("From 1 to %1 adults.").arg(mostAdults));
    if (!m_flights && !m_hotels)
        fail(u"track_flights"_s, tr("Choose flights, hotels or both."));
}

void TripJudge::judgeFlights() // TRP-016, trips.md 2.2
{
    for (const QString &field : {u"origin_airport"_s, u"destination_airport"_s}) {
        if (!fits(text(field), "[A-Za-z]{3}"))
            fail(field, tr("Choose an airport, for example LIS."));
    }
    if (text(u"origin_airport"_s).toUpper() == text(u"destination_airport"_s).toUpper())
        fail(u"destination_airport"_s, tr("Choose another airport than the one you start from."));
    const QStringList airlines = wordsOf(text(u"airlines"_s));
    if (airlines.size() > mostWords)
        fail(u"airlines"_s, tr("At most %n airline(s).", "", mostWords));
    for (const QString &airline : airlines) {
        if (!fits(airline, "[A-Za-z0-9]{2}"))
            fail(u"airlines"_s, tr("“%1” is no code of an airline. It has two signs, for example LH.").arg(airline));
    }
}

void TripJudge::judgeHotel() // TRP-015, TRP-018, trips.md 2.3
{
    const qsizetype length = lengthOf(text(u"city"_s));
    if (length == 0)
        fail(u"city"_s, tr("Say in which city."));
    else if (length > longestCity)
        fail(u"city"_s, tr("At most %1 characters (%2/%1).").arg(longestCity).arg(length));
    if (const QString country = text(u"country_code"_s); !country.isEmpty() && !fits(country, "[A-Za-z]{2}"))
        fail(u"country_code"_s, tr("Two letters, for example PT."));
    judgeStay();
    const Rooms rooms = roomsOf(m_fields);
    const int adults = m_fields.value(u"adults"_s).toInt();
    if (rooms.count * rooms.adultsEach < adults)
        fail(u"rooms"_s, tr("Too few rooms for %n adult(s).", "", adults));
    for (const QString &field : {u"room_types"_s, u"views"_s}) {
        const QStringList words = wordsOf(text(field));
        if (words.size() > mostWords)
            fail(field, tr("At most %n word(s).", "", mostWords));
        if (std::any_of(words.cbegin(), words.cend(), [](const QString &word) { return lengthOf(word) > longestWord; }))
            fail(field, tr("At most %n character(s) each.", "", longestWord));
    }
}

void TripJudge::judgeStay() // TRP-019
{
    for (const QString &field : {u"check_in"_s, u"check_out"_s}) {
        if (!day(field).isValid() && !(text(field) + text(field + u"_typed"_s)).isEmpty())
            fail(field, tr("Choose a day."));
    }
    const QDate depart = day(u"depart_date"_s);
    const QDate from = text(u"check_in"_s).isEmpty() ? depart : day(u"check_in"_s);
    if (depart.isValid() && from.isValid() && (from < depart || depart.daysTo(from) > latestCheckIn))
        fail(u"check_in"_s, tr("On the first day or at most %n day(s) later.", "", latestCheckIn));
    const QDate until = !text(u"check_out"_s).isEmpty() ? day(u"check_out"_s)
                        : m_oneWay                      ? QDate()
                                                        : day(u"return_date"_s);
    if (m_oneWay && text(u"check_out"_s).isEmpty())
        fail(u"check_out"_s, tr("Choose a day."));
    else if (from.isValid() && until.isValid() && until <= from && !m_problems.contains(u"return_date"_s))
        fail(u"check_out"_s, tr("Must be after %1.").arg(m_format.date(from.toString(Qt::ISODate))));
    else if (from.isValid() && until.isValid() && from.daysTo(until) > mostNights)
        fail(u"check_out"_s, tr("At most %n night(s).", "", mostNights));
}

void TripJudge::judgeAlert()
{
    if (text(u"alert_kind"_s) != "threshold"_L1)
        return;
    const double minor = m_format.minorFromTyped(text(u"threshold"_s), text(u"currency"_s));
    if (minor < 1)
        fail(u"threshold"_s, tr("Enter an amount, for example 900."));
    else if (minor > mostMinor)
        fail(u"threshold"_s, tr("At most %1.").arg(m_format.amount(mostMinor, text(u"currency"_s), true)));
}

void TripJudge::judgeReminders()
{
    const QList<int> days = daysOf(m_fields.value(u"reminder_days"_s));
    const bool wrong = std::any_of(days.cbegin(), days.cend(), [](int d) { return d < 1 || d > mostReminderDays; });
    if (wrong || std::adjacent_find(days.cbegin(), days.cend()) != days.cend())
        fail(u"reminder_days"_s, tr("Different days from 1 to %1, for example 3, 14.").arg(mostReminderDays));
    else if (days.size() > mostReminders)
        fail(u"reminder_days"_s, tr("At most %n day(s).", "", mostReminders));
}

} // namespace portier::app
