// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingqueries.h"

#include "core/base/zonedtime.h"
#include "core/bookings/bookingflow.h"
#include "core/bookings/resourcestore.h"
#include "core/notifications/message.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using storage::Transaction;

namespace
{

constexpr int firstYear = 2000;
constexpr int lastYear = 2199;
constexpr int mostMailsShown = 200;

Result<Resource> resourceBySlug(Transaction &tx, const QString &slug)
{
    PORTIER_ASSIGN(resource, ResourceStore(tx).findBySlug(slug));
    if (!resource || resource->status == ResourceStatus::Archived)
        return fail(Error::notFound());
    return *resource;
}

BookingView publicView(const BookingRecord &record, QDate today)
{
    const Booking &booking = record.booking;
    BookingView view;
    view.id = booking.id;
    view.resourceId = booking.resourceId;
    view.resourceSlug = record.resourceSlug;
    view.resourceName = record.resourceName;
    view.zone = record.zone;
    view.firstName = booking.firstName;
    view.range = booking.range;
    view.partySize = booking.partySize;
    view.affiliation = record.affiliation;
    view.status = booking.status;
    view.isPast = booking.isPast(today);
    view.daysUntilStart = static_cast<int>(today.daysTo(booking.range.start));
    return view;
}

QDate todayAt(const QString &zone, Instant now)
{
    return localDate(now, zoneByName(zone).value_or(QTimeZone::utc()));
}

/// A list row: everything but the timeline, which only the detail shows.
BookingView listView(const BookingRecord &record, const QList<ApprovalView> &approvals, const CallerFacts &caller,
                     Instant now)
{
    const Booking &booking = record.booking;
    BookingView view = publicView(record, todayAt(record.zone, now));
    BookingDetails details;
    details.description = booking.description;
    details.approvals = approvals;
    details.version = booking.version;
    details.round = booking.round;
    details.onBehalf = booking.isOnBehalf();
    Standing standing;
    standing.requester = !caller.email.isEmpty() && caller.email == booking.email;
    standing.admin = caller.admin;
    for (const ApprovalView &approval : approvals) {
        if (!caller.actsFor(approval.party.id))
            continue;
        standing.approver = true;
        if (details.ownPartyId.isEmpty() || approval.decision == Decision::NoResponse) {
            details.ownPartyId = approval.party.id;
            details.ownDecision = approval.decision;
        }
    }
    details.actions = allowedActions(booking.status, view.isPast, standing, details.ownDecision);
    details.createdAt = booking.createdAt;
    details.updatedAt = booking.updatedAt;
    details.lastActivityAt = booking.lastActivityAt;
    if (caller.admin) {
        details.archivedAt = booking.archivedAt;
        details.maskedEmail = notifications::maskedAddress(booking.email);
    }
    view.details = details;
    return view;
}

/// `houses`: how many the caller can see at all (bookings.md section 2).
Result<BookingPage> pageOf(Transaction &tx, const BookingRecordPage &records, qsizetype houses,
                           const CallerFacts &caller, Instant now)
{
    QStringList ids;
    for (const BookingRecord &record : records.items)
        ids.append(record.booking.id);
    PORTIER_ASSIGN(approvals, BookingStore(tx).approvalViews(ids));
    BookingPage page;
    page.total = records.total;
    for (const BookingRecord &record : records.items)
        page.items.append(listView(record, approvals.value(record.booking.id), caller, now));
    page.severalResources = houses > 1;
    if (records.hasMore)
        page.next = ActivityPosition{records.items.last().booking.lastActivityAt, ids.last()}.toJson();
    return page;
}

using Situation = ActionLook::Situation;

Situation situationOfDone(BookingEvent action, BookingStatus status)
{
    switch (status) {
    case BookingStatus::Confirmed:
        return Situation::AlreadyConfirmed;
    case BookingStatus::Denied:
        return Situation::AlreadyDenied;
    case BookingStatus::Canceled:
        return Situation::AlreadyCanceled;
    case BookingStatus::Pending:
        break;
    }
    return action == BookingEvent::Reopen ? Situation::InvalidState : Situation::AlreadyApproved;
}

Situation situationOfError(const Error &error)
{
    if (error.code == u"stale_round"_s)
        return Situation::OldRound;
    if (error.code == u"past_booking"_s)
        return Situation::Past;
    return error.kind == ErrorKind::Forbidden ? Situation::NotAsked : Situation::InvalidState;
}

bool isDecision(BookingEvent action)
{
    return action == BookingEvent::Approve || action == BookingEvent::Deny;
}

EventFacts lookFacts(const Dossier &dossier, const CallerFacts &caller, const Standing &standing, BookingEvent action,
                     std::optional<int> seenRound, QDate today)
{
    EventFacts facts;
    facts.actor = isDecision(action)                      ? ActorRole::Approver
                  : !standing.requester && standing.admin ? ActorRole::Admin
                                                          : ActorRole::Requester;
    facts.past = dossier.booking.isPast(today);
    facts.round = dossier.booking.round;
    facts.seenRound = seenRound;
    facts.ackConfirmed = true; // the page itself asks before it is sent
    if (const Approval *own = ownApproval(caller, dossier))
        facts.own = own->decision;
    return facts;
}

} // namespace

