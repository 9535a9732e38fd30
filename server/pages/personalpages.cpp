// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"
#include "core/contract/errorcodes.h"
#include "server/pages/bookingform.h"
#include "server/pages/bookingviews.h"
#include "server/pages/icons.h"
#include "server/pages/linkvisit.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::pages
{

using api::ApiResponse;
using bookings::AllowedAction;
using bookings::ApprovalsTab;
using bookings::BookingEvent;
using bookings::BookingListQuery;
using bookings::BookingPage;
using bookings::BookingView;
using bookings::LinkWays;

namespace
{

constexpr int OwnPageSize = 100; ///< more than anybody has; the API's largest page

bool allows(const BookingView &view, AllowedAction action)
{
    return view.details && view.details->actions.contains(action);
}

/// The buttons of a booking, by what its reader may do.
QJsonArray actionValues(const PageRequest &request, const BookingView &view, const QString &path)
{
    struct Button {
        AllowedAction action;
        QLatin1String name, icon, style;
    };
    static const QList<Button> buttons{{AllowedAction::Approve, "approve"_L1, "check"_L1, "primary"_L1},
                                       {AllowedAction::Deny, "deny"_L1, "x"_L1, "danger"_L1},
                                       {AllowedAction::Edit, "edit"_L1, "pencil"_L1, ""_L1},
                                       {AllowedAction::Rename, "edit"_L1, "pencil"_L1, ""_L1},
                                       {AllowedAction::Reopen, "reopen"_L1, "undo-2"_L1, ""_L1},
                                       {AllowedAction::Cancel, "cancel"_L1, "ban"_L1, ""_L1}};
    QJsonArray values;
    for (const Button &button : buttons) {
        if (!allows(view, button.action))
            continue;
        const QString key = u"action."_s + bookings::toText(button.action);
        values.append(QJsonObject{{u"label"_s, request.text(key)},
                                  {u"url"_s, path + u'/' + button.name},
                                  {u"icon"_s, iconSvg(QString(button.icon))},
                                  {u"style"_s, QString(button.style)}});
    }
    return values;
}

int approvedOf(const BookingView &view)
{
    const auto approved = [](const bookings::ApprovalView &approval) {
        return approval.decision == bookings::Decision::Approved;
    };
    const auto &approvals = view.details->approvals;
    return int(std::count_if(approvals.begin(), approvals.end(), approved));
}

QString progressText(const PageRequest &request, const BookingView &view)
{
    if (!view.details || view.status != bookings::BookingStatus::Pending)
        return {};
    return request.text(u"booking.progress"_s, {{u"n"_s, QString::number(approvedOf(view))},
                                                {u"all"_s, QString::number(view.details->approvals.size())}});
}

/// "Beginn in 8 Tagen", "Läuft gerade".
QString startText(const PageRequest &request, const BookingView &view)
{
    if (view.isPast)
        return {};
    if (view.daysUntilStart < 0)
        return request.text(u"booking.running"_s);
    if (view.daysUntilStart == 0)
        return request.text(u"booking.starts_today"_s);
    return request.texts->count(u"booking.starts"_s, view.daysUntilStart);
}

QJsonObject cardValue(const PageRequest &request, const BookingView &view, const LinkVisit &visit, bool namesHouse)
{
    const QString path = visit.bookingPath(view.id);
    QJsonObject card = stayValue(request, view, path);
    // An own stay is known by its days, somebody else's by name.
    card.insert(u"title"_s, visit.decides() ? view.firstName + u" · "_s + rangeText(view.range, request.language)
                                            : rangeText(view.range, request.language));
    const QJsonArray actions = actionValues(request, view, path);
    card.insert(u"has_actions"_s, !actions.isEmpty());
    card.insert(u"actions"_s, actions);
    card.insert(u"progress"_s, orFalse(progressText(request, view)));
    card.insert(u"starts"_s, orFalse(startText(request, view)));
    card.insert(u"house_name"_s, orFalse(namesHouse ? view.resourceName : QString()));
    return card;
}

/// The house's name and calendar, when there is only one.
void nameHouse(const BookingPage &bookings, Page *page)
{
    if (bookings.severalResources || bookings.items.isEmpty())
        return;
    page->house = bookings.items.first().resourceName;
    page->homeUrl = calendarPath(bookings.items.first().resourceSlug);
}

/// The address for calendar programs, or the form that makes one.
QJsonObject feedValues(const Site &site, const LinkVisit &visit, const QString &feedToken)
{
    const QString action = visit.home + u"/feed"_s;
    const QString address = site.publicUrl() + u"/booking/"_s + feedToken + u"/feed.ics"_s;
    return {{u"feed_url"_s, orFalse(feedToken.isEmpty() ? QString() : address)},
            {u"feed_action"_s, action},
            {u"feed_form_token"_s, formToken(site, action)}};
}

/// BKG-076: the same person's links in the other role.
QJsonValue jumpValues(const PageRequest &request, const LinkWays &around)
{
    const bool several = around.jumps.size() > 1;
    QJsonArray jumps;
    for (const LinkWays::Jump &jump : around.jumps) {
        const QJsonObject words{{u"party"_s, jump.party}, {u"house"_s, jump.house}};
        const QString label = jump.party.isEmpty()
                                  ? request.text(u"to_mine"_s)
                                  : request.text(several ? u"to_decisions.house"_s : u"to_decisions"_s, words);
        jumps.append(QJsonObject{{u"label"_s, label}, {u"url"_s, u"/booking/"_s + jump.token}});
    }
    return orFalse(jumps);
}

/// What comes, house by house when there are several (BKG-107).
QJsonArray comingGroups(const PageRequest &request, const LinkVisit &visit, const BookingPage &bookings)
{
    QList<BookingView> firsts;
    QHash<QString, QJsonArray> stays;
    for (const BookingView &view : bookings.items) {
        if (view.isPast)
            continue;
        if (!stays.contains(view.resourceId))
            firsts.append(view);
        stays[view.resourceId].append(cardValue(request, view, visit, false));
    }
    QJsonArray groups;
    for (const BookingView &first : std::as_const(firsts))
        groups.append(QJsonObject{{u"house"_s, orFalse(bookings.severalResources ? first.resourceName : QString())},
                                  {u"ask_url"_s, calendarPath(first.resourceSlug) + u"/request"_s},
                                  {u"stays"_s, stays.value(first.resourceId)}});
    return groups;
}

Result<ApiResponse> minePage(const PageRequest &request, const Site &site, const LinkVisit &visit, BookingPage bookings,
                             const QString &feedToken, const LinkWays &around)
{
    std::stable_sort(bookings.items.begin(), bookings.items.end(), [](const BookingView &a, const BookingView &b) {
        return a.isPast != b.isPast ? b.isPast
               : a.isPast           ? a.range.start > b.range.start
                                    : a.range.start < b.range.start;
    });
    QJsonArray past;
    Page page;
    for (const BookingView &view : std::as_const(bookings.items)) {
        if (view.isPast)
            past.append(cardValue(request, view, visit, bookings.severalResources));
        page.partyColours.append(coloursOf(view));
    }
    const QJsonArray coming = comingGroups(request, visit, bookings);
    page.view = u"mine"_s;
    page.title = request.text(u"mine.title"_s);
    nameHouse(bookings, &page);
    page.values = {
        {u"name"_s, orFalse(bookings.items.value(0).firstName)},
        {u"has_coming"_s, !coming.isEmpty()},
        {u"coming"_s, coming},
        {u"has_past"_s, !past.isEmpty()},
        {u"past"_s, past},
        {u"request_url"_s, orFalse(page.homeUrl.isEmpty() ? QString() : page.homeUrl + u"/request"_s)},
        {u"feed"_s, feedValues(site, visit, feedToken)},
        {u"jumps"_s, jumpValues(request, around)},
    };
    return site.render(request, page);
}

Result<ApiResponse> requestsPage(const PageRequest &request, const BookingGround &ground, const LinkVisit &visit,
                                 ApprovalsTab tab, const BookingPage &bookings, const LinkWays &around)
{
    const bool isHistory = tab == ApprovalsTab::History;
    QJsonArray cards;
    Page page;
    for (const BookingView &view : bookings.items) {
        cards.append(cardValue(request, view, visit, bookings.severalResources));
        page.partyColours.append(coloursOf(view));
    }
    const qint64 total = bookings.total.value_or(bookings.items.size());
    QString next;
    if (bookings.next)
        next = visit.home + u"?tab=%1&cursor=%2"_s.arg(isHistory ? u"history"_s : u"outstanding"_s,
                                                       ground.services.cursors->encode(visit.home, *bookings.next));
    page.view = u"requests"_s;
    page.title = request.text(u"requests.title"_s);
    nameHouse(bookings, &page);
    page.values = {
        {u"sentence"_s, isHistory    ? request.texts->count(u"requests.history"_s, total)
                        : total == 0 ? request.text(u"requests.nothing"_s)
                                     : request.texts->count(u"requests.waiting"_s, total)},
        {u"is_history"_s, isHistory},
        {u"outstanding_url"_s, visit.home},
        {u"history_url"_s, visit.home + u"?tab=history"_s},
        {u"has_cards"_s, !cards.isEmpty()},
        {u"cards"_s, cards},
        {u"first_url"_s,
         orFalse(request.hasQuery(u"cursor"_s) ? visit.home + (isHistory ? u"?tab=history"_s : QString()) : QString())},
        {u"next_url"_s, orFalse(next)},
        {u"jumps"_s, jumpValues(request, around)},
    };
    return ground.site->render(request, page);
}

QCoro::Task<Result<ApiResponse>> showHome(PageRequest request, BookingGroundPtr ground)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    const LinkVisit &visit = *opened.visit;
    PORTIER_CO_ASSIGN(around, co_await ground->services.bookings.waysOf(visit.caller));
    BookingListQuery query;
    if (!visit.decides()) {
        query.limit = OwnPageSize;
        PORTIER_CO_ASSIGN(mine, co_await ground->services.bookings.mine(visit.caller, query));
        PORTIER_CO_ASSIGN(feedToken, co_await ground->services.bookings.feedToken(visit.caller.email));
        co_return minePage(request, *ground->site, visit, mine, feedToken, around);
    }
    if (request.hasQuery(u"cursor"_s)) {
        const auto position = ground->services.cursors->decode(visit.home, request.queryValue(u"cursor"_s));
        if (position)
            query.after = *position;
    }
    const auto tab = request.queryValue(u"tab"_s) == "history"_L1 ? ApprovalsTab::History : ApprovalsTab::Outstanding;
    PORTIER_CO_ASSIGN(page, co_await ground->services.bookings.approvals(visit.caller, tab, query));
    co_return requestsPage(request, *ground, visit, tab, page, around);
}

/// A link of its own for calendar programs, which opens nothing else: made when its owner first wants one, because
/// showing the page must not write (BKG-077).
QCoro::Task<Result<ApiResponse>> makeFeed(PageRequest request, BookingGroundPtr ground)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    if (opened.overLimit)
        co_return fail(*opened.overLimit);
    if (request.mayAct() && !opened.visit->decides())
        PORTIER_CO_TRY(co_await ground->services.bookings.makeFeedToken(opened.visit->caller.email));
    co_return Site::redirect(opened.visit->home + u"#feed"_s);
}

