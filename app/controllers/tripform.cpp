// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tripform.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int longestName = 100;
constexpr int mostAdults = 9;
/// Whose change makes the server search something else, so that old prices no longer compare (TRP-276).
const QStringList searchFields{
    u"origin_airport"_s, u"destination_airport"_s, u"depart_date"_s,  u"return_date"_s, u"adults"_s, u"currency"_s,
    u"trip_kind"_s,      u"track_flights"_s,       u"track_hotels"_s, u"max_stops"_s,   u"cabin"_s,  u"city"_s,
    u"min_stars"_s};

/// The fields that can be wrong, from the top of the form: the first problem is the one to tell.
const QStringList formOrder{u"name"_s,     u"track_flights"_s,  u"depart_date"_s,         u"return_date"_s,
                            u"adults"_s,   u"origin_airport"_s, u"destination_airport"_s, u"city"_s,
                            u"threshold"_s};

/// Every field, from the top of the form.
const QStringList conflictOrder{
    u"name"_s,   u"trip_kind"_s, u"track_flights"_s,  u"track_hotels"_s,        u"depart_date"_s, u"return_date"_s,
    u"adults"_s, u"currency"_s,  u"origin_airport"_s, u"destination_airport"_s, u"cabin"_s,       u"max_stops"_s,
    u"city"_s,   u"min_stars"_s, u"alert_kind"_s,     u"threshold"_s,           u"alert_email"_s, u"reminder_days"_s};

QVariant orNull(const QString &text)
{
    return text.isEmpty() ? QVariant::fromValue(nullptr) : QVariant(text);
}

bool isCode(const QString &text)
{
    return text.size() == 3 && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.isLetter(); });
}

} // namespace

TripForm::TripForm(QObject *parent) : QObject(parent)
{
}

void TripForm::begin()
{
    const Format *format = app()->format();
    m_values = {{u"name"_s, QString()},
                {u"trip_kind"_s, u"round_trip"_s},
                {u"origin_airport"_s, QString()},
                {u"destination_airport"_s, QString()},
                {u"depart_date"_s, format->dayFromNow(1)},
                {u"return_date"_s, format->dayFromNow(8)},
                {u"adults"_s, 1},
                {u"currency"_s, u"EUR"_s},
                {u"track_flights"_s, true},
                {u"track_hotels"_s, true},
                {u"cabin"_s, u"economy"_s},
                {u"max_stops"_s, -1},
                {u"city"_s, QString()},
                {u"min_stars"_s, 0},
                {u"alert_kind"_s, u"none"_s},
                {u"threshold"_s, QString()},
                {u"alert_email"_s, true},
                {u"reminder_days"_s, QVariantList()}};
    m_original.clear();
    m_serverErrors.clear();
    m_conflicts.clear();
    m_touched.clear();
    m_problem.clear();
    Q_EMIT valuesChanged();
    Q_EMIT errorsChanged();
}

QVariantMap TripForm::fromTrip(const QVariantMap &trip)
{
    QVariantMap values;
    for (const QString &name : {u"name"_s, u"trip_kind"_s, u"depart_date"_s, u"adults"_s, u"currency"_s,
                                u"track_flights"_s, u"track_hotels"_s, u"reminder_days"_s})
        values.insert(name, trip.value(name));
    for (const QString &name : {u"origin_airport"_s, u"destination_airport"_s, u"return_date"_s})
        values.insert(name, trip.value(name).toString());
    const QVariantMap flights = trip.value(u"flight_filters"_s).toMap(),
                      hotels = trip.value(u"hotel_filters"_s).toMap();
    const QString cabin = flights.value(u"cabin"_s).toString();
    values.insert(u"cabin"_s, cabin.isEmpty() ? u"economy"_s : cabin);
    const QVariant stops = flights.value(u"max_stops"_s);
    values.insert(u"max_stops"_s, stops.isNull() ? -1 : stops.toInt());
    values.insert(u"city"_s, hotels.value(u"city"_s).toString());
    values.insert(u"min_stars"_s, hotels.value(u"min_stars"_s).toInt());
    return values;
}

