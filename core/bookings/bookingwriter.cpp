// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingwriter.h"

#include "core/base/uuid.h"
#include "core/bookings/bookingpolicy.h"
#include "core/bookings/bookingrecords.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using operations::ChangeOperation;

namespace
{

bool carriesDates(TimelineType type)
{
    return type == TimelineType::DatesShortened || type == TimelineType::DatesExtended ||
           type == TimelineType::Reopened;
}

/// The self-approval of a round stands beside the requester's own event.
TimelineActor actorOf(TimelineType type, const BookingWriter::Change &change)
{
    if (type == TimelineType::SelfApproved)
        return {ActorRole::Requester, change.mails.partyId};
    if (type == TimelineType::Confirmed)
        return {ActorRole::System, {}};
    return change.actor;
}

} // namespace

Booking bookingFrom(const Submission &submission, const Resource &resource, Instant now)
{
    Booking booking;
    booking.id = newUuid(now);
    booking.resourceId = resource.id;
    booking.range = submission.range;
    booking.partySize = submission.partySize;
    booking.affiliationPartyId = submission.affiliationPartyId;
    booking.firstName = submission.firstName;
    booking.email = submission.email;
    booking.description = submission.description;
    booking.language = submission.language;
    booking.createdAt = booking.updatedAt = booking.lastActivityAt = now;
    return booking;
}

Result<> BookingWriter::startRound(Dossier &dossier, const std::optional<Party> &self)
{
    BookingStore store(m_tx);
    PORTIER_TRY(store.removeApprovals(dossier.booking.id));
    dossier.approvals.clear();
    const QList<Party> set = approvalSet(dossier.parties);
    for (const Party &party : set) {
        Approval approval;
        approval.id = newUuid(m_now);
        approval.bookingId = dossier.booking.id;
        approval.partyId = party.id;
        approval.round = dossier.booking.round;
        if (self && self->id == party.id) {
            approval.decision = Decision::Approved;
            approval.decidedAt = m_now;
            approval.self = true;
        }
        PORTIER_TRY(store.insertApproval(approval));
        dossier.approvals.append(approval);
    }
    return {};
}

Result<> BookingWriter::decide(Dossier &dossier, const QString &partyId, Decision decision,
                               const std::optional<QString> &comment)
{
    for (Approval &approval : dossier.approvals) {
        if (approval.partyId != partyId)
            continue;
        approval.decision = decision;
        approval.comment = decision == Decision::Denied ? comment : std::nullopt;
        approval.decidedAt = m_now;
        approval.self = false;
        return BookingStore(m_tx).updateApproval(approval);
    }
    return fail(Error::internal(u"the party has no slot in this round"_s));
}

Result<> BookingWriter::appendTimeline(const Dossier &dossier, const Effects &effects, const Change &change)
{
    BookingStore store(m_tx);
    for (const TimelineType type : effects.timeline) {
        TimelineEvent event;
        event.id = newUuid(m_now);
        event.bookingId = dossier.booking.id;
        event.at = m_now;
        const TimelineActor actor = actorOf(type, change);
        event.role = actor.role;
        event.actorPartyId = actor.partyId;
        event.type = type;
        event.round = dossier.booking.round;
        if (type == effects.timeline.first())
            event.note = change.note;
        if (carriesDates(type) && change.before.range != dossier.booking.range) {
            event.before = change.before.range;
            event.after = dossier.booking.range;
        }
        PORTIER_TRY(store.appendTimeline(event));
    }
    return {};
}

Result<> BookingWriter::commit(Dossier &dossier, const Effects &effects, const Change &change)
{
    BookingStore store(m_tx);
    Booking &booking = dossier.booking;
    booking.status = effects.status;
    if (effects.archives)
        booking.archivedAt = m_now;
    if (!effects.timeline.isEmpty())
        booking.lastActivityAt = m_now;
    const bool ownFields = changesCalendarEntry(change.before, booking) || booking.round != change.before.round ||
                           booking.affiliationPartyId != change.before.affiliationPartyId ||
                           booking.description != change.before.description;
    if (!change.created && ownFields) {
        ++booking.version;
        booking.updatedAt = m_now;
    }
    if (!change.created && changesCalendarEntry(change.before, booking))
        ++booking.icalSequence;
    PORTIER_TRY(store.update(booking));
    PORTIER_TRY(appendTimeline(dossier, effects, change));
    BookingRecords records(m_environment, m_tx, m_cause, m_now);
    PORTIER_TRY(records.audit(change.auditAction, u"booking"_s, booking.id, change.auditChanges));
    PORTIER_TRY(
        BookingMails(m_environment, m_tx, m_cause, m_now).send(effects.mails, dossier, change.mails, newUuid(m_now)));
    return records.tellOf(dossier, change.created ? ChangeOperation::Created : ChangeOperation::Updated);
}

} // namespace portier::bookings
