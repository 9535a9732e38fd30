// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tripform.h"

#include "app/controllers/tripjudge.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

/// Whose change makes the server search something else, so that old prices no longer compare (TRP-276).
const QStringList searchFields{
    u"origin_airport"_s, u"destination_airport"_s, u"depart_date"_s,   u"return_date"_s,  u"adults"_s,
    u"currency"_s,       u"trip_kind"_s,           u"track_flights"_s, u"track_hotels"_s, u"flight_filters"_s,
    u"hotel_filters"_s};

/// Every field, from the top of the form: the first problem is the one to tell.
const QStringList formOrder{u"name"_s,           u"trip_kind"_s,           u"track_flights"_s, u"track_hotels"_s,
                            u"depart_date"_s,    u"return_date"_s,         u"adults"_s,        u"currency"_s,
                            u"origin_airport"_s, u"destination_airport"_s, u"cabin"_s,         u"max_stops"_s,
                            u"airlines"_s,       u"airline_match"_s,       u"city"_s,          u"country_code"_s,
                            u"check_in"_s,       u"check_out"_s,           u"rooms"_s,         u"adults_per_room"_s,
                            u"min_stars"_s,      u"room_mode"_s,           u"room_types"_s,    u"views"_s,
                            u"alert_kind"_s,     u"alert_measure"_s,       u"threshold"_s,     u"alert_enabled"_s,
                            u"alert_email"_s,    u"alert_desktop"_s,       u"reminder_days"_s};

/// Fields whose rules look at another one: who changes that sees what it means for them.
const QHash<QString, QStringList> followers{{u"depart_date"_s, {u"return_date"_s, u"check_in"_s, u"check_out"_s}},
                                            {u"return_date"_s, {u"check_out"_s}},
                                            {u"check_in"_s, {u"check_out"_s}},
                                            {u"check_in_typed"_s, {u"check_in"_s}},
                                            {u"check_out_typed"_s, {u"check_out"_s}},
                                            {u"adults"_s, {u"rooms"_s}},
                                            {u"adults_per_room"_s, {u"rooms"_s}},
                                            {u"origin_airport"_s, {u"destination_airport"_s}},
                                            {u"currency"_s, {u"threshold"_s}}};

/// The field of the form that a field of the API stands in: "/alert/threshold/amount_minor" -> "threshold".
QString formField(const QString &pointer)
{
    const QStringList parts = pointer.split(u'/', Qt::SkipEmptyParts);
    if (parts.value(0) == "alert"_L1) {
        const QString member = parts.value(1, u"kind"_s);
        return member == "threshold"_L1 ? member : u"alert_"_s + member;
    }
    if (parts.value(0) == "flight_filters"_L1 || parts.value(0) == "hotel_filters"_L1)
        return parts.value(1, parts.value(0) == "hotel_filters"_L1 ? u"city"_s : u"cabin"_s);
    return parts.value(0);
}

} // namespace

TripForm::TripForm(QObject *parent) : QObject(parent)
{
}

void TripForm::begin()
{
    for (auto signal : {&TripForm::errorsChanged, &TripForm::valuesChanged}) // their words are of one language
        connect(app(), &App::formatChanged, this, signal, Qt::UniqueConnection);
    m_values = newTripFields(*app()->format());
    m_original.clear();
    m_serverErrors.clear();
    m_conflicts.clear();
    m_touched.clear();
    m_problem.clear();
    m_asksAboutAirports = false;
    Q_EMIT valuesChanged();
    Q_EMIT errorsChanged();
}

void TripForm::edit(const QVariantMap &trip)
{
    begin();
    m_original = trip;
    m_values = tripFields(trip, *app()->format());
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
    for (const QString &follower : followers.value(field)) {
        if (!m_values.value(follower).toString().isEmpty() || follower.startsWith("check_"_L1))
            m_touched.insert(follower);
        m_serverErrors.remove(follower);
    }
    Q_EMIT valuesChanged();
    Q_EMIT errorsChanged();
}

QVariantMap TripForm::savedFields() const
{
    return isNew() ? QVariantMap() : tripFields(m_original, *app()->format());
}

QVariantMap TripForm::problems() const
{
    return TripJudge::problems(m_values, savedFields(), *app()->format());
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
    const QVariantMap patch = tripPatch(savedFields(), m_values, *app()->format());
    return std::any_of(searchFields.cbegin(), searchFields.cend(),
                       [&patch](const QString &field) { return patch.contains(field); });
}

QVariantMap TripForm::rule() const
{
    return alertOf(m_values, *app()->format());
}

QString TripForm::rooms() const
{
    const Rooms rooms = roomsOf(m_values);
    return tr("%n room(s)", "", rooms.count) + u", "_s + tr("%n adult(s) in each", "", rooms.adultsEach);
}

QVariantMap TripForm::body() const
{
    return isNew() ? tripBody(m_values, *app()->format()) : tripPatch(savedFields(), m_values, *app()->format());
}

QVariantMap TripForm::wholeBody() const
{
    return tripBody(m_values, *app()->format());
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
    m_problem = problemOf(reply);
    const QJsonArray fieldErrors = problem.value("errors"_L1).toArray();
    for (const QJsonValue &error : fieldErrors)
        takeError(error.toObject());
    Q_EMIT savingChanged();
    Q_EMIT errorsChanged();
}

QString TripForm::problemOf(const ApiReply &reply) const
{
    if (!reply.reached())
        return tr("The server does not answer. Nothing is lost; try again.");
    const int wait = reply.header("retry-after").toInt();
    if (reply.status == 429 && wait > 0)
        return tr("That was too often. Again in %1; nothing is lost.").arg(app()->format()->minutes((wait + 59) / 60));
    return reply.json().value("title"_L1).toString();
}

void TripForm::takeError(const QJsonObject &error)
{
    m_serverErrors.insert(formField(error.value("field"_L1).toString()), error.value("message"_L1).toString());
    if (error.value("code"_L1) == "unknown_airport"_L1)
        m_asksAboutAirports = true;
}

/// Three versions of each field: what both began with, what was typed, what the other saved. Only a field that both
/// changed, to different values, is a conflict.
void TripForm::meet(const QVariantMap &theirs)
{
    const QVariantMap before = savedFields(), now = tripFields(theirs, *app()->format());
    m_conflicts.clear();
    for (const QString &field : formOrder) {
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