QVariantMap TripForm::valuesOf(const QVariantMap &trip) const
{
    QVariantMap values = fromTrip(trip);
    const QVariantMap rule = trip.value(u"alert"_s).toMap(), threshold = rule.value(u"threshold"_s).toMap();
    values.insert(u"alert_kind"_s, rule.isEmpty() ? u"none"_s : rule.value(u"kind"_s).toString());
    values.insert(u"alert_email"_s, rule.isEmpty() || rule.value(u"email"_s).toBool());
    values.insert(u"threshold"_s, threshold.isEmpty()
                                      ? QString()
                                      : app()->format()->typedFromMinor(threshold.value(u"amount_minor"_s).toDouble(),
                                                                        threshold.value(u"currency"_s).toString()));
    return values;
}

void TripForm::edit(const QVariantMap &trip)
{
    begin();
    m_original = trip;
    m_values = valuesOf(trip);
    Q_EMIT valuesChanged();
    Q_EMIT errorsChanged();
}

void TripForm::set(const QString &field, const QVariant &value)
{
    if (m_values.value(field) == value)
        return;
    m_values.insert(field, value);
    m_touched.insert(field);
    m_serverErrors.remove(field);
    Q_EMIT valuesChanged();
    Q_EMIT errorsChanged();
}

QVariantMap TripForm::problems() const
{
    QVariantMap problems;
    const auto text = [this](const char *name) { return m_values.value(QLatin1String(name)).toString().trimmed(); };
    if (text("name").isEmpty())
        problems.insert(u"name"_s, tr("Give the trip a name."));
    else if (text("name").size() > longestName)
        problems.insert(u"name"_s, tr("At most %1 characters (%2/%1).").arg(longestName).arg(text("name").size()));
    const bool flights = m_values.value(u"track_flights"_s).toBool(),
               hotels = m_values.value(u"track_hotels"_s).toBool();
    if (!flights && !hotels)
        problems.insert(u"track_flights"_s, tr("Choose flights, hotels or both."));
    if (flights) {
        for (const char *field : {"origin_airport", "destination_airport"}) {
            if (!isCode(text(field)))
                problems.insert(QLatin1String(field), tr("Choose an airport, for example LIS."));
        }
        if (isCode(text("origin_airport")) && text("origin_airport") == text("destination_airport"))
            problems.insert(u"destination_airport"_s, tr("Choose another airport than the one you start from."));
    }
    const QDate depart = QDate::fromString(text("depart_date"), Qt::ISODate);
    const QDate back = QDate::fromString(text("return_date"), Qt::ISODate);
    const bool needsReturn = text("trip_kind") == "round_trip"_L1 || hotels;
    if (!depart.isValid())
        problems.insert(u"depart_date"_s, tr("Choose a day."));
    if (needsReturn && !back.isValid())
        problems.insert(u"return_date"_s, tr("Choose a day."));
    else if (needsReturn && depart.isValid() && back <= depart)
        problems.insert(u"return_date"_s, tr("Must be after %1.").arg(app()->format()->date(text("depart_date"))));
    const int adults = m_values.value(u"adults"_s).toInt();
    if (adults < 1 || adults > mostAdults)
        problems.insert(u"adults"_s, tr("From 1 to %1 adults.").arg(mostAdults));
    if (hotels && text("city").isEmpty())
        problems.insert(u"city"_s, tr("Say in which city."));
    if (text("alert_kind") == "threshold"_L1 &&
        app()->format()->minorFromTyped(text("threshold"), text("currency")) < 0)
        problems.insert(u"threshold"_s, tr("Enter an amount, for example 900."));
    return problems;
}

