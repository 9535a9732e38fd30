// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/bookingviews.h"

#include "core/base/format.h"
#include "core/base/zonedtime.h"
#include "server/pages/icons.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace portier::pages
{

using bookings::ApprovalView;
using bookings::BookingStatus;
using bookings::BookingView;
using bookings::DateRange;
using bookings::Decision;
using bookings::TimelineType;
using bookings::TimelineView;

namespace
{

struct Look {
    QLatin1String tone;
    QLatin1String icon;
};

Look lookOf(BookingStatus status)
{
    switch (status) {
    case BookingStatus::Pending:
        return {"wait"_L1, "hourglass"_L1};
    case BookingStatus::Confirmed:
        return {"ok"_L1, "circle-check"_L1};
    case BookingStatus::Denied:
        return {"bad"_L1, "circle-x"_L1};
    case BookingStatus::Canceled:
        break;
    }
    return {"plain"_L1, "ban"_L1};
}

Look lookOf(Decision decision)
{
    switch (decision) {
    case Decision::Approved:
        return {"ok"_L1, "circle-check"_L1};
    case Decision::Denied:
        return {"bad"_L1, "circle-x"_L1};
    case Decision::NoResponse:
        break;
    }
    return {"wait"_L1, "hourglass"_L1};
}

QString iconOf(TimelineType type)
{
    switch (type) {
    case TimelineType::Submitted:
        return u"send"_s;
    case TimelineType::SelfApproved:
    case TimelineType::Approved:
        return u"check"_s;
    case TimelineType::Confirmed:
        return u"circle-check"_s;
    case TimelineType::Denied:
        return u"circle-x"_s;
    case TimelineType::DatesShortened:
    case TimelineType::DatesExtended:
        return u"calendar-days"_s;
    case TimelineType::Reopened:
        return u"undo-2"_s;
    case TimelineType::Canceled:
        break;
    }
    return u"ban"_s;
}

QString unbroken(QString text)
{
    return text.replace(u' ', QChar(0x00a0)).replace(u"–"_s, u"\u2060–\u2060"_s);
}

QLocale localeOf(const QString &language)
{
    return language == "en"_L1 ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                               : QLocale(QLocale::German, QLocale::Germany);
}

QString timelineText(const PageRequest &request, const TimelineView &item, const QString &requester)
{
    const QString type = bookings::toText(item.event.type);
    const bool byOther = item.event.role == bookings::ActorRole::Admin;
    const bool bySystem = item.event.role == bookings::ActorRole::System;
    QString key = u"timeline."_s + type;
    if (item.event.type == TimelineType::Submitted && item.event.role != bookings::ActorRole::Requester)
        key += item.actorName.isEmpty() ? u".on_behalf"_s : u".by_party"_s;
    else if (item.event.type == TimelineType::Canceled && (byOther || bySystem))
        key += bySystem ? u".system"_s : u".admin"_s;
    const QString name = item.actorName.isEmpty() ? requester : item.actorName;
    return request.text(key, {{u"name"_s, name}, {u"requester"_s, requester}});
}

} // namespace

QString rangeText(const DateRange &range, const QString &language)
{
    return unbroken(formatDateRange(range.start, range.end, language));
}

ChangedRangeText changedRangeText(const DateRange &before, const DateRange &after, const QString &language)
{
    const auto [old, now] = formatChangedRange({before.start, before.end}, {after.start, after.end}, language);
    return {unbroken(old), unbroken(now)};
}

QString weekdaysText(const PageRequest &request, const DateRange &range)
{
    const QLocale locale = localeOf(request.language);
    const QString first = locale.dayName(range.start.dayOfWeek(), QLocale::ShortFormat);
    if (range.start == range.end)
        return first;
    return request.text(
        u"booking.weekdays"_s,
        {{u"first"_s, first}, {u"last"_s, locale.dayName(range.end.dayOfWeek(), QLocale::ShortFormat)}});
}

QString daysText(const PageRequest &request, int days)
{
    return request.texts->count(u"days"_s, days);
}

QString statusText(const PageRequest &request, BookingStatus status)
{
    return request.text(u"status."_s + bookings::toText(status));
}

QString conflictText(const PageRequest &request, const bookings::BookingConflict &conflict)
{
    const QString key = conflict.status == BookingStatus::Confirmed ? u"conflict.confirmed"_s : u"conflict.pending"_s;
    return request.text(key,
                        {{u"name"_s, conflict.firstName}, {u"range"_s, rangeText(conflict.range, request.language)}});
}

QJsonObject partyValue(const bookings::PartyLabel &party)
{
    return {{u"class"_s, u"party "_s + Assets::partyClass(party.colour)}, {u"name"_s, party.name}};
}

QJsonObject statusChip(const PageRequest &request, BookingStatus status)
{
    const Look look = lookOf(status);
    return {{u"tone"_s, QString(look.tone)},
            {u"icon"_s, iconSvg(QString(look.icon))},
            {u"label"_s, statusText(request, status)}};
}

QJsonObject stayValue(const PageRequest &request, const BookingView &view, const QString &url)
{
    return {{u"name"_s, view.firstName},
            {u"range"_s, rangeText(view.range, request.language)},
            {u"weekdays"_s, weekdaysText(request, view.range)},
            {u"days"_s, daysText(request, view.range.totalDays())},
            {u"persons"_s, formatPersons(view.partySize, request.language)},
            {u"party"_s, partyValue(view.affiliation)},
            {u"chip"_s, statusChip(request, view.status)},
            {u"is_past"_s, view.isPast},
            {u"url"_s, orFalse(url)}};
}

QJsonObject approvalState(const PageRequest &request, Decision decision, const QString &name, const QString &comment)
{
    const Look look = lookOf(decision);
    return {{u"tone"_s, QString(look.tone)},
            {u"icon"_s, iconSvg(QString(look.icon))},
            {u"state"_s, request.text(u"decision."_s + bookings::toText(decision))},
            {u"name"_s, name},
            {u"comment"_s, orFalse(comment)}};
}

QJsonArray approvalStates(const PageRequest &request, const BookingView &view)
{
    QJsonArray states;
    if (!view.details)
        return states;
    for (const ApprovalView &approval : view.details->approvals)
        states.append(
            approvalState(request, approval.decision, approval.party.name, approval.comment.value_or(QString())));
    return states;
}

QString approvalsSentence(const PageRequest &request, const BookingView &view, const QString &except)
{
    if (!view.details)
        return {};
    QStringList approved, open;
    for (const ApprovalView &approval : view.details->approvals) {
        if (approval.party.id == except)
            continue;
        if (approval.decision == Decision::Approved)
            approved.append(approval.party.name);
        else if (approval.decision == Decision::NoResponse)
            open.append(approval.party.name);
    }
    QStringList sentences;
    const auto say = [&](const QString &key, const QStringList &names) {
        if (!names.isEmpty())
            sentences.append(request.texts->count(key, names.size(), {{u"names"_s, request.texts->list(names)}}));
    };
    say(u"approvals.given"_s, approved);
    say(u"approvals.open"_s, open);
    return sentences.join(u'\n');
}

QJsonArray timelineValues(const PageRequest &request, const BookingView &view)
{
    QJsonArray items;
    if (!view.details)
        return items;
    const QTimeZone zone = zoneByName(view.zone).value_or(QTimeZone::utc());
    for (const TimelineView &item : view.details->timeline) {
        QString change;
        if (item.event.before && item.event.after) {
            const auto shown = changedRangeText(*item.event.before, *item.event.after, request.language);
            change = shown.before + u" → "_s + shown.after;
        }
        items.append(QJsonObject{{u"icon"_s, iconSvg(iconOf(item.event.type))},
                                 {u"text"_s, timelineText(request, item, view.firstName)},
                                 {u"when"_s, formatDateTime(item.event.at, zone, request.language)},
                                 {u"change"_s, orFalse(change)},
                                 {u"note"_s, orFalse(item.event.role == bookings::ActorRole::System ||
                                                             item.event.type == TimelineType::Submitted
                                                         ? QString()
                                                         : item.event.note.value_or(QString()))}});
    }
    return items;
}

QStringList coloursOf(const BookingView &view)
{
    QStringList colours{view.affiliation.colour};
    if (view.details) {
        for (const ApprovalView &approval : view.details->approvals)
            colours.append(approval.party.colour);
    }
    return colours;
}

QStringList coloursOf(const QList<bookings::PartyLabel> &parties)
{
    QStringList colours;
    for (const bookings::PartyLabel &party : parties)
        colours.append(party.colour);
    return colours;
}

} // namespace portier::pages
