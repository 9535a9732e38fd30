// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/errorcodes.h"
#include "server/pages/bookingcard.h"
#include "server/pages/bookingform.h"
#include "server/pages/icons.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using bookings::AllowedAction;
using bookings::BookingEvent;
using bookings::BookingView;

namespace
{

/// Edit and reopen are one form: what differs is when it may be sent and what it says.
struct ChangeForm {
    BookingEvent event = BookingEvent::EditFields; ///< or Reopen
    BookingView view;
    bookings::ResourceView house;
    TypedBooking typed;
    FormTrouble trouble;
    bool outdated = false; ///< somebody changed the booking meanwhile

    [[nodiscard]] bool reopens() const { return event == BookingEvent::Reopen; }
    /// A confirmed booking keeps everything but the first name (BKG-034).
    [[nodiscard]] bool renames() const { return !reopens() && !allows(view, AllowedAction::Edit); }
};

/// BKG-037: said before saving, when new days would void an approval.
QString resetWarning(const PageRequest &request, const ChangeForm &form)
{
    QStringList approved;
    for (const bookings::ApprovalView &approval : form.view.details->approvals) {
        if (approval.decision == bookings::Decision::Approved && !approval.self) // the own one is given again (BKG-032)
            approved.append(approval.party.name);
    }
    if (approved.isEmpty() || form.reopens() || form.renames())
        return {};
    return request.texts->count(u"edit.resets"_s, approved.size(), {{u"names"_s, request.texts->list(approved)}});
}

Result<ApiResponse> changePage(const PageRequest &request, const Site &site, const LinkVisit &visit,
                               const ChangeForm &form)
{
    const QString details = visit.bookingPath(form.view.id);
    const QString path = details + (form.reopens() ? u"/reopen"_s : u"/edit"_s);
    const QString key = form.reopens() ? u"reopen"_s : form.renames() ? u"rename"_s : u"edit"_s;
    Page page;
    page.view = form.renames() ? u"rename"_s : u"edit"_s;
    page.title = request.text(key + u".title"_s);
    page.house = form.view.resourceName;
    page.homeUrl = calendarPath(form.view.resourceSlug);
    page.partyColours = coloursOf(form.house.parties);
    page.languageForm = u"edit"_s;
    const bool refused = !form.trouble.complaints.isEmpty() || form.trouble.longStayDays > 0;
    page.status = request.method != api::Method::Post ? 200
                  : form.outdated                     ? 412
                  : !form.trouble.conflicts.isEmpty() ? 409
                  : refused                           ? 422
                                                      : 200;
    page.values = bookingFields(request, form.house, form.typed, form.trouble);
    page.values.insert(u"heading"_s, request.text(key + u".title"_s));
    page.values.insert(u"lead"_s,
                       request.text(key + u".lead"_s, {{u"range"_s, rangeText(form.view.range, request.language)}}));
    page.values.insert(u"send"_s, request.text(key + u".send"_s));
    page.values.insert(u"send_icon"_s, iconSvg(form.reopens() ? u"send"_s : u"check"_s));
    page.values.insert(u"action"_s, path);
    page.values.insert(u"back_url"_s, details);
    page.values.insert(u"form_token"_s, formToken(site, path));
    page.values.insert(u"version"_s, QString::number(form.view.details->version));
    page.values.insert(u"stale"_s, form.outdated ? QJsonValue(request.text(u"edit.outdated"_s)) : staleNotice(request));
    page.values.insert(u"summary"_s, errorSummary(request, form.trouble.complaints));
    page.values.insert(u"warning"_s, orFalse(resetWarning(request, form)));
    return site.render(request, page);
}

/// What keeps an action from being taken, said as bookings.md 8.1 says it.
Result<ApiResponse> cannotChangePage(const PageRequest &request, const Site &site, const LinkVisit &visit,
                                     const BookingView &view, const QString &key)
{
    ResultPage page;
    page.tone = ResultPage::Tone::Wait;
    page.icon = view.isPast ? u"history"_s : u"info"_s;
    page.heading = request.text(key + u".heading"_s);
    page.sentence = request.text(key + u".sentence"_s, {{u"name"_s, view.firstName},
                                                        {u"range"_s, rangeText(view.range, request.language)},
                                                        {u"status"_s, statusText(request, view.status)}});
    page.ways = {{request.text(u"to_booking"_s), visit.bookingPath(view.id)}};
    page.house = view.resourceName;
    page.homeUrl = calendarPath(view.resourceSlug);
    return site.render(request, page);
}

/// The form with what the booking holds, or the page that says why there is none.
struct OpenedForm {
    std::optional<ChangeForm> form;
    Result<ApiResponse> refusal = fail(Error::notFound());
};

QCoro::Task<OpenedForm> openForm(PageRequest request, BookingGroundPtr ground, LinkVisit visit, BookingEvent event)
{
    OpenedForm opened;
    const auto view = co_await ground->services.bookings.find(visit.caller, request.pathArguments.value(1));
    if (!view) {
        opened.refusal = fail(view.error());
        if (view.error().kind == ErrorKind::NotFound)
            opened.refusal = co_await gonePage(request, ground, visit);
        co_return opened;
    }
    const bool reopens = event == BookingEvent::Reopen;
    const bool admitted = reopens ? allows(*view, AllowedAction::Reopen)
                                  : allows(*view, AllowedAction::Edit) || allows(*view, AllowedAction::Rename);
    if (!admitted) {
        const QString key = visit.decides() ? u"wrong_role"_s
                            : view->isPast  ? u"past"_s
                            : reopens       ? u"not_denied"_s
                                            : u"not_editable"_s;
        opened.refusal = cannotChangePage(request, *ground->site, visit, *view, key);
        co_return opened;
    }
    const auto house = co_await ground->services.bookings.resource(view->resourceSlug);
    if (!house) {
        opened.refusal = fail(house.error());
        if (house.error().kind == ErrorKind::NotFound) // archived since
            opened.refusal = co_await gonePage(request, ground, visit);
        co_return opened;
    }
    if (reopens && !house->open) { // BKG-003
        opened.refusal = closedPage(request, *ground->site, *house);
        co_return opened;
    }
    opened.form = ChangeForm{event, *view, *house, TypedBooking::from(*view), {}, false};
    // The affiliation may be with a party that is no longer active: it may stay (section 10).
    auto &parties = opened.form->house.parties;
    const auto same = [&view](const bookings::PartyLabel &party) { return party.id == view->affiliation.id; };
    if (std::none_of(parties.begin(), parties.end(), same))
        parties.append(view->affiliation);
    co_return opened;
}

QCoro::Task<Result<ApiResponse>> showChange(PageRequest request, BookingGroundPtr ground, BookingEvent event)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    auto form = co_await openForm(request, ground, *opened.visit, event);
    if (!form.form)
        co_return form.refusal;
    if (form.form->reopens()) { // the days may have been taken since (8.1)
        PORTIER_CO_ASSIGN(conflicts, co_await ground->services.bookings.conflicts(
                                         form.form->house.slug, form.form->view.range, form.form->view.id));
        form.form->trouble.conflicts = conflicts;
        form.form->trouble.conflictsTotal = conflicts.size();
        for (const bookings::BookingConflict &conflict : conflicts)
            form.form->trouble.complaints.append({u"start"_s, conflictText(request, conflict)});
    }
    co_return changePage(request, *ground->site, *opened.visit, *form.form);
}