QVariantMap TripForm::errors() const
{
    QVariantMap shown = m_serverErrors;
    const QVariantMap all = problems();
    for (auto it = all.cbegin(); it != all.cend(); ++it) {
        if (m_touched.contains(it.key()))
            shown.insert(it.key(), it.value());
    }
    return shown;
}

QString TripForm::reason() const
{
    const QVariantMap all = problems();
    for (const QString &field : formOrder) {
        if (all.contains(field))
            return all.value(field).toString();
    }
    return {};
}

bool TripForm::startsNewSeries() const
{
    if (m_original.isEmpty())
        return false;
    const QVariantMap before = fromTrip(m_original);
    return std::any_of(searchFields.cbegin(), searchFields.cend(), [this, &before](const QString &field) {
        return before.value(field).toString() != m_values.value(field).toString();
    });
}

QVariantMap TripForm::rule() const
{
    const QString kind = m_values.value(u"alert_kind"_s).toString(),
                  currency = m_values.value(u"currency"_s).toString();
    if (kind.isEmpty() || kind == "none"_L1)
        return {};
    const bool flights = m_values.value(u"track_flights"_s).toBool(),
               hotels = m_values.value(u"track_hotels"_s).toBool();
    const QString measure = flights && hotels ? u"trip_total"_s : flights ? u"flight_total"_s : u"hotel_total"_s;
    QVariantMap alert{{u"kind"_s, kind}, {u"measure"_s, measure}, {u"email"_s, m_values.value(u"alert_email"_s)}};
    if (kind == "threshold"_L1) {
        const double minor = app()->format()->minorFromTyped(m_values.value(u"threshold"_s).toString(), currency);
        alert.insert(u"threshold"_s, QVariantMap{{u"amount_minor"_s, qint64(minor)}, {u"currency"_s, currency}});
    }
    return alert;
}

QVariantMap TripForm::full() const
{
    const bool flights = m_values.value(u"track_flights"_s).toBool(),
               hotels = m_values.value(u"track_hotels"_s).toBool();
    const auto text = [this](const char *name) { return m_values.value(QLatin1String(name)).toString().trimmed(); };
    const bool needsReturn = text("trip_kind") == "round_trip"_L1 || hotels;
    QVariantMap body{{u"name"_s, text("name")},
                     {u"trip_kind"_s, text("trip_kind")},
                     {u"depart_date"_s, text("depart_date")},
                     {u"return_date"_s, orNull(needsReturn ? text("return_date") : QString())},
                     {u"origin_airport"_s, orNull(text("origin_airport").toUpper())},
                     {u"destination_airport"_s, orNull(text("destination_airport").toUpper())},
                     {u"adults"_s, m_values.value(u"adults"_s).toInt()},
                     {u"currency"_s, text("currency")},
                     {u"track_flights"_s, flights},
                     {u"track_hotels"_s, hotels},
                     {u"reminder_days"_s, m_values.value(u"reminder_days"_s)}};
    QVariantMap flightFilters = m_original.value(u"flight_filters"_s).toMap();
    const int stops = m_values.value(u"max_stops"_s).toInt();
    flightFilters.insert(u"cabin"_s, text("cabin"));
    flightFilters.insert(u"max_stops"_s, stops < 0 ? QVariant::fromValue(nullptr) : QVariant(stops));
    body.insert(u"flight_filters"_s, flights ? QVariant(flightFilters) : QVariant::fromValue(nullptr));
    QVariantMap hotelFilters = m_original.value(u"hotel_filters"_s).toMap();
    const int stars = m_values.value(u"min_stars"_s).toInt();
    hotelFilters.insert(u"city"_s, text("city"));
    hotelFilters.insert(u"min_stars"_s, stars < 1 ? QVariant::fromValue(nullptr) : QVariant(stars));
    body.insert(u"hotel_filters"_s, hotels ? QVariant(hotelFilters) : QVariant::fromValue(nullptr));
    const QVariantMap alert = rule();
    body.insert(u"alert"_s, alert.isEmpty() ? QVariant::fromValue(nullptr) : QVariant(alert));
    return body;
}

