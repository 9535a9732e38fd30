// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"
#include "core/bookings/bookingpolicy.h"
#include "core/contract/errorcodes.h"
#include "core/contract/fieldmessages.h"
#include "server/pages/bookingviews.h"
#include "server/pages/decisionresults.h"
#include "server/pages/icons.h"

#include <algorithm>

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

/// One action on one booking, as the address names it.
struct Deed {
    BookingEvent event = BookingEvent::Approve;
    QString bookingId;
    std::optional<int> seenRound; ///< of an action link, or of the form that was sent
};

/// What was typed, and what is wrong with it.
struct TypedDecision {
    QString comment;
    QString complaint;
};

QString nameOf(BookingEvent event)
{
    return event == BookingEvent::Approve ? u"approve"_s : event == BookingEvent::Deny ? u"deny"_s : u"cancel"_s;
}

QString ownPartyName(const BookingView &view)
{
    for (const bookings::ApprovalView &approval : view.details->approvals) {
        if (approval.party.id == view.details->ownPartyId)
            return approval.party.name;
    }
    return {};
}

QJsonValue ownPartyMark(const BookingView &view)
{
    for (const bookings::ApprovalView &approval : view.details->approvals) {
        if (approval.party.id == view.details->ownPartyId)
            return partyValue(approval.party);
    }
    return false;
}

/// The warning above the form: new days, or that it was confirmed already.
QJsonValue banner(const PageRequest &request, const Deed &deed, const ActionLook &look)
{
    const BookingView &view = *look.view;
    if (look.situation == Situation::OldRound && look.before) {
        ChangedRangeText shown = changedRangeText(*look.before, view.range, request.language);
        if (shown.after.endsWith(u'.')) // the sentence's own
            shown.after.chop(1);
        // Asked again for the same days, after a denial.
        const QString key = *look.before == view.range ? u"decide.new_round"_s : u"decide.new_dates"_s;
        return QJsonObject{{u"tone"_s, u"wait"_s},
                           {u"icon"_s, iconSvg(u"calendar-days"_s)},
                           {u"text"_s, request.text(key, {{u"old"_s, shown.before}, {u"new"_s, shown.after}})}};
    }
    if (deed.event != BookingEvent::Approve && view.status == BookingStatus::Confirmed)
        return QJsonObject{{u"tone"_s, u"bad"_s},
                           {u"icon"_s, iconSvg(u"triangle-alert"_s)},
                           {u"text"_s, request.text(deed.event == BookingEvent::Deny ? u"decide.deny_confirmed"_s
                                                                                     : u"decide.cancel_confirmed"_s)}};
    return false;
}

/// The text area of deny and cancel.
QJsonValue commentField(const PageRequest &request, const Deed &deed, const BookingView &view,
                        const TypedDecision &typed)
{
    if (deed.event == BookingEvent::Approve)
        return false;
    const bool needed = deed.event == BookingEvent::Deny || view.status == BookingStatus::Confirmed;
    QJsonObject made = field(u"comment"_s, typed.comment, typed.complaint);
    made.insert(u"label"_s, request.text(deed.event == BookingEvent::Deny ? u"decide.reason"_s : u"decide.note"_s));
    made.insert(u"hint"_s,
                request.text(deed.event == BookingEvent::Deny ? u"decide.reason_hint"_s : u"decide.note_hint"_s,
                             {{u"name"_s, view.firstName}}));
    made.insert(u"needed"_s, needed);
    made.insert(u"most"_s, QString::number(bookings::longestText));
    return made;
}