Result<ResourceView> BookingQueries::resource(const QString &slug)
{
    PORTIER_ASSIGN(resource, resourceBySlug(m_tx, slug));
    PORTIER_ASSIGN(parties, ResourceStore(m_tx).parties(resource.id));
    return viewOf(resource, parties, m_environment.limitsInForce(), m_now);
}

Result<CalendarPage> BookingQueries::calendar(const CalendarQuery &query)
{
    PORTIER_ASSIGN(view, resource(query.slug));
    CalendarPage page;
    page.resource = view;
    page.wholeYear = query.wholeYear;
    page.year = query.year.value_or(view.today.year());
    page.month = query.wholeYear ? 0 : query.month.value_or(query.year ? 1 : view.today.month());
    QList<FieldError> wrong;
    if (page.year < firstYear || page.year > lastYear)
        wrong.append({u"/year"_s, u"out_of_range"_s, {{u"min"_s, firstYear}, {u"max"_s, lastYear}}});
    if (!page.wholeYear && (page.month < 1 || page.month > 12))
        wrong.append({u"/month"_s, u"out_of_range"_s, {{u"min"_s, 1}, {u"max"_s, 12}}});
    if (!wrong.isEmpty())
        return fail(Error::invalid(wrong));
    QDate first(page.year, page.wholeYear ? 1 : page.month, 1);
    QDate last = first.addMonths(page.wholeYear ? 12 : 1).addDays(-1);
    if (query.wholeWeeks) {
        first = first.addDays(1 - first.dayOfWeek());
        last = last.addDays(7 - last.dayOfWeek());
    }
    PORTIER_ASSIGN(records, BookingStore(m_tx).calendar(view.id, {first, last}));
    for (const BookingRecord &record : std::as_const(records))
        page.bookings.append(publicView(record, view.today));
    return page;
}

Result<QList<BookingConflict>> BookingQueries::conflicts(const QString &slug, const DateRange &range,
                                                         const QString &except)
{
    PORTIER_ASSIGN(resource, resourceBySlug(m_tx, slug));
    return BookingStore(m_tx).overlapping(resource.id, range, except);
}

