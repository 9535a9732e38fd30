// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingflow.h"

#include "core/base/zonedtime.h"
#include "core/bookings/resourcestore.h"
#include "core/identity/emailaddress.h"
#include "core/operations/ratecounterstore.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

constexpr qsizetype mostConflictsShown = 50;

QJsonObject toJson(const BookingConflict &conflict)
{
    return {{u"booking_id"_s, conflict.bookingId},
            {u"requester_first_name"_s, conflict.firstName},
            {u"status"_s, toText(conflict.status)},
            {u"start_date"_s, toIsoDate(conflict.range.start)},
            {u"end_date"_s, toIsoDate(conflict.range.end)}};
}

/// In which roles a caller may still act on a booking that it no longer sees: a canceled one answers "already done".
bool mayMeet(ActorRole role, const Standing &standing, BookingStatus status)
{
    if (sightOf(status, standing) != Sight::Nothing)
        return true;
    return (role == ActorRole::Requester && standing.requester) || (role == ActorRole::Approver && standing.approver);
}

ActorRole cancelRoleOf(const Standing &standing)
{
    return !standing.requester && standing.admin ? ActorRole::Admin : ActorRole::Requester;
}

bool holdsRole(ActorRole role, const Standing &standing)
{
    switch (role) {
    case ActorRole::Requester:
        return standing.requester;
    case ActorRole::Approver:
        return standing.approver;
    case ActorRole::Admin:
        return standing.admin;
    case ActorRole::System:
        break;
    }
    return false;
}

QString auditNameOf(BookingEvent event)
{
    switch (event) {
    case BookingEvent::Shorten:
        return u"booking.shortened"_s;
    case BookingEvent::Extend:
        return u"booking.extended"_s;
    case BookingEvent::Reopen:
        return u"booking.reopened"_s;
    default:
        return u"booking.edited"_s;
    }
}

/// Dates are no personal data; names and texts stay out of the log.
QJsonObject changedMembers(const Booking &before, const Booking &after)
{
    QJsonObject changes;
    const auto note = [&changes](const QString &name, const QJsonValue &old, const QJsonValue &present) {
        if (old != present)
            changes.insert(name, QJsonArray{old, present});
    };
    note(u"start_date"_s, toIsoDate(before.range.start), toIsoDate(after.range.start));
    note(u"end_date"_s, toIsoDate(before.range.end), toIsoDate(after.range.end));
    note(u"party_size"_s, before.partySize, after.partySize);
    note(u"affiliation_party_id"_s, before.affiliationPartyId, after.affiliationPartyId);
    note(u"status"_s, toText(before.status), toText(after.status));
    if (before.firstName != after.firstName)
        changes.insert(u"requester_first_name"_s, true);
    if (before.description != after.description)
        changes.insert(u"description"_s, true);
    return changes;
}

/// BKG-003 is about new and reopened requests; a round without a single approver could never end (BKG-004).
bool isNobodyAsked(const QList<Party> &parties)
{
    return approvalSet(parties).isEmpty();
}

bool lostApprovals(const QList<Approval> &approvals)
{
    return std::any_of(approvals.begin(), approvals.end(),
                       [](const Approval &each) { return each.decision == Decision::Approved && !each.self; });
}

} // namespace

Error conflictError(const QList<BookingConflict> &conflicts)
{
    QJsonArray shown;
    for (const BookingConflict &each : conflicts.first(std::min(conflicts.size(), mostConflictsShown)))
        shown.append(toJson(each));
    return Error::conflict(u"booking_conflict"_s, {},
                           {{u"conflicts"_s, shown}, {u"conflicts_total"_s, qint64(conflicts.size())}});
}

QList<BookingConflict> conflictsOf(const Error &error)
{
    QList<BookingConflict> conflicts;
    const QJsonArray shown = error.details.value(u"conflicts"_s).toArray();
    for (const QJsonValue &value : shown) {
        const QJsonObject each = value.toObject();
        conflicts.append({each[u"booking_id"_s].toString(),
                          each[u"requester_first_name"_s].toString(),
                          bookingStatusFromText(each[u"status"_s].toString()).value_or(BookingStatus::Pending),
                          {fromIsoDate(each[u"start_date"_s].toString()).value_or(QDate()),
                           fromIsoDate(each[u"end_date"_s].toString()).value_or(QDate())}});
    }
    return conflicts;
}