/// What became of the newest mail to whoever reads this (PLT-140); empty: there is none to tell of.
QString mailSentence(const PageRequest &request, const BookingView &view)
{
    using State = notifications::MessageState;
    if (!view.details || !view.details->mails || view.details->mails->isEmpty())
        return {};
    switch (view.details->mails->constFirst().message.state) {
    case State::Sent:
    case State::Digested:
        return request.text(u"booking.mail.sent"_s);
    case State::Suppressed:
    case State::Dead:
        return request.text(u"booking.mail.lost"_s);
    case State::Queued:
    case State::Sending:
    case State::Waiting:
    case State::Collected:
        break;
    }
    return request.text(u"booking.mail.waits"_s);
}

Page detailsPage(const PageRequest &request, const LinkVisit &visit, const BookingView &view)
{
    Page page;
    page.view = u"booking"_s;
    page.title = view.firstName + u" · "_s + rangeText(view.range, request.language);
    page.house = view.resourceName;
    page.homeUrl = calendarPath(view.resourceSlug);
    page.partyColours = coloursOf(view);
    page.values = cardValue(request, view, visit, false);
    const QJsonArray states = approvalStates(request, view);
    const QJsonArray timeline = timelineValues(request, view);
    page.values.insert(u"notice"_s, false);
    page.values.insert(u"back_url"_s, visit.home);
    page.values.insert(u"back_label"_s, request.text(visit.decides() ? u"to_requests"_s : u"to_mine"_s));
    page.values.insert(u"description"_s,
                       orFalse(view.details ? view.details->description.value_or(QString()) : QString()));
    page.values.insert(u"on_behalf"_s, view.details && view.details->onBehalf);
    page.values.insert(u"mail_state"_s, orFalse(mailSentence(request, view)));
    page.values.insert(u"has_states"_s, !states.isEmpty());
    page.values.insert(u"states"_s, states);
    page.values.insert(u"approvals_title"_s,
                       view.details ? request.text(u"booking.approvals"_s,
                                                   {{u"n"_s, QString::number(approvedOf(view))},
                                                    {u"all"_s, QString::number(view.details->approvals.size())}})
                                    : QString());
    page.values.insert(u"has_timeline"_s, !timeline.isEmpty());
    page.values.insert(u"timeline"_s, timeline);
    return page;
}

