// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/bookingform.h"

#include "core/base/zonedtime.h"
#include "core/bookings/bookingpolicy.h"
#include "core/bookings/bookingservice.h"
#include "core/contract/fieldmessages.h"
#include "server/pages/bookingviews.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::pages
{

using bookings::BookingConflict;

namespace
{

/// JSON member -> id of the field on the page.
QString fieldId(const QString &pointer)
{
    static const QHash<QString, QString> ids{
        {u"/start_date"_s, u"start"_s},          {u"/end_date"_s, u"end"_s},
        {u"/party_size"_s, u"persons"_s},        {u"/affiliation_party_id"_s, u"affiliation"_s},
        {u"/requester_first_name"_s, u"name"_s}, {u"/requester_email"_s, u"email"_s},
        {u"/description"_s, u"description"_s},   {u"/long_stay_confirmed"_s, u"long_stay"_s},
    };
    return ids.value(pointer);
}

QString isoOrTyped(const QString &text)
{
    const auto date = typedDate(text);
    return date ? toIsoDate(*date) : text.trimmed();
}

QJsonValue numberOrTyped(const QString &text)
{
    bool ok = false;
    const int number = text.trimmed().toInt(&ok);
    return ok ? QJsonValue(number) : QJsonValue(text.trimmed());
}

QJsonObject dateField(const PageRequest &request, const QString &id, const QString &value,
                      const QList<FieldComplaint> &complaints, bool conflicting)
{
    const QString error = complaintOf(complaints, id);
    const auto date = typedDate(value);
    QJsonObject made = field(id, date ? toIsoDate(*date) : value, error);
    // A date field would hide what was typed and is no date.
    made.insert(u"type"_s, date || value.isEmpty() ? u"date"_s : u"text"_s);
    made.insert(u"label"_s, request.text(u"field."_s + id));
    made.insert(u"invalid"_s, !error.isEmpty() || conflicting);
    made.insert(u"described"_s, orFalse(!error.isEmpty() ? id + u"-error"_s
                                        : conflicting    ? u"conflicts"_s
                                                         : QString()));
    return made;
}

QJsonArray partyChoices(const bookings::ResourceView &house, const QString &chosen)
{
    QJsonArray choices;
    for (const bookings::PartyLabel &party : house.parties) {
        QJsonObject choice = partyValue(party);
        choice.insert(u"id"_s, party.id);
        choice.insert(u"chosen"_s, party.id == chosen);
        choices.append(choice);
    }
    return choices;
}

} // namespace

std::optional<QDate> typedDate(const QString &text)
{
    const QString typed = text.trimmed();
    if (const auto iso = fromIsoDate(typed))
        return iso;
    static const QRegularExpression german(u"^(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4}|\\d{2})$"_s);
    const auto match = german.match(typed);
    if (!match.hasMatch())
        return std::nullopt;
    const int year = match.captured(3).toInt();
    const QDate date(year < 100 ? 2000 + year : year, match.captured(2).toInt(), match.captured(1).toInt());
    return date.isValid() ? std::optional(date) : std::nullopt;
}

TypedBooking TypedBooking::from(const PageRequest &request)
{
    return {request.typed(u"start"_s),       request.typed(u"end"_s),    request.typed(u"persons"_s),
            request.typed(u"affiliation"_s), request.typed(u"name"_s),   request.typed(u"email"_s),
            request.typed(u"description"_s), request.has(u"long_stay"_s)};
}

TypedBooking TypedBooking::from(const bookings::BookingView &view)
{
    TypedBooking typed;
    typed.start = toIsoDate(view.range.start);
    typed.end = toIsoDate(view.range.end);
    typed.persons = QString::number(view.partySize);
    typed.affiliation = view.affiliation.id;
    typed.name = view.firstName;
    if (view.details)
        typed.description = view.details->description.value_or(QString());
    return typed;
}

QJsonObject TypedBooking::toPatch() const
{
    return {{u"start_date"_s, isoOrTyped(start)},
            {u"end_date"_s, isoOrTyped(end)},
            {u"party_size"_s, numberOrTyped(persons)},
            {u"affiliation_party_id"_s, affiliation},
            {u"requester_first_name"_s, name},
            {u"description"_s, description.trimmed().isEmpty() ? QJsonValue() : QJsonValue(description)},
            {u"long_stay_confirmed"_s, longStay}};
}

QJsonObject TypedBooking::toSubmission(const QString &language) const
{
    QJsonObject body = toPatch();
    const QStringList members = body.keys();
    for (const QString &member : members) {
        if (body.value(member) == QJsonValue(QString())) // left empty: absent
            body.remove(member);
    }
    if (!email.trimmed().isEmpty())
        body.insert(u"requester_email"_s, email);
    body.insert(u"language"_s, language);
    return body;
}

std::optional<FormTrouble> troubleOf(const PageRequest &request, const Error &error, const TypedBooking &typed)
{
    FormTrouble trouble;
    if (error.code == "booking_conflict"_L1) {
        trouble.conflicts = bookings::conflictsOf(error);
        trouble.conflictsTotal = error.details.value(u"conflicts_total"_s).toInteger(trouble.conflicts.size());
        for (const BookingConflict &conflict : std::as_const(trouble.conflicts))
            trouble.complaints.append({u"start"_s, conflictText(request, conflict)});
        return trouble;
    }
    if (error.code == "long_stay_confirmation_required"_L1) {
        const auto start = typedDate(typed.start), end = typedDate(typed.end);
        trouble.longStayDays = start && end ? int(start->daysTo(*end)) + 1 : 1;
        return trouble;
    }
    if (error.fields.isEmpty())
        return std::nullopt;
    for (const FieldError &broken : error.fields) {
        if (broken.code == "long_stay_confirmation_required"_L1)
            continue;
        const QString id = fieldId(broken.pointer);
        trouble.complaints.append({id, contract::fieldMessage(broken, request.language),
                                   id.isEmpty() ? QString() : request.text(u"field."_s + id)});
    }
    // As the fields stand on the page.
    static const QStringList order{u"start"_s, u"end"_s,   u"persons"_s,    u"affiliation"_s,
                                   u"name"_s,  u"email"_s, u"description"_s};
    std::stable_sort(trouble.complaints.begin(), trouble.complaints.end(),
                     [](const FieldComplaint &a, const FieldComplaint &b) {
                         return order.indexOf(a.field) < order.indexOf(b.field);
                     });
    return trouble;
}

QJsonObject bookingFields(const PageRequest &request, const bookings::ResourceView &house, const TypedBooking &typed,
                          const FormTrouble &trouble)
{
    const QList<FieldComplaint> &complaints = trouble.complaints;
    const bool conflicting = !trouble.conflicts.isEmpty();
    QJsonArray conflicts;
    for (const BookingConflict &conflict : trouble.conflicts)
        conflicts.append(conflictText(request, conflict));
    QJsonObject start = dateField(request, u"start"_s, typed.start, complaints, conflicting);
    if (conflicting)
        start.insert(u"error"_s, false); // said once below both dates
    QJsonObject persons = field(u"persons"_s, typed.persons, complaintOf(complaints, u"persons"_s));
    persons.insert(u"most"_s, QString::number(house.limits.maxPartySize));
    persons.insert(u"hint"_s,
                   request.text(u"field.persons_hint"_s, {{u"n"_s, QString::number(house.limits.maxPartySize)}}));
    QJsonObject description = field(u"description"_s, typed.description, complaintOf(complaints, u"description"_s));
    description.insert(u"most"_s, QString::number(bookings::longestText));
    const QJsonValue longStay =
        trouble.longStayDays > 0 || typed.longStay
            ? QJsonValue(QJsonObject{
                  {u"question"_s, request.text(u"long_stay.question"_s,
                                               {{u"days"_s, daysText(request, qMax(1, trouble.longStayDays))},
                                                {u"usual"_s, daysText(request, house.limits.longStayWarnDays)}})},
                  {u"asked"_s, trouble.longStayDays > 0},
                  {u"confirmed"_s, typed.longStay}})
            : QJsonValue(false);
    const auto from = typedDate(typed.start), to = typedDate(typed.end);
    const QString total =
        from && to && *from <= *to && !conflicting ? daysText(request, int(from->daysTo(*to)) + 1) : QString();
    return {{u"start"_s, start},
            {u"end"_s, dateField(request, u"end"_s, typed.end, complaints, false)},
            {u"first_day"_s, toIsoDate(house.today)},
            {u"has_conflicts"_s, conflicting},
            {u"conflicts"_s, conflicts},
            {u"more_conflicts"_s,
             orFalse(trouble.conflictsTotal > trouble.conflicts.size()
                         ? request.texts->count(u"conflict.more"_s, trouble.conflictsTotal - trouble.conflicts.size())
                         : QString())},
            {u"total"_s, total},
            {u"persons"_s, persons},
            {u"affiliation"_s, field(u"affiliation"_s, {}, complaintOf(complaints, u"affiliation"_s))},
            {u"parties"_s, partyChoices(house, typed.affiliation)},
            {u"name"_s, field(u"name"_s, typed.name, complaintOf(complaints, u"name"_s))},
            {u"email"_s, field(u"email"_s, typed.email, complaintOf(complaints, u"email"_s))},
            {u"description"_s, description},
            {u"long_stay"_s, longStay}};
}

} // namespace portier::pages