Result<ApiResponse> formPage(const PageRequest &request, const BookingGround &ground, const LinkVisit &visit,
                             const Deed &deed, const ActionLook &look, const TypedDecision &typed)
{
    const BookingView &view = *look.view;
    const QString name = nameOf(deed.event);
    const bool confirmed = view.status == BookingStatus::Confirmed;
    const QString variant = name + (confirmed                              ? u".confirmed"_s
                                    : view.status == BookingStatus::Denied ? u".denied"_s
                                                                           : QString());
    const QJsonObject words{{u"name"_s, view.firstName},
                            {u"party"_s, ownPartyName(view)},
                            {u"range"_s, rangeText(view.range, request.language)}};
    const QString approvals = approvalsSentence(request, view, view.details->ownPartyId);
    Page page;
    page.view = u"decide"_s;
    page.title = request.text(u"decide."_s + name + u".heading"_s, words);
    page.house = view.resourceName;
    page.homeUrl = calendarPath(view.resourceSlug);
    page.partyColours = coloursOf(view);
    page.languageForm = u"decide"_s;
    page.status = typed.complaint.isEmpty() ? 200 : 422;
    page.values = stayValue(request, view, {});
    page.values.insert(u"decides_for"_s, visit.decides() ? ownPartyMark(view) : QJsonValue(false));
    page.values.insert(u"heading"_s, page.title);
    page.values.insert(u"banner"_s, banner(request, deed, look));
    page.values.insert(u"summary"_s, typed.complaint.isEmpty()
                                         ? QJsonValue(false)
                                         : errorSummary(request, {{u"comment"_s, typed.complaint}}));
    page.values.insert(u"stale"_s, staleNotice(request));
    page.values.insert(u"belongs_to"_s, request.text(u"booking.belongs"_s, {{u"party"_s, view.affiliation.name}}));
    page.values.insert(u"description"_s, orFalse(view.details->description.value_or(QString())));
    page.values.insert(u"approvals"_s, orFalse(approvals));
    page.values.insert(u"action"_s, request.path);
    page.values.insert(u"form_token"_s, formToken(*ground.site, request.path));
    page.values.insert(u"round"_s, QString::number(view.details->round));
    page.values.insert(u"acknowledges"_s, deed.event == BookingEvent::Deny && confirmed);
    page.values.insert(u"comment_field"_s, commentField(request, deed, view, typed));
    page.values.insert(u"approves"_s, deed.event == BookingEvent::Approve);
    page.values.insert(u"send"_s, request.text(u"decide."_s + variant + u".send"_s, words));
    page.values.insert(
        u"deny_url"_s,
        orFalse(deed.event == BookingEvent::Approve ? visit.bookingPath(view.id) + u"/deny"_s : QString()));
    page.values.insert(u"back_url"_s,
                       orFalse(deed.event == BookingEvent::Approve ? QString() : visit.bookingPath(view.id)));
    return ground.site->render(request, page);
}

bool canAct(const ActionLook &look)
{
    return look.view && look.view->details &&
           (look.situation == Situation::Open || look.situation == Situation::OldRound);
}

QCoro::Task<Result<ApiResponse>> showDeed(PageRequest request, BookingGroundPtr ground, LinkVisit visit, Deed deed,
                                          TypedDecision typed)
{
    if (const auto ticket = ground->site->readTicket(request); ticket && request.method != api::Method::Post)
        co_return resultPage(request, *ground->site, visit, *ticket);
    const auto look = co_await ground->services.bookings.look(visit.caller, deed.bookingId, deed.event, deed.seenRound);
    if (!look && look.error().kind == ErrorKind::NotFound)
        co_return co_await gonePage(request, ground, visit);
    if (!look)
        co_return fail(look.error());
    if (!canAct(*look))
        co_return situationPage(request, *ground->site, visit, deed.event, *look);
    co_return formPage(request, *ground, visit, deed, *look, typed);
}

QJsonObject bodyOf(const PageRequest &request, const Deed &deed)
{
    QJsonObject body;
    const QString comment = request.typed(u"comment"_s);
    if (deed.event != BookingEvent::Cancel)
        body.insert(u"round"_s, request.typed(u"round"_s).toInt());
    if (deed.event == BookingEvent::Deny)
        body.insert(u"ack_confirmed"_s, request.has(u"ack"_s));
    if (deed.event != BookingEvent::Approve && !comment.trimmed().isEmpty())
        body.insert(u"comment"_s, comment);
    return body;
}

/// The sentence at the comment for an error that is about it; empty for others.
QString commentComplaint(const PageRequest &request, const Error &error)
{
    for (const FieldError &broken : error.fields) {
        if (broken.pointer == "/comment"_L1)
            return contract::fieldMessage(broken, request.language);
    }
    if (error.code == "comment_required"_L1)
        return contract::fieldMessage({u"/comment"_s, error.code, {}}, request.language);
    return {};
}

