// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/decisionresults.h"

#include "core/base/zonedtime.h"
#include "server/pages/bookingviews.h"

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using bookings::ActionLook;
using bookings::BookingEvent;
using bookings::BookingStatus;
using bookings::BookingView;
using bookings::DecisionResult;
using Situation = bookings::ActionLook::Situation;

namespace
{

QStringList strings(const QJsonValue &list)
{
    QStringList result;
    const QJsonArray items = list.toArray();
    for (const QJsonValue &item : items)
        result.append(item.toString());
    return result;
}

/// "**Angelika**" and the form of the sentence that goes with one or several names.
QString namesSentence(const PageRequest &request, const QString &key, const QStringList &names)
{
    QStringList strong;
    for (const QString &name : names)
        strong.append(u"**"_s + name + u"**"_s);
    return request.texts->count(key, names.size(), {{u"names"_s, request.texts->list(strong)}});
}

ResultPage::Way wayHome(const PageRequest &request, const LinkVisit &visit)
{
    return {request.text(visit.decides() ? u"to_requests"_s : u"to_mine"_s), visit.home};
}

/// Words that all of these pages may use.
QJsonObject words(const PageRequest &request, const BookingView &view)
{
    return {{u"name"_s, view.firstName}, {u"range"_s, rangeText(view.range, request.language)}};
}

/// Heading and sentence of a key, in the colours of how it stands.
ResultPage pageOf(const PageRequest &request, const QString &key, const QJsonObject &values, ResultPage::Tone tone,
                  const QString &iconName)
{
    ResultPage page;
    page.tone = tone;
    page.icon = iconName;
    page.heading = request.text(key + u".heading"_s, values);
    page.sentence = request.text(key + u".sentence"_s, values);
    return page;
}

ResultPage approvedAlready(const PageRequest &request, const LinkVisit &visit, const ActionLook &look)
{
    ResultPage page =
        pageOf(request, u"already.approved"_s, words(request, *look.view), ResultPage::Tone::Ok, u"circle-check"_s);
    page.sentence += u' ' + namesSentence(request, u"result.outstanding"_s, look.outstanding);
    page.ways = {wayHome(request, visit),
                 {request.text(u"result.deny_after_all"_s), visit.bookingPath(look.view->id) + u"/deny"_s, u"x"_s}};
    return page;
}

ResultPage confirmedAlready(const PageRequest &request, const LinkVisit &visit, const ActionLook &look)
{
    ResultPage page =
        pageOf(request, u"already.confirmed"_s, words(request, *look.view), ResultPage::Tone::Ok, u"circle-check"_s);
    page.ways = {wayHome(request, visit),
                 {request.text(u"result.deny_confirmed"_s), visit.bookingPath(look.view->id) + u"/deny"_s, u"x"_s}};
    return page;
}

ResultPage wrongRole(const PageRequest &request, const LinkVisit &visit)
{
    const QString key = visit.decides() ? u"wrong_role"_s : u"wrong_role.requester"_s;
    ResultPage page = pageOf(request, key, {}, ResultPage::Tone::Wait, u"link"_s);
    page.ways = {wayHome(request, visit)};
    return page;
}

ResultPage simple(const PageRequest &request, const LinkVisit &visit, const QString &key, const ActionLook &look,
                  const QString &iconName)
{
    QJsonObject values = look.view ? words(request, *look.view) : QJsonObject();
    values.insert(u"party"_s, look.byParty);
    ResultPage page = pageOf(request, key, values, ResultPage::Tone::Wait, iconName);
    page.ways = {wayHome(request, visit)};
    return page;
}

ResultPage situation(const PageRequest &request, const LinkVisit &visit, BookingEvent event, const ActionLook &look)
{
    switch (look.situation) {
    case Situation::AlreadyApproved:
        return approvedAlready(request, visit, look);
    case Situation::AlreadyConfirmed:
        return confirmedAlready(request, visit, look);
    case Situation::AlreadyDenied:
        return simple(request, visit, u"already.denied"_s, look, u"circle-x"_s);
    case Situation::AlreadyCanceled:
        return simple(request, visit, u"already.canceled"_s, look, u"ban"_s);
    case Situation::Past:
        return simple(request, visit, u"past"_s, look, u"history"_s);
    case Situation::NotAsked:
        return simple(request, visit, u"not_asked"_s, look, u"users"_s);
    case Situation::WrongRole:
        return wrongRole(request, visit);
    case Situation::InvalidState:
        return simple(request, visit, event == BookingEvent::Reopen ? u"not_denied"_s : u"not_editable"_s, look,
                      u"info"_s);
    case Situation::Open:
    case Situation::OldRound:
        break;
    }
    return simple(request, visit, u"booking.gone"_s, look, u"history"_s);
}

} // namespace