QString savedNotice(const PageRequest &request, const bookings::ChangedBooking &changed)
{
    if (!changed.event)
        return request.text(u"saved.nothing"_s);
    if (*changed.event == BookingEvent::Reopen)
        return request.text(u"saved.reopened"_s);
    if (changed.approvalsReset)
        return request.text(u"saved.reset"_s);
    if (*changed.event == BookingEvent::Shorten)
        return request.text(u"saved.shortened"_s);
    return request.text(u"saved.plain"_s);
}

QCoro::Task<Result<ApiResponse>> submitChange(PageRequest request, BookingGroundPtr ground, BookingEvent event)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    const LinkVisit &visit = *opened.visit;
    request.overLimit = opened.overLimit;
    auto form = co_await openForm(request, ground, visit, event);
    if (!form.form)
        co_return form.refusal;
    ChangeForm &change = *form.form;
    change.typed = TypedBooking::from(request);
    if (!request.mayAct())
        co_return changePage(request, *ground->site, visit, change);
    const QJsonObject patch =
        change.renames() ? QJsonObject{{u"requester_first_name"_s, change.typed.name}} : change.typed.toPatch();
    const qint64 version = request.typed(u"version"_s).toLongLong();
    Result<bookings::ChangedBooking> changed = fail(Error::notFound());
    if (change.reopens())
        changed = co_await ground->services.bookings.reopen(visit.caller, change.view.id, patch, version);
    else
        changed = co_await ground->services.bookings.edit(visit.caller, change.view.id, patch, version);
    if (changed) {
        const QString path = visit.bookingPath(change.view.id);
        co_return Site::redirect(path + ground->site->ticket(path, {{u"notice"_s, savedNotice(request, *changed)}}));
    }
    if (changed.error().code == "stale_version"_L1) {
        change.outdated = true;
        co_return changePage(request, *ground->site, visit, change);
    }
    if (changed.error().code == "resource_closed"_L1)
        co_return closedPage(request, *ground->site, change.house);
    const auto trouble = troubleOf(request, changed.error(), change.typed);
    if (trouble) {
        change.trouble = *trouble;
        co_return changePage(request, *ground->site, visit, change);
    }
    const int status = contract::httpStatus(changed.error());
    if (status >= 400 && status < 500 && status != 429) // it changed between the look and the deed: show how it stands
        co_return Site::redirect(request.path);
    co_return fail(changed.error());
}

QCoro::Task<Result<ApiResponse>> showEdit(PageRequest request, BookingGroundPtr ground)
{
    return showChange(std::move(request), std::move(ground), BookingEvent::EditFields);
}
QCoro::Task<Result<ApiResponse>> submitEdit(PageRequest request, BookingGroundPtr ground)
{
    return submitChange(std::move(request), std::move(ground), BookingEvent::EditFields);
}
QCoro::Task<Result<ApiResponse>> showReopen(PageRequest request, BookingGroundPtr ground)
{
    return showChange(std::move(request), std::move(ground), BookingEvent::Reopen);
}
QCoro::Task<Result<ApiResponse>> submitReopen(PageRequest request, BookingGroundPtr ground)
{
    return submitChange(std::move(request), std::move(ground), BookingEvent::Reopen);
}

} // namespace

void addChangePages(PageRouter &router, const BookingGroundPtr &ground)
{
    const QString booking = u"/booking/{token}/{id}"_s;
    addBookingPage(router, ground, api::Method::Get, booking + u"/edit"_s, showEdit);
    addBookingPage(router, ground, api::Method::Post, booking + u"/edit"_s, submitEdit, u"none"_s);
    addBookingPage(router, ground, api::Method::Get, booking + u"/reopen"_s, showReopen);
    addBookingPage(router, ground, api::Method::Post, booking + u"/reopen"_s, submitReopen, u"none"_s);
}

} // namespace portier::pages