Result<BookingView> BookingQueries::find(const QString &bookingId)
{
    PORTIER_ASSIGN(caller, resolveCaller(m_environment, m_tx, m_caller));
    PORTIER_ASSIGN(dossier, loadDossier(m_tx, bookingId));
    PORTIER_ASSIGN(timeline, BookingStore(m_tx).timeline(bookingId));
    PORTIER_ASSIGN(view, viewOf(dossier, timeline, caller, m_now));
    const bool isRequester = standingOf(caller, dossier).requester;
    if (view.details && (caller.admin || isRequester)) {
        notifications::HistoryFilter filter;
        filter.subjectKind = u"booking"_s;
        filter.subjectId = bookingId;
        filter.address = caller.admin ? QString() : dossier.booking.email; // PLT-140: the own ones
        PORTIER_ASSIGN(mails, notifications::listMessages(m_tx, filter, {}, mostMailsShown));
        view.details->mails = mails;
    }
    return view;
}

Result<ActionLook> BookingQueries::look(const QString &bookingId, BookingEvent action, std::optional<int> seenRound)
{
    PORTIER_ASSIGN(caller, resolveCaller(m_environment, m_tx, m_caller));
    PORTIER_ASSIGN(dossier, loadDossier(m_tx, bookingId));
    PORTIER_ASSIGN(timeline, BookingStore(m_tx).timeline(bookingId));
    const Standing standing = standingOf(caller, dossier);
    const Booking &booking = dossier.booking;
    const bool entitled = isDecision(action) ? standing.approver : standing.requester || standing.admin;
    ActionLook look;
    if (booking.status != BookingStatus::Canceled) {
        PORTIER_ASSIGN(view, viewOf(dossier, timeline, caller, m_now));
        look.view = view;
    } else if (!entitled) {
        return fail(Error::notFound());
    }
    if (!entitled) {
        look.situation = Situation::WrongRole;
        return look;
    }
    look.outstanding = outstandingNames(dossier.parties, dossier.approvals);
    look.byParty = denierName(dossier.parties, dossier.approvals);
    const EventFacts facts = lookFacts(dossier, caller, standing, action, seenRound, todayIn(dossier.resource, m_now));
    const auto judged = judge(booking.status, action, facts);
    if (!judged)
        look.situation = situationOfError(judged.error());
    else if (judged->alreadyDone)
        look.situation = situationOfDone(action, judged->status);
    if (look.situation == Situation::OldRound)
        look.before = rangeInRound(booking, timeline, *seenRound);
    if (look.situation == Situation::Open && action == BookingEvent::Reopen) {
        PORTIER_ASSIGN(inTheWay, BookingStore(m_tx).overlapping(booking.resourceId, booking.range, booking.id));
        look.conflicts = inTheWay;
    }
    return look;
}

Result<BookingPage> BookingQueries::mine(const BookingListQuery &query)
{
    PORTIER_ASSIGN(caller, resolveCaller(m_environment, m_tx, m_caller));
    if (m_caller.isAnonymous())
        return fail(Error::forbidden(u"authentication_required"_s));
    if (caller.email.isEmpty())
        return BookingPage{{}, {}, 0, false};
    PORTIER_ASSIGN(records,
                   BookingStore(m_tx).ofRequester(caller.email, ActivityPosition::fromJson(query.after), query.limit));
    PORTIER_ASSIGN(houses, ResourceStore(m_tx).ofRequester(caller.email));
    return pageOf(m_tx, records, houses.size(), caller, m_now);
}

Result<BookingPage> BookingQueries::approvals(ApprovalsTab tab, const BookingListQuery &query)
{
    PORTIER_ASSIGN(caller, resolveCaller(m_environment, m_tx, m_caller));
    if (m_caller.isAnonymous())
        return fail(Error::forbidden(u"authentication_required"_s));
    if (caller.partyIds.isEmpty())
        return fail(Error::forbidden());
    BookingStore bookings(m_tx);
    const auto after = ActivityPosition::fromJson(query.after);
    PORTIER_ASSIGN(zones, ResourceStore(m_tx).zonesOfParties(caller.partyIds));
    if (tab == ApprovalsTab::History) {
        PORTIER_ASSIGN(records, bookings.history(caller.partyIds, after, query.limit));
        PORTIER_ASSIGN(page, pageOf(m_tx, records, zones.size(), caller, m_now));
        for (BookingView &item : page.items)
            item.details->actions.clear();
        return page;
    }
    QList<ResourceToday> todays;
    for (auto it = zones.cbegin(); it != zones.cend(); ++it)
        todays.append({it.key(), todayAt(it.value(), m_now)});
    PORTIER_ASSIGN(records, bookings.outstanding(caller.partyIds, todays, after, query.limit));
    return pageOf(m_tx, records, zones.size(), caller, m_now);
}