QJsonObject ticketOf(const BookingView &before, const DecisionResult &done)
{
    QJsonArray states;
    if (done.view && done.view->details) {
        for (const bookings::ApprovalView &approval : done.view->details->approvals)
            states.append(QJsonObject{{u"decision"_s, bookings::toText(approval.decision)},
                                      {u"name"_s, approval.party.name},
                                      {u"comment"_s, approval.comment.value_or(QString())}});
    }
    return {{u"kind"_s, bookings::toText(done.kind)},
            {u"confirmed"_s, done.status == BookingStatus::Confirmed},
            {u"was_denied"_s, before.status == BookingStatus::Denied},
            {u"name"_s, before.firstName},
            {u"start"_s, toIsoDate(before.range.start)},
            {u"end"_s, toIsoDate(before.range.end)},
            {u"house"_s, before.resourceName},
            {u"slug"_s, before.resourceSlug},
            {u"outstanding"_s, QJsonArray::fromStringList(done.outstanding)},
            {u"notified"_s, QJsonArray::fromStringList(done.notified)},
            {u"states"_s, states}};
}

Result<ApiResponse> resultPage(const PageRequest &request, const Site &site, const LinkVisit &visit,
                               const QJsonObject &ticket)
{
    const QString kind = ticket.value(u"kind"_s).toString();
    const auto start = fromIsoDate(ticket.value(u"start"_s).toString());
    const auto end = fromIsoDate(ticket.value(u"end"_s).toString());
    if (!start || !end)
        return fail(Error::internal(u"a ticket without dates"_s));
    const QStringList outstanding = strings(ticket.value(u"outstanding"_s));
    const QStringList notified = strings(ticket.value(u"notified"_s));
    QString key = u"result."_s + kind;
    if (kind == "approved"_L1 && ticket.value(u"confirmed"_s).toBool())
        key = u"result.confirmed"_s;
    if (kind == "canceled"_L1 && ticket.value(u"was_denied"_s).toBool())
        key = u"result.withdrawn"_s;
    const QJsonObject values{{u"name"_s, ticket.value(u"name"_s)},
                             {u"range"_s, rangeText({*start, *end}, request.language)}};
    ResultPage page = pageOf(request, key, values, ResultPage::Tone::Ok, u"check"_s);
    if (kind == "approved"_L1 && !outstanding.isEmpty())
        page.sentence += u' ' + namesSentence(request, u"result.outstanding"_s, outstanding) + u' ' +
                         request.text(u"result.mail_follows"_s);
    if (kind == "canceled"_L1 && !notified.isEmpty())
        page.sentence += u' ' + namesSentence(request, u"result.notified"_s, notified);
    const QJsonArray states = ticket.value(u"states"_s).toArray();
    for (const QJsonValue &state : states)
        page.states.append(approvalState(
            request, bookings::decisionFromText(state[u"decision"_s].toString()).value_or(bookings::Decision{}),
            state[u"name"_s].toString(), state[u"comment"_s].toString()));
    page.ways = {wayHome(request, visit)};
    page.house = ticket.value(u"house"_s).toString();
    page.homeUrl = calendarPath(ticket.value(u"slug"_s).toString());
    return site.render(request, page);
}

Result<ApiResponse> situationPage(const PageRequest &request, const Site &site, const LinkVisit &visit,
                                  BookingEvent event, const ActionLook &look)
{
    ResultPage page = situation(request, visit, event, look);
    if (look.view) {
        page.house = look.view->resourceName;
        page.homeUrl = calendarPath(look.view->resourceSlug);
        if (look.situation != Situation::WrongRole)
            page.states = approvalStates(request, *look.view);
    }
    return site.render(request, page);
}

} // namespace portier::pages