QCoro::Task<Result<ApiResponse>> submitDeed(PageRequest request, BookingGroundPtr ground, LinkVisit visit, Deed deed)
{
    TypedDecision typed{request.typed(u"comment"_s), {}};
    if (const int round = request.typed(u"round"_s).toInt(); round > 0)
        deed.seenRound = round;
    if (!request.mayAct())
        co_return co_await showDeed(request, ground, visit, deed, typed);
    // What the result page says of the booking, taken before the deed: a canceled one is shown to nobody.
    const auto look = co_await ground->services.bookings.look(visit.caller, deed.bookingId, deed.event, deed.seenRound);
    const QJsonObject body = bodyOf(request, deed);
    Result<DecisionResult> done = fail(Error::notFound());
    if (deed.event == BookingEvent::Approve)
        done = co_await ground->services.bookings.approve(visit.caller, deed.bookingId, body);
    else if (deed.event == BookingEvent::Deny)
        done = co_await ground->services.bookings.deny(visit.caller, deed.bookingId, body);
    else
        done = co_await ground->services.bookings.cancel(visit.caller, deed.bookingId, body);
    if (done && done->kind != DecisionResult::Kind::AlreadyDone && look && look->view)
        co_return Site::redirect(request.path + ground->site->ticket(request.path, ticketOf(*look->view, *done)));
    if (done)
        co_return Site::redirect(request.path);
    const int status = contract::httpStatus(done.error());
    if (status < 400 || status >= 500 || status == 429)
        co_return fail(done.error());
    // Everything else is a state of the booking, which the page tells by itself, or a fault in the comment.
    typed.complaint = commentComplaint(request, done.error());
    co_return co_await showDeed(request, ground, visit, deed, typed);
}

QCoro::Task<Result<ApiResponse>> serveDeed(PageRequest request, BookingGroundPtr ground, LinkVisit visit, Deed deed)
{
    if (request.method == api::Method::Post)
        co_return co_await submitDeed(request, ground, visit, deed);
    const TypedDecision nothing;
    co_return co_await showDeed(request, ground, visit, deed, nothing);
}

/// /action/{token}: the link names booking, action and round (BKG-071).
QCoro::Task<Result<ApiResponse>> serveAction(PageRequest request, BookingGroundPtr ground)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    const auto &action = opened.visit->verdict.token.action;
    if (!action)
        co_return Site::redirect(opened.visit->home);
    const QString booking = opened.visit->bookingPath(action->subjectId);
    if (action->name == "edit"_L1 || action->name == "reopen"_L1)
        co_return Site::redirect(booking + u'/' + action->name);
    Deed deed{BookingEvent::Approve, action->subjectId, action->round};
    if (action->name == "deny"_L1)
        deed.event = BookingEvent::Deny;
    else if (action->name == "cancel"_L1)
        deed.event = BookingEvent::Cancel;
    else if (action->name != "approve"_L1)
        co_return Site::redirect(booking);
    request.overLimit = opened.overLimit;
    co_return co_await serveDeed(request, ground, *opened.visit, deed);
}

/// /booking/{token}/{id}/approve and its like.
QCoro::Task<Result<ApiResponse>> serveBookingDeed(PageRequest request, BookingGroundPtr ground, BookingEvent event)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    request.overLimit = opened.overLimit;
    const Deed deed{event, request.pathArguments.value(1), std::nullopt};
    co_return co_await serveDeed(request, ground, *opened.visit, deed);
}

QCoro::Task<Result<ApiResponse>> serveApprove(PageRequest request, BookingGroundPtr ground)
{
    return serveBookingDeed(std::move(request), std::move(ground), BookingEvent::Approve);
}
QCoro::Task<Result<ApiResponse>> serveDeny(PageRequest request, BookingGroundPtr ground)
{
    return serveBookingDeed(std::move(request), std::move(ground), BookingEvent::Deny);
}
QCoro::Task<Result<ApiResponse>> serveCancel(PageRequest request, BookingGroundPtr ground)
{
    return serveBookingDeed(std::move(request), std::move(ground), BookingEvent::Cancel);
}

} // namespace

void addDecisionPages(PageRouter &router, const BookingGroundPtr &ground)
{
    const auto add = [&](const QString &pattern, BookingHandler handler) {
        addBookingPage(router, ground, api::Method::Get, pattern, handler);
        addBookingPage(router, ground, api::Method::Post, pattern, handler, u"none"_s); // openLink() charges
    };
    add(u"/action/{token}"_s, serveAction);
    add(u"/booking/{token}/{id}/approve"_s, serveApprove);
    add(u"/booking/{token}/{id}/deny"_s, serveDeny);
    add(u"/booking/{token}/{id}/cancel"_s, serveCancel);
}

} // namespace portier::pages