Result<BookingPage> BookingQueries::archive(const ArchiveQuery &query)
{
    PORTIER_ASSIGN(caller, resolveCaller(m_environment, m_tx, m_caller));
    if (m_caller.isAnonymous())
        return fail(Error::forbidden(u"authentication_required"_s));
    if (!caller.admin)
        return fail(Error::forbidden());
    const ArchiveFilter filter{query.statuses, query.resourceId, query.text, query.from, query.to};
    PORTIER_ASSIGN(records,
                   BookingStore(m_tx).archive(filter, ActivityPosition::fromJson(query.page.after), query.page.limit));
    PORTIER_ASSIGN(houses, ResourceStore(m_tx).count());
    return pageOf(m_tx, records, houses, caller, m_now);
}

// The same as coroutines of the service.

QCoro::Task<Result<ResourceView>> BookingService::resource(QString slug)
{
    return m_database.read([environment = m_environment, slug, now = m_clock->now()](Transaction &tx) {
        return BookingQueries(*environment, tx, {}, now).resource(slug);
    });
}

QCoro::Task<Result<CalendarPage>> BookingService::calendar(CalendarQuery query)
{
    return m_database.read([environment = m_environment, query, now = m_clock->now()](Transaction &tx) {
        return BookingQueries(*environment, tx, {}, now).calendar(query);
    });
}

QCoro::Task<Result<QList<BookingConflict>>> BookingService::conflicts(QString slug, DateRange range, QString except)
{
    return m_database.read([environment = m_environment, slug, range, except, now = m_clock->now()](Transaction &tx) {
        return BookingQueries(*environment, tx, {}, now).conflicts(slug, range, except);
    });
}

QCoro::Task<Result<BookingView>> BookingService::find(BookingCaller caller, QString bookingId)
{
    return m_database.read([environment = m_environment, caller, bookingId, now = m_clock->now()](Transaction &tx) {
        return BookingQueries(*environment, tx, caller, now).find(bookingId);
    });
}

QCoro::Task<Result<ActionLook>> BookingService::look(BookingCaller caller, QString bookingId, BookingEvent action,
                                                     std::optional<int> seenRound)
{
    return m_database.read(
        [environment = m_environment, caller, bookingId, action, seenRound, now = m_clock->now()](Transaction &tx) {
            return BookingQueries(*environment, tx, caller, now).look(bookingId, action, seenRound);
        });
}

QCoro::Task<Result<BookingPage>> BookingService::mine(BookingCaller caller, BookingListQuery query)
{
    return m_database.read([environment = m_environment, caller, query, now = m_clock->now()](Transaction &tx) {
        return BookingQueries(*environment, tx, caller, now).mine(query);
    });
}

QCoro::Task<Result<BookingPage>> BookingService::approvals(BookingCaller caller, ApprovalsTab tab,
                                                           BookingListQuery query)
{
    return m_database.read([environment = m_environment, caller, tab, query, now = m_clock->now()](Transaction &tx) {
        return BookingQueries(*environment, tx, caller, now).approvals(tab, query);
    });
}

QCoro::Task<Result<BookingPage>> BookingService::archive(BookingCaller caller, ArchiveQuery query)
{
    return m_database.read([environment = m_environment, caller, query, now = m_clock->now()](Transaction &tx) {
        return BookingQueries(*environment, tx, caller, now).archive(query);
    });
}

} // namespace portier::bookings