DateRange rangeInRound(const Booking &booking, const QList<TimelineEvent> &timeline, int round)
{
    // The first change after that round remembers the dates before it; a reopen with the same dates changes none.
    for (const TimelineEvent &event : timeline) {
        if (event.round > round && event.before)
            return *event.before;
    }
    return booking.range;
}

Result<BookingFlow::Scene> BookingFlow::open(const QString &bookingId, ActorRole role)
{
    if (m_caller.isAnonymous())
        return fail(Error::forbidden(u"authentication_required"_s));
    Scene scene;
    PORTIER_ASSIGN(caller, resolveCaller(m_environment, m_tx, m_caller));
    PORTIER_ASSIGN(dossier, lockDossier(m_tx, bookingId));
    scene.caller = caller;
    scene.dossier = dossier;
    scene.standing = standingOf(scene.caller, scene.dossier);
    scene.limits = effectiveLimits(scene.dossier.resource.limits, m_environment.limitsInForce());
    scene.today = todayIn(scene.dossier.resource, m_now);
    if (!mayMeet(role, scene.standing, scene.dossier.booking.status))
        return fail(Error::notFound());
    return scene;
}

EventFacts BookingFlow::factsOf(const Scene &scene, ActorRole role) const
{
    const Dossier &dossier = scene.dossier;
    EventFacts facts;
    facts.actor = role;
    facts.past = dossier.booking.isPast(scene.today);
    facts.round = dossier.booking.round;
    const Approval *own = ownApproval(scene.caller, dossier);
    if (own)
        facts.own = own->decision;
    for (const Approval &each : dossier.approvals)
        facts.openOthers += each.isOpen() && (!own || each.partyId != own->partyId) ? 1 : 0;
    return facts;
}

std::optional<Party> BookingFlow::selfApprovingIn(const Scene &scene, bool byAddress) const
{
    const auto proven = [&scene, byAddress](const Party &party) {
        return scene.caller.actsFor(party.id) || (byAddress && scene.caller.email == party.email);
    };
    return selfApproving(approvalSet(scene.dossier.parties), scene.dossier.booking.email, scene.limits.selfApproval,
                         proven);
}

FieldFacts BookingFlow::fieldFacts(const Scene &scene) const
{
    FieldFacts facts;
    facts.today = scene.today;
    facts.limits = scene.limits;
    const QList<Party> active = approvalSet(scene.dossier.parties);
    for (const Party &party : active)
        facts.activePartyIds.append(party.id);
    facts.language = m_caller.language.isEmpty() ? scene.dossier.resource.language : m_caller.language;
    return facts;
}

Result<> BookingFlow::requireFree(const Dossier &dossier)
{
    const Booking &booking = dossier.booking;
    PORTIER_ASSIGN(inTheWay, BookingStore(m_tx).overlapping(booking.resourceId, booking.range, booking.id));
    if (!inTheWay.isEmpty())
        return fail(conflictError(inTheWay));
    return {};
}

/// BKG-089, BKG-008: the resource says how many a day, so the policy's own number does not count here.
Result<std::optional<Error>> BookingFlow::chargeSubmission(const Scene &scene)
{
    if (!m_environment.rateLimits || m_caller.kind == BookingCaller::Kind::Operator)
        return std::nullopt;
    const QString policy = u"booking_submit"_s;
    const auto policies = m_environment.rateLimits->policies();
    if (policies->limit(policy).kind == operations::RateLimit::Kind::Off ||
        policies->isExempt(m_caller.actor.clientPrefix))
        return std::nullopt;
    operations::RateLimit limit;
    limit.kind = operations::RateLimit::Kind::Daily;
    limit.count = scene.limits.bookingsPerDay;
    const auto window = operations::windowAt(limit, m_now, zoneOf(scene.dossier.resource));
    const QByteArray person = identity::EmailAddress::hash(scene.dossier.booking.email);
    const QString key = scene.dossier.resource.id + u':' + QString::fromLatin1(person.toHex());
    PORTIER_ASSIGN(used, operations::RateCounterStore(m_tx).take(policy, key, window, limit.count));
    if (used)
        return std::nullopt;
    operations::RateVerdict verdict;
    verdict.admitted = false;
    verdict.policy = policy;
    verdict.limit = limit.count;
    verdict.window = std::chrono::days(1);
    verdict.wait = window.endsAt - m_now;
    return verdict.toResult().error();
}

