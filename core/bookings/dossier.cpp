// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/dossier.h"

#include "core/bookings/bookingstore.h"
#include "core/bookings/resourcestore.h"
#include "core/notifications/message.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

Result<Dossier> fill(storage::Transaction &tx, Booking booking, Resource resource)
{
    Dossier dossier;
    PORTIER_ASSIGN(parties, ResourceStore(tx).parties(resource.id));
    PORTIER_ASSIGN(approvals, BookingStore(tx).approvals(booking.id));
    dossier.resource = std::move(resource);
    dossier.parties = parties;
    dossier.booking = std::move(booking);
    dossier.approvals = approvals;
    return dossier;
}

QString actorNameOf(const TimelineEvent &event, const Dossier &dossier)
{
    if (const Party *party = partyById(dossier.parties, event.actorPartyId))
        return party->name;
    return event.role == ActorRole::Requester ? dossier.booking.firstName : QString();
}

BookingDetails detailsOf(const Dossier &dossier, const QList<TimelineEvent> &timeline, const CallerFacts &caller,
                         const Standing &standing, bool past)
{
    const Booking &booking = dossier.booking;
    BookingDetails details;
    details.description = booking.description;
    for (const Approval &approval : dossier.approvals) {
        if (const Party *party = partyById(dossier.parties, approval.partyId))
            details.approvals.append(
                {labelOf(*party), approval.decision, approval.self, approval.comment, approval.decidedAt});
    }
    for (const TimelineEvent &event : timeline)
        details.timeline.append({event, actorNameOf(event, dossier)});
    details.version = booking.version;
    details.round = booking.round;
    details.onBehalf = booking.isOnBehalf();
    std::optional<Decision> own;
    if (const Approval *approval = ownApproval(caller, dossier)) {
        details.ownPartyId = approval->partyId;
        own = approval->decision;
    }
    details.ownDecision = own;
    details.actions = allowedActions(booking.status, past, standing, own);
    details.createdAt = booking.createdAt;
    details.updatedAt = booking.updatedAt;
    details.lastActivityAt = booking.lastActivityAt;
    if (standing.admin) {
        details.archivedAt = booking.archivedAt;
        details.maskedEmail = notifications::maskedAddress(booking.email);
    }
    return details;
}

} // namespace

Result<Dossier> loadDossier(storage::Transaction &tx, const QString &bookingId)
{
    PORTIER_ASSIGN(booking, BookingStore(tx).find(bookingId));
    if (!booking)
        return fail(Error::notFound());
    PORTIER_ASSIGN(resource, ResourceStore(tx).find(booking->resourceId));
    if (!resource)
        return fail(Error::notFound());
    return fill(tx, *booking, *resource);
}

Result<Dossier> lockDossier(storage::Transaction &tx, const QString &bookingId)
{
    BookingStore bookings(tx);
    PORTIER_ASSIGN(seen, bookings.find(bookingId));
    if (!seen)
        return fail(Error::notFound());
    PORTIER_ASSIGN(resource, ResourceStore(tx).findLocked(seen->resourceId));
    PORTIER_ASSIGN(booking, bookings.findLocked(bookingId));
    if (!resource || !booking)
        return fail(Error::notFound());
    return fill(tx, *booking, *resource);
}

Result<CallerFacts> resolveCaller(const BookingEnvironment &environment, storage::Transaction &tx,
                                  const BookingCaller &caller)
{
    using Kind = BookingCaller::Kind;
    switch (caller.kind) {
    case Kind::Anonymous:
        return CallerFacts();
    case Kind::PersonalLink:
        return CallerFacts{caller.email, {}, false};
    case Kind::ApproverLink:
        return CallerFacts{{}, {caller.partyId}, false};
    case Kind::Operator:
        return CallerFacts{{}, {}, true};
    case Kind::Account:
        break;
    }
    PORTIER_ASSIGN(account, environment.findAccount(tx, caller.accountId));
    if (!account)
        return fail(Error::forbidden(u"authentication_required"_s));
    return CallerFacts{account->email, account->partyIds, account->admin};
}

Standing standingOf(const CallerFacts &caller, const Dossier &dossier)
{
    Standing standing;
    standing.requester = !caller.email.isEmpty() && caller.email == dossier.booking.email;
    standing.approver = std::any_of(dossier.parties.begin(), dossier.parties.end(),
                                    [&](const Party &each) { return caller.actsFor(each.id); });
    standing.admin = caller.admin;
    return standing;
}

const Approval *ownApproval(const CallerFacts &caller, const Dossier &dossier)
{
    const Approval *own = nullptr;
    for (const Approval &each : dossier.approvals) {
        if (!caller.actsFor(each.partyId))
            continue;
        if (each.isOpen())
            return &each;
        if (!own)
            own = &each;
    }
    return own;
}

Result<BookingView> viewOf(const Dossier &dossier, const QList<TimelineEvent> &timeline, const CallerFacts &caller,
                           Instant now)
{
    const Booking &booking = dossier.booking;
    const Standing standing = standingOf(caller, dossier);
    const Sight sight = sightOf(booking.status, standing);
    if (sight == Sight::Nothing)
        return fail(Error::notFound());
    const QDate today = todayIn(dossier.resource, now);
    BookingView view;
    view.id = booking.id;
    view.resourceId = dossier.resource.id;
    view.resourceSlug = dossier.resource.slug;
    view.resourceName = dossier.resource.name;
    view.zone = dossier.resource.zone;
    view.firstName = booking.firstName;
    view.range = booking.range;
    view.partySize = booking.partySize;
    if (const Party *party = partyById(dossier.parties, booking.affiliationPartyId))
        view.affiliation = labelOf(*party);
    view.status = booking.status;
    view.isPast = booking.isPast(today);
    view.daysUntilStart = static_cast<int>(today.daysTo(booking.range.start));
    if (sight == Sight::Full)
        view.details = detailsOf(dossier, timeline, caller, standing, view.isPast);
    return view;
}

ResourceView viewOf(const Resource &resource, const QList<Party> &parties, const Limits &instance, Instant now)
{
    ResourceView view;
    view.id = resource.id;
    view.slug = resource.slug;
    view.name = resource.name;
    view.zone = resource.zone;
    view.language = resource.language;
    view.limits = effectiveLimits(resource.limits, instance);
    view.open = acceptsRequests(resource, parties);
    const QList<Party> active = approvalSet(parties);
    for (const Party &party : active)
        view.parties.append(labelOf(party));
    view.today = todayIn(resource, now);
    view.version = resource.version;
    return view;
}

PartyLabel labelOf(const Party &party)
{
    return {party.id, party.name, party.colour, party.position};
}

} // namespace portier::bookings