QVariantMap TripForm::body() const
{
    QVariantMap body = full();
    if (m_original.isEmpty())
        return body;
    for (auto it = body.begin(); it != body.end();) {
        if (QJsonValue::fromVariant(m_original.value(it.key())) == QJsonValue::fromVariant(it.value()))
            it = body.erase(it);
        else
            ++it;
    }
    return body;
}

void TripForm::save()
{
    const QVariantMap all = problems();
    for (auto it = all.cbegin(); it != all.cend(); ++it)
        m_touched.insert(it.key());
    Q_EMIT errorsChanged();
    if (!all.isEmpty() || m_saving)
        return;
    m_saving = true;
    m_problem.clear();
    Q_EMIT savingChanged();
    const auto done = [this](const ApiReply &reply) { take(reply); };
    const QJsonObject json = QJsonObject::fromVariantMap(body());
    if (isNew())
        app()->client().write("POST", u"/api/v1/trips"_s, json, this, done);
    else
        app()->client().write("PATCH", u"/api/v1/trips/"_s + m_original.value(u"id"_s).toString(), json, this, done,
                              m_original.value(u"version"_s).toLongLong());
}

void TripForm::take(const ApiReply &reply)
{
    m_saving = false;
    if (reply.ok()) {
        Q_EMIT savingChanged();
        Q_EMIT saved(reply.json().toVariantMap());
        return;
    }
    const QJsonObject problem = reply.json();
    if (reply.status == 412) { // somebody saved meanwhile: show both
        app()->client().get(u"/api/v1/trips/"_s + m_original.value(u"id"_s).toString(), {}, this,
                            [this](const ApiReply &current) {
                                if (current.ok())
                                    meet(current.json().toVariantMap());
                            });
    }
    m_problem = reply.reached() ? problem.value("title"_L1).toString()
                                : tr("The server does not answer. Nothing is lost; try again.");
    for (const QJsonValue &error : problem.value("errors"_L1).toArray())
        m_serverErrors.insert(error["field"_L1].toString().section(u'/', -1), error["message"_L1].toString());
    Q_EMIT savingChanged();
    Q_EMIT errorsChanged();
}

/// Three versions of each field: what both began with, what was typed, what the other saved. Only a field that both
/// changed, to different values, is a conflict.
void TripForm::meet(const QVariantMap &theirs)
{
    const QVariantMap before = valuesOf(m_original), now = valuesOf(theirs);
    m_conflicts.clear();
    for (const QString &field : conflictOrder) {
        const QVariant mine = m_values.value(field), other = now.value(field);
        if (other == before.value(field) || other == mine)
            continue;
        if (mine == before.value(field))
            m_values.insert(field, other);
        else
            m_conflicts.append(
                QVariantMap{{u"field"_s, field}, {u"mine"_s, mine}, {u"theirs"_s, other}, {u"keep"_s, true}});
    }
    m_original = theirs;
    m_problem = m_conflicts.isEmpty() ? tr("Somebody changed this trip meanwhile. Look it over and save once more.")
                                      : QString();
    Q_EMIT valuesChanged();
    Q_EMIT errorsChanged();
    Q_EMIT savingChanged();
}

void TripForm::settle(const QString &field, bool keepMine)
{
    for (QVariant &each : m_conflicts) {
        QVariantMap conflict = each.toMap();
        if (conflict.value(u"field"_s) != field)
            continue;
        conflict.insert(u"keep"_s, keepMine);
        m_values.insert(field, conflict.value(keepMine ? u"mine"_s : u"theirs"_s));
        each = conflict;
    }
    Q_EMIT valuesChanged();
    Q_EMIT errorsChanged();
    Q_EMIT savingChanged();
}

} // namespace portier::app