/// BKG-019: signed-in admins and approvers of the resource ask for somebody else.
TimelineActor BookingFlow::submitterOf(Scene &scene) const
{
    const bool forOther = scene.caller.email != scene.dossier.booking.email;
    if (m_caller.kind == BookingCaller::Kind::Operator)
        return {ActorRole::Admin, {}};
    if (m_caller.kind != BookingCaller::Kind::Account || !forOther)
        return {};
    for (const Party &party : std::as_const(scene.dossier.parties)) {
        if (!scene.caller.actsFor(party.id))
            continue;
        if (party.email == scene.dossier.booking.email)
            return {};
        scene.dossier.booking.createdByUserId = m_caller.accountId;
        return {ActorRole::Approver, party.id};
    }
    if (!scene.caller.admin)
        return {};
    scene.dossier.booking.createdByUserId = m_caller.accountId;
    return {ActorRole::Admin, {}};
}

Result<BookingView> BookingFlow::reload(const Scene &scene)
{
    PORTIER_ASSIGN(timeline, BookingStore(m_tx).timeline(scene.dossier.booking.id));
    return viewOf(scene.dossier, timeline, scene.caller, m_now);
}

Result<SubmitOutcome> BookingFlow::submit(const QJsonObject &body)
{
    Scene scene;
    PORTIER_ASSIGN(caller, resolveCaller(m_environment, m_tx, m_caller));
    scene.caller = caller;
    ResourceStore resources(m_tx);
    PORTIER_ASSIGN(named, resources.findBySlug(body.value(u"resource"_s).toString()));
    if (!named || named->status == ResourceStatus::Archived) {
        const bool given = body.value(u"resource"_s).isString();
        return fail(Error::invalid({{u"/resource"_s, given ? u"unknown_resource"_s : u"required"_s, {}}}));
    }
    PORTIER_ASSIGN(resource, resources.findLocked(named->id));
    PORTIER_ASSIGN(parties, resources.parties(named->id));
    scene.dossier.resource = *resource;
    scene.dossier.parties = parties;
    scene.limits = effectiveLimits(resource->limits, m_environment.limitsInForce());
    scene.today = todayIn(*resource, m_now);
    if (!acceptsRequests(*resource, parties))
        return fail(Error::invalid(u"resource_closed"_s, {}));
    PORTIER_ASSIGN(submission, readSubmission(body, fieldFacts(scene)));
    PORTIER_TRY(requireLongStay(submission.range, submission.longStayConfirmed, scene.limits));

    Booking &booking = scene.dossier.booking;
    booking = bookingFrom(submission, *resource, m_now);
    const TimelineActor actor = submitterOf(scene);

    PORTIER_ASSIGN(limited, chargeSubmission(scene));
    if (limited)
        return SubmitOutcome{{}, limited};
    if (const Result<> free = requireFree(scene.dossier); !free) {
        if (free.error().code != u"booking_conflict"_s)
            return fail(free.error());
        return SubmitOutcome{{}, free.error()};
    }

    const std::optional<Party> self = selfApprovingIn(scene, false);
    EventFacts facts;
    facts.actor = actor.role;
    facts.selfApproves = self.has_value();
    facts.openAfterSelf = static_cast<int>(approvalSet(parties).size()) - (self ? 1 : 0);
    PORTIER_ASSIGN(effects, judge(std::nullopt, BookingEvent::Submit, facts));
    booking.status = effects.status;
    BookingWriter writer(m_environment, m_tx, m_caller.actor, m_now);
    PORTIER_TRY(BookingStore(m_tx).insert(booking));
    PORTIER_TRY(writer.startRound(scene.dossier, self));
    BookingWriter::Change change;
    change.before = booking;
    change.created = true;
    change.actor = actor;
    if (booking.isOnBehalf())
        change.note = u"on behalf"_s;
    change.mails.partyId = self ? self->id : QString();
    change.auditAction = u"booking.submitted"_s;
    PORTIER_TRY(writer.commit(scene.dossier, effects, change));
    PORTIER_ASSIGN(view, reload(scene));
    return SubmitOutcome{view, {}};
}

