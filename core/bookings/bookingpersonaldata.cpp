// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingpersonaldata.h"

#include "core/base/zonedtime.h"
#include "core/bookings/bookingrecords.h"
#include "core/bookings/bookingstore.h"
#include "core/bookings/fieldrules.h"
#include "core/bookings/recovery.h"
#include "core/bookings/resourcestore.h"
#include "core/identity/linkservice.h"
#include "core/notifications/erasure.h"

#include <QJsonArray>

#include <limits>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using operations::ChangeOperation;
using operations::Person;
using storage::Transaction;

namespace
{

/// Of one transaction: each booking blanks its mails and tells its readers.
constexpr int mostBookings = 50;

QJsonValue orNothing(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

QJsonObject toJson(const TimelineEvent &event, const QList<Party> &parties)
{
    const Party *party = partyById(parties, event.actorPartyId);
    QJsonObject json{{u"at"_s, toRfc3339(event.at)},
                     {u"type"_s, toText(event.type)},
                     {u"actor"_s, toText(event.role)},
                     {u"party"_s, party ? QJsonValue(party->name) : QJsonValue()},
                     {u"note"_s, orNothing(event.note)}};
    if (event.before)
        json.insert(u"before"_s, QJsonArray{toIsoDate(event.before->start), toIsoDate(event.before->end)});
    if (event.after)
        json.insert(u"after"_s, QJsonArray{toIsoDate(event.after->start), toIsoDate(event.after->end)});
    return json;
}

Result<QJsonObject> bookingJson(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(dossier, loadDossier(tx, id));
    PORTIER_ASSIGN(events, BookingStore(tx).timeline(id));
    const Booking &booking = dossier.booking;
    const Party *affiliation = partyById(dossier.parties, booking.affiliationPartyId);
    QJsonArray timeline;
    for (const TimelineEvent &event : std::as_const(events))
        timeline.append(toJson(event, dossier.parties));
    return QJsonObject{{u"id"_s, booking.id},
                       {u"resource"_s, dossier.resource.name},
                       {u"status"_s, toText(booking.status)},
                       {u"start_date"_s, toIsoDate(booking.range.start)},
                       {u"end_date"_s, toIsoDate(booking.range.end)},
                       {u"party_size"_s, booking.partySize},
                       {u"affiliation"_s, affiliation ? QJsonValue(affiliation->name) : QJsonValue()},
                       {u"requester_first_name"_s, booking.firstName},
                       {u"requester_email"_s, booking.email},
                       {u"description"_s, orNothing(booking.description)},
                       {u"language"_s, booking.language},
                       {u"on_behalf"_s, booking.isOnBehalf()},
                       {u"created_at"_s, toRfc3339(booking.createdAt)},
                       {u"timeline"_s, timeline}};
}

Result<QJsonObject> partyJson(Transaction &tx, const Party &party)
{
    PORTIER_ASSIGN(resource, ResourceStore(tx).find(party.resourceId));
    PORTIER_ASSIGN(approvals, BookingStore(tx).decisionsOf(party.id));
    QJsonArray decisions;
    for (const Approval &approval : std::as_const(approvals)) {
        decisions.append(QJsonObject{{u"booking_id"_s, approval.bookingId},
                                     {u"decision"_s, toText(approval.decision)},
                                     {u"comment"_s, orNothing(approval.comment)},
                                     {u"decided_at"_s, toRfc3339(*approval.decidedAt)}});
    }
    return QJsonObject{{u"resource"_s, resource ? resource->name : QString()},
                       {u"name"_s, party.name},
                       {u"email"_s, party.email},
                       {u"language"_s, party.language},
                       {u"decisions"_s, decisions}};
}

Result<QJsonObject> collect(Transaction &tx, const Person &person)
{
    QJsonArray bookings, parties;
    const QString email = normalEmail(person.email);
    if (!email.isEmpty()) {
        PORTIER_ASSIGN(ids, BookingStore(tx).idsOfRequester(email, std::numeric_limits<int>::max()));
        for (const QString &id : std::as_const(ids)) {
            PORTIER_ASSIGN(booking, bookingJson(tx, id));
            bookings.append(booking);
        }
        PORTIER_ASSIGN(own, ResourceStore(tx).partiesByEmail(email));
        for (const Party &each : std::as_const(own)) {
            PORTIER_ASSIGN(party, partyJson(tx, each));
            parties.append(party);
        }
    }
    return QJsonObject{{u"bookings"_s, bookings}, {u"parties"_s, parties}};
}

/// What stands in the calendar in place of the name.
QString nobody(const QString &language)
{
    return language == u"en"_s ? u"Somebody"_s : u"Jemand"_s;
}

/// Days and state stay; the name goes everywhere, also out of mails to others about it.
Result<> eraseBooking(const BookingEnvironment &environment, Transaction &tx, const QString &id, Instant now)
{
    PORTIER_ASSIGN(dossier, lockDossier(tx, id));
    BookingRecords records(environment, tx, operations::Actor::system(), now);
    PORTIER_TRY(records.audit(u"booking.erased"_s, u"booking"_s, id));
    PORTIER_TRY(records.tellOf(dossier, ChangeOperation::Updated)); // the account hears of it as long as it is known
    Booking &booking = dossier.booking;
    booking.firstName = nobody(booking.language);
    booking.email.clear();
    booking.description.reset();
    booking.updatedAt = now;
    ++booking.version;
    ++booking.icalSequence;
    BookingStore bookings(tx);
    PORTIER_TRY(bookings.update(booking));
    PORTIER_TRY(bookings.blankTexts(id));
    PORTIER_TRY(notifications::forgetSubject(tx, u"booking"_s, id, u"erased"_s, now));
    for (const Approval &approval : std::as_const(dossier.approvals)) // reminders name what waits
        PORTIER_TRY(notifications::forgetSubject(tx, u"party"_s, approval.partyId, u"erased"_s, now));
    return {};
}

/// The party has nobody who decides by mail until an admin gives it an address; its links end (BKG-006).
Result<> eraseParty(const BookingEnvironment &environment, Transaction &tx, Party party, Instant now)
{
    ResourceStore resources(tx);
    PORTIER_ASSIGN(resource, resources.findLocked(party.resourceId));
    party.email.clear();
    party.updatedAt = now;
    ++party.version;
    PORTIER_ASSIGN(written, resources.updateParty(party, party.version - 1));
    if (!written)
        return fail(Error::conflict(u"stale_version"_s));
    const auto actor = operations::Actor::system();
    PORTIER_ASSIGN(link, identity::LinkStore(tx).find(identity::LinkOwner::approver(party.id)));
    if (link)
        PORTIER_TRY(environment.links->renew(tx, link->id, actor, now));
    PORTIER_ASSIGN(parties, resources.parties(party.resourceId));
    BookingRecords records(environment, tx, actor, now);
    PORTIER_TRY(records.audit(u"party.erased"_s, u"party"_s, party.id));
    return records.tellOfResource(u"party.updated"_s, party.id, parties, ChangeOperation::Updated);
}

Result<qint64> erase(const BookingEnvironment &environment, Transaction &tx, const Person &person, int batch,
                     Instant now)
{
    const QString email = normalEmail(person.email); // the domain as other rooms do not write it (BKG-013)
    if (email.isEmpty())
        return 0;
    PORTIER_ASSIGN(ids, BookingStore(tx).idsOfRequester(email, std::min(batch, mostBookings)));
    for (const QString &id : std::as_const(ids))
        PORTIER_TRY(eraseBooking(environment, tx, id, now));
    if (!ids.isEmpty())
        return ids.size();
    PORTIER_ASSIGN(parties, ResourceStore(tx).partiesByEmail(email));
    for (const Party &party : std::as_const(parties))
        PORTIER_TRY(eraseParty(environment, tx, party, now));
    PORTIER_TRY(forgetRecovery(environment, tx, email));
    PORTIER_TRY(notifications::erase(tx, {{}, email}, now));
    PORTIER_ASSIGN(links, identity::LinkStore(tx).removeOfAddress(email));
    return parties.size() + links;
}

} // namespace

operations::PersonalDataSource bookingPersonalData(BookingEnv environment)
{
    operations::PersonalDataSource source;
    source.name = u"bookings"_s;
    source.collect = collect;
    source.erase = [environment = std::move(environment)](Transaction &tx, const Person &person, int batch,
                                                          Instant now) {
        return erase(*environment, tx, person, batch, now);
    };
    return source;
}

} // namespace portier::bookings
