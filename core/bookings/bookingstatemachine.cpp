// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingstatemachine.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

using Status = BookingStatus;
using Type = TimelineType;
using Mail = BookingMail;

Error invalidState()
{
    return Error::invalid(u"invalid_state"_s, {});
}

Error pastBooking()
{
    return Error::invalid(u"past_booking"_s, {});
}

Effects alreadyDone(Status status)
{
    Effects effects;
    effects.alreadyDone = true;
    effects.status = status;
    return effects;
}

Effects becomes(Status status, QList<Type> timeline, QList<Mail> mails)
{
    Effects effects;
    effects.status = status;
    effects.timeline = std::move(timeline);
    effects.mails = std::move(mails);
    return effects;
}

/// A round starts: the others are asked, unless the requester's own approval was the only one needed (T1b, T9, T11).
/// Without it nothing is confirmed, whoever there is to ask.
Effects startRound(Type first, QList<Mail> mails, const EventFacts &facts)
{
    QList<Type> timeline{first};
    if (facts.selfApproves)
        timeline.append(Type::SelfApproved);
    if (facts.openAfterSelf > 0 || !facts.selfApproves)
        return becomes(Status::Pending, timeline, std::move(mails));
    timeline.append(Type::Confirmed);
    return becomes(Status::Confirmed, timeline, {Mail::Confirmed});
}

/// BKG-043: a decision names the round its approver saw; a missing one is a field error, judged with the fields.
Result<> requireRound(const EventFacts &facts)
{
    if (facts.seenRound && *facts.seenRound != facts.round)
        return fail(Error::conflict(u"stale_round"_s));
    return {};
}

Result<> requireParty(const EventFacts &facts)
{
    if (facts.actor != ActorRole::Approver)
        return fail(Error::forbidden());
    if (!facts.own)
        return fail(Error::forbidden(u"forbidden"_s, u"the party is not asked in this round"_s));
    return {};
}

Result<Effects> judgeApprove(Status state, const EventFacts &facts)
{
    PORTIER_TRY(requireParty(facts));
    if (state != Status::Pending || *facts.own == Decision::Approved)
        return alreadyDone(state);
    if (facts.past)
        return fail(pastBooking());
    PORTIER_TRY(requireRound(facts));
    if (facts.openOthers > 0)
        return becomes(Status::Pending, {Type::Approved}, {Mail::Approved});
    return becomes(Status::Confirmed, {Type::Approved, Type::Confirmed}, {Mail::Confirmed});
}

Result<Effects> judgeDeny(Status state, const EventFacts &facts)
{
    PORTIER_TRY(requireParty(facts));
    if (!isBlocking(state))
        return alreadyDone(state);
    if (facts.past)
        return fail(pastBooking());
    if (state == Status::Confirmed && !facts.ackConfirmed)
        return fail(Error::invalid(u"confirmed_ack_required"_s, {}));
    PORTIER_TRY(requireRound(facts));
    Effects effects = becomes(Status::Denied, {Type::Denied}, {Mail::Denied});
    effects.needsComment = true;
    effects.wasConfirmed = state == Status::Confirmed;
    return effects;
}

Result<Effects> judgeCancel(Status state, const EventFacts &facts)
{
    const bool admin = facts.actor == ActorRole::Admin;
    if (facts.actor != ActorRole::Requester && !admin)
        return fail(Error::forbidden());
    if (state == Status::Canceled)
        return alreadyDone(state);
    if (facts.past)
        return fail(pastBooking());
    const Mail mail = state == Status::Denied ? Mail::DeniedCanceled : Mail::Canceled;
    Effects effects = becomes(Status::Canceled, {Type::Canceled}, {mail});
    effects.archives = true;
    effects.wasConfirmed = state == Status::Confirmed;
    effects.needsComment = admin || effects.wasConfirmed;
    return effects;
}

Result<> requireRequester(const EventFacts &facts)
{
    if (facts.actor != ActorRole::Requester)
        return fail(Error::forbidden());
    return {};
}

Result<Effects> judgeReopen(Status state, const EventFacts &facts)
{
    PORTIER_TRY(requireRequester(facts));
    if (state == Status::Pending && facts.sameDates)
        return alreadyDone(state);
    if (facts.past)
        return fail(pastBooking());
    if (state != Status::Denied)
        return fail(invalidState());
    Effects effects = startRound(Type::Reopened, {Mail::DecideReopened}, facts);
    effects.resetsApprovals = true;
    return effects;
}

Result<Effects> judgeEdit(Status state, BookingEvent event, const EventFacts &facts)
{
    PORTIER_TRY(requireRequester(facts));
    if (facts.past)
        return fail(pastBooking());
    const bool nameOfConfirmed = event == BookingEvent::EditFirstName && state == Status::Confirmed;
    if (state != Status::Pending && !nameOfConfirmed)
        return fail(invalidState());
    if (event == BookingEvent::Shorten)
        return becomes(state, {Type::DatesShortened}, {Mail::Shortened});
    if (event != BookingEvent::Extend)
        return becomes(state, {}, {});
    Effects effects = startRound(Type::DatesExtended, {Mail::DecideExtended}, facts);
    effects.resetsApprovals = true;
    return effects;
}

Result<> requireSystem(const EventFacts &facts)
{
    if (facts.actor != ActorRole::System)
        return fail(Error::forbidden());
    return {};
}

Result<Effects> judgeCleanup(Status state, const EventFacts &facts)
{
    PORTIER_TRY(requireSystem(facts));
    if (state != Status::Pending || !facts.past)
        return fail(invalidState());
    Effects effects = becomes(Status::Canceled, {Type::Canceled}, {});
    effects.archives = true;
    return effects;
}

Result<Effects> judgePurge(Status state, const EventFacts &facts)
{
    PORTIER_TRY(requireSystem(facts));
    const bool due = (state == Status::Denied && facts.past) || (state == Status::Canceled && facts.retentionOver);
    if (!due)
        return fail(invalidState());
    Effects effects = becomes(state, {}, {});
    effects.removes = true;
    return effects;
}

} // namespace

Result<Effects> judge(std::optional<BookingStatus> state, BookingEvent event, const EventFacts &facts)
{
    if (event == BookingEvent::Submit) {
        if (state)
            return fail(invalidState());
        if (facts.actor == ActorRole::System)
            return fail(Error::forbidden());
        return startRound(Type::Submitted, {Mail::Submitted, Mail::DecideNew}, facts);
    }
    if (!state)
        return fail(Error::notFound());
    switch (event) {
    case BookingEvent::Approve:
        return judgeApprove(*state, facts);
    case BookingEvent::Deny:
        return judgeDeny(*state, facts);
    case BookingEvent::Cancel:
        return judgeCancel(*state, facts);
    case BookingEvent::Reopen:
        return judgeReopen(*state, facts);
    case BookingEvent::Cleanup:
        return judgeCleanup(*state, facts);
    case BookingEvent::Purge:
        return judgePurge(*state, facts);
    default:
        return judgeEdit(*state, event, facts);
    }
}

std::optional<BookingEvent> dateEventOf(const DateRange &stored, const DateRange &wanted)
{
    if (stored == wanted)
        return std::nullopt;
    return stored.contains(wanted) ? BookingEvent::Shorten : BookingEvent::Extend;
}

bool changesCalendarEntry(const Booking &before, const Booking &after)
{
    return before.range != after.range || before.status != after.status || before.firstName != after.firstName ||
           before.partySize != after.partySize;
}

} // namespace portier::bookings