Result<ChangedBooking> BookingFlow::change(ChangeKind kind, const QString &bookingId, const QJsonObject &patch,
                                           qint64 ifMatch)
{
    PORTIER_ASSIGN(scene, open(bookingId, ActorRole::Requester));
    Booking &booking = scene.dossier.booking;
    if (!scene.standing.requester)
        return fail(Error::forbidden());

    const auto eventOf = [&](const DateRange &range, bool onlyFirstName) {
        if (kind == ChangeKind::Reopen)
            return BookingEvent::Reopen;
        const BookingEvent without = onlyFirstName ? BookingEvent::EditFirstName : BookingEvent::EditFields;
        return dateEventOf(booking.range, range).value_or(without);
    };
    const ChangeOutline outline = outlineOf(patch, booking);
    EventFacts facts = factsOf(scene, ActorRole::Requester);
    facts.sameDates = outline.range == booking.range;
    PORTIER_ASSIGN(outlook, judge(booking.status, eventOf(outline.range, outline.onlyFirstName), facts));
    if (outlook.alreadyDone) {
        PORTIER_ASSIGN(unchanged, reload(scene));
        return ChangedBooking{unchanged, {}, false};
    }
    const bool closed = kind == ChangeKind::Reopen ? !acceptsRequests(scene.dossier.resource, scene.dossier.parties)
                                                   : outlook.resetsApprovals && isNobodyAsked(scene.dossier.parties);
    if (closed)
        return fail(Error::invalid(u"resource_closed"_s, {}));
    if (booking.version != ifMatch)
        return fail(Error::conflict(u"stale_version"_s, {}, {{u"version"_s, booking.version}}));
    PORTIER_ASSIGN(fields, readChange(patch, booking, kind, fieldFacts(scene)));
    const bool longer = fields.range != booking.range && fields.range.totalDays() > booking.range.totalDays();
    if (kind == ChangeKind::Reopen || longer)
        PORTIER_TRY(requireLongStay(fields.range, fields.longStayConfirmed, scene.limits));

    const BookingEvent event = eventOf(fields.range, outline.onlyFirstName);
    const std::optional<Party> self = selfApprovingIn(scene, true);
    facts.selfApproves = self.has_value();
    facts.openAfterSelf = static_cast<int>(approvalSet(scene.dossier.parties).size()) - (self ? 1 : 0);
    PORTIER_ASSIGN(effects, judge(booking.status, event, facts));

    BookingWriter::Change change;
    change.before = booking;
    booking.range = fields.range;
    booking.partySize = fields.partySize;
    booking.affiliationPartyId = fields.affiliationPartyId;
    booking.firstName = fields.firstName;
    booking.description = fields.description;
    if (event == BookingEvent::Extend || event == BookingEvent::Reopen)
        PORTIER_TRY(requireFree(scene.dossier));
    BookingWriter writer(m_environment, m_tx, m_caller.actor, m_now);
    const bool lost = effects.resetsApprovals && lostApprovals(scene.dossier.approvals);
    if (effects.resetsApprovals) {
        ++booking.round;
        PORTIER_TRY(writer.startRound(scene.dossier, self));
    }
    change.mails.partyId = effects.resetsApprovals && self ? self->id : QString();
    if (change.before.range != booking.range)
        change.mails.before = change.before.range;
    change.auditAction = auditNameOf(event);
    change.auditChanges = changedMembers(change.before, booking);
    PORTIER_TRY(writer.commit(scene.dossier, effects, change));
    PORTIER_ASSIGN(view, reload(scene));
    return ChangedBooking{view, event, lost};
}

Result<DecisionResult> BookingFlow::alreadyDone(const Scene &scene, BookingStatus status)
{
    DecisionResult result;
    result.kind = DecisionResult::Kind::AlreadyDone;
    result.status = status;
    if (status == BookingStatus::Canceled)
        return result;
    result.outstanding = outstandingNames(scene.dossier.parties, scene.dossier.approvals);
    result.byParty = denierName(scene.dossier.parties, scene.dossier.approvals);
    if (status != BookingStatus::Pending)
        result.outstanding.clear();
    PORTIER_ASSIGN(view, reload(scene));
    result.view = view;
    return result;
}