QCoro::Task<Result<ApiResponse>> showDetails(PageRequest request, BookingGroundPtr ground)
{
    const auto opened = co_await openLink(request, ground);
    if (!opened.visit)
        co_return opened.refusal;
    const auto view = co_await ground->services.bookings.find(opened.visit->caller, request.pathArguments.value(1));
    if (!view && view.error().kind == ErrorKind::NotFound)
        co_return co_await gonePage(request, ground, *opened.visit);
    if (!view)
        co_return fail(view.error());
    Page page = detailsPage(request, *opened.visit, *view);
    if (const auto ticket = ground->site->readTicket(request))
        page.values.insert(u"notice"_s, orFalse(ticket->value(u"notice"_s).toString()));
    co_return ground->site->render(request, page);
}

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

void addPersonalPages(PageRouter &router, const BookingGroundPtr &ground)
{
    const QString booking = u"/booking/{token}/{id}"_s;
    addBookingPage(router, ground, api::Method::Get, u"/booking/{token}"_s, showHome);
    addBookingPage(router, ground, api::Method::Post, u"/booking/{token}/feed"_s, makeFeed, u"none"_s);
    addBookingPage(router, ground, api::Method::Get, booking, showDetails);
    addBookingPage(router, ground, api::Method::Get, booking + u"/edit"_s, showEdit);
    addBookingPage(router, ground, api::Method::Post, booking + u"/edit"_s, submitEdit, u"none"_s);
    addBookingPage(router, ground, api::Method::Get, booking + u"/reopen"_s, showReopen);
    addBookingPage(router, ground, api::Method::Post, booking + u"/reopen"_s, submitReopen, u"none"_s);
}

} // namespace portier::pages