Result<Error> BookingFlow::withRounds(Error error, const Scene &scene, std::optional<int> seenRound)
{
    if (error.code != u"stale_round"_s)
        return error;
    const Booking &booking = scene.dossier.booking;
    PORTIER_ASSIGN(timeline, BookingStore(m_tx).timeline(booking.id));
    const DateRange old = rangeInRound(booking, timeline, seenRound.value_or(booking.round));
    error.details = {{u"seen_round"_s, seenRound.value_or(0)},          {u"current_round"_s, booking.round},
                     {u"start_date"_s, toIsoDate(booking.range.start)}, {u"end_date"_s, toIsoDate(booking.range.end)},
                     {u"old_start_date"_s, toIsoDate(old.start)},       {u"old_end_date"_s, toIsoDate(old.end)}};
    return error;
}

Result<DecisionResult> BookingFlow::decide(DecisionKind kind, const QString &bookingId, const QJsonObject &body)
{
    PORTIER_ASSIGN(scene, open(bookingId, ActorRole::Approver));
    if (!scene.standing.approver)
        return fail(Error::forbidden());
    const bool approves = kind == DecisionKind::Approve;
    const DecisionInput peek = peekDecision(body);
    EventFacts facts = factsOf(scene, ActorRole::Approver);
    facts.seenRound = peek.round;
    facts.ackConfirmed = peek.ackConfirmed;
    const auto judged =
        judge(scene.dossier.booking.status, approves ? BookingEvent::Approve : BookingEvent::Deny, facts);
    if (!judged) {
        PORTIER_ASSIGN(error, withRounds(judged.error(), scene, peek.round));
        return fail(error);
    }
    if (judged->alreadyDone)
        return alreadyDone(scene, judged->status);
    PORTIER_ASSIGN(input, readDecision(body, kind, judged->needsComment));

    const QString partyId = ownApproval(scene.caller, scene.dossier)->partyId;
    BookingWriter writer(m_environment, m_tx, m_caller.actor, m_now);
    BookingWriter::Change change;
    change.before = scene.dossier.booking;
    PORTIER_TRY(writer.decide(scene.dossier, partyId, approves ? Decision::Approved : Decision::Denied, input.comment));
    change.actor = {ActorRole::Approver, partyId};
    change.note = input.comment;
    change.mails.comment = input.comment;
    change.mails.partyId = partyId;
    change.mails.wasConfirmed = judged->wasConfirmed;
    change.auditAction = approves ? u"booking.approved"_s : u"booking.denied"_s;
    change.auditChanges = {{u"party"_s, partyId}};
    PORTIER_TRY(writer.commit(scene.dossier, *judged, change));

    DecisionResult result;
    result.kind = approves ? DecisionResult::Kind::Approved : DecisionResult::Kind::Denied;
    result.status = judged->status;
    if (judged->status == BookingStatus::Pending)
        result.outstanding = outstandingNames(scene.dossier.parties, scene.dossier.approvals);
    PORTIER_ASSIGN(view, reload(scene));
    result.view = view;
    return result;
}

Result<DecisionResult> BookingFlow::cancel(const QString &bookingId, const QJsonObject &body)
{
    PORTIER_ASSIGN(scene, open(bookingId, ActorRole::Requester));
    const ActorRole role = cancelRoleOf(scene.standing);
    if (!holdsRole(role, scene.standing))
        return fail(Error::forbidden());
    PORTIER_ASSIGN(effects, judge(scene.dossier.booking.status, BookingEvent::Cancel, factsOf(scene, role)));
    if (effects.alreadyDone)
        return alreadyDone(scene, effects.status);
    PORTIER_ASSIGN(input, readDecision(body, DecisionKind::Cancel, effects.needsComment));

    DecisionResult result;
    result.kind = DecisionResult::Kind::Canceled;
    result.status = effects.status;
    if (isBlocking(scene.dossier.booking.status))
        result.notified = setNames(scene.dossier.parties, scene.dossier.approvals);
    BookingWriter::Change change;
    change.before = scene.dossier.booking;
    change.actor = {role, {}};
    change.note = input.comment;
    change.mails.comment = input.comment;
    change.mails.byAdmin = role == ActorRole::Admin;
    change.mails.wasConfirmed = effects.wasConfirmed;
    change.mails.notified = result.notified;
    change.auditAction = u"booking.canceled"_s;
    BookingWriter writer(m_environment, m_tx, m_caller.actor, m_now);
    PORTIER_TRY(writer.commit(scene.dossier, effects, change));
    return result;
}

} // namespace portier::bookings
