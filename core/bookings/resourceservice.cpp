// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/resourceservice.h"

#include "core/base/log.h"
#include "core/base/uuid.h"
#include "core/bookings/bookingmails.h"
#include "core/bookings/bookingrecords.h"
#include "core/bookings/bookingschedules.h"
#include "core/bookings/resourcepolicy.h"
#include "core/bookings/resourcestore.h"
#include "core/identity/linkservice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using operations::ChangeOperation;
using storage::Transaction;

namespace
{

Result<> requireAdmin(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller)
{
    PORTIER_ASSIGN(facts, resolveCaller(environment, tx, caller));
    if (caller.isAnonymous())
        return fail(Error::forbidden(u"authentication_required"_s));
    if (!facts.admin)
        return fail(Error::forbidden());
    return {};
}

Error staleVersion(int version)
{
    return Error::conflict(u"stale_version"_s, {}, {{u"version"_s, version}});
}

Result<ResourceRecord> recordOf(const BookingEnvironment &environment, Transaction &tx, const Resource &resource)
{
    PORTIER_ASSIGN(parties, ResourceStore(tx).parties(resource.id));
    const Limits inherited = environment.limitsInForce();
    return ResourceRecord{resource, parties, effectiveLimits(resource.limits, inherited), inherited};
}

Result<Resource> lockResource(Transaction &tx, const QString &resourceId)
{
    PORTIER_ASSIGN(resource, ResourceStore(tx).findLocked(resourceId));
    if (!resource)
        return fail(Error::notFound());
    return *resource;
}

struct PartyScene {
    Resource resource;
    Party party;
    QList<Party> others;
};

Result<PartyScene> lockParty(Transaction &tx, const QString &partyId)
{
    ResourceStore resources(tx);
    PORTIER_ASSIGN(seen, resources.findParty(partyId));
    if (!seen)
        return fail(Error::notFound());
    PORTIER_ASSIGN(resource, lockResource(tx, seen->resourceId));
    PORTIER_ASSIGN(parties, resources.parties(resource.id));
    PartyScene scene;
    scene.resource = resource;
    bool found = false;
    for (const Party &each : std::as_const(parties)) {
        if (each.id != partyId) {
            scene.others.append(each);
            continue;
        }
        scene.party = each;
        found = true;
    }
    if (!found)
        return fail(Error::notFound());
    return scene;
}

Result<ResourceRecord> createIn(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                                const QJsonObject &body, Instant now)
{
    PORTIER_TRY(requireAdmin(environment, tx, caller));
    PORTIER_ASSIGN(resource, readResource(body, Resource(), true));
    resource.id = newUuid(now);
    resource.slug = newSlug(resource.name);
    resource.createdAt = resource.updatedAt = now;
    PORTIER_TRY(ResourceStore(tx).insert(resource));
    PORTIER_TRY(planResource(tx, environment, resource, now));
    BookingRecords records(environment, tx, caller.actor, now);
    PORTIER_TRY(records.audit(u"resource.created"_s, u"resource"_s, resource.id));
    PORTIER_TRY(records.tellOfResource(u"resource.updated"_s, resource.id, {}, ChangeOperation::Created));
    return recordOf(environment, tx, resource);
}

Result<ResourceRecord> patchIn(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                               const QString &resourceId, const QJsonObject &patch, qint64 ifMatch, Instant now)
{
    PORTIER_TRY(requireAdmin(environment, tx, caller));
    PORTIER_ASSIGN(before, lockResource(tx, resourceId));
    if (before.version != ifMatch)
        return fail(staleVersion(before.version));
    PORTIER_ASSIGN(resource, readResource(patch, before, false));
    ++resource.version;
    resource.updatedAt = now;
    PORTIER_TRY(ResourceStore(tx).update(resource, before.version));
    PORTIER_TRY(planResource(tx, environment, resource, now));
    BookingRecords records(environment, tx, caller.actor, now);
    PORTIER_TRY(records.audit(u"resource.updated"_s, u"resource"_s, resource.id));
    PORTIER_ASSIGN(record, recordOf(environment, tx, resource));
    PORTIER_TRY(records.tellOfResource(u"resource.updated"_s, resource.id, record.parties, ChangeOperation::Updated));
    return record;
}

Result<> archiveIn(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                   const QString &resourceId, Instant now)
{
    PORTIER_TRY(requireAdmin(environment, tx, caller));
    PORTIER_ASSIGN(resource, lockResource(tx, resourceId));
    ResourceStore resources(tx);
    PORTIER_ASSIGN(held, resources.holdsBookings(resourceId, todayIn(resource, now)));
    if (held)
        return fail(Error::conflict(u"resource_in_use"_s));
    if (resource.status == ResourceStatus::Archived)
        return {};
    resource.status = ResourceStatus::Archived;
    resource.updatedAt = now;
    ++resource.version;
    PORTIER_TRY(resources.update(resource, resource.version - 1));
    PORTIER_ASSIGN(parties, resources.parties(resourceId));
    BookingRecords records(environment, tx, caller.actor, now);
    PORTIER_TRY(records.audit(u"resource.archived"_s, u"resource"_s, resourceId));
    return records.tellOfResource(u"resource.updated"_s, resourceId, parties, ChangeOperation::Removed);
}

/// BKG-006: the former holder's links end at once, the new address is told its own.
Result<> moveLinks(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                   const PartyScene &scene, const Party &party, Instant now)
{
    PORTIER_ASSIGN(link, identity::LinkStore(tx).find(identity::LinkOwner::approver(party.id)));
    if (link) {
        PORTIER_TRY(environment.links->renew(tx, link->id, caller.actor, now));
        return {};
    }
    if (party.email.isEmpty())
        return {};
    return BookingMails(environment, tx, caller.actor, now).sendPartyLink(scene.resource, party, newUuid(now));
}

Result<Party> addPartyIn(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                         const QString &resourceId, const QJsonObject &body, Instant now)
{
    PORTIER_TRY(requireAdmin(environment, tx, caller));
    PORTIER_ASSIGN(resource, lockResource(tx, resourceId));
    ResourceStore resources(tx);
    PORTIER_ASSIGN(others, resources.parties(resourceId));
    Party before;
    before.position = others.isEmpty() ? 0 : others.last().position + 1;
    PORTIER_ASSIGN(party, readParty(body, before, others, true));
    party.id = newUuid(now);
    party.resourceId = resource.id;
    party.createdAt = party.updatedAt = now;
    PORTIER_TRY(resources.insertParty(party));
    PORTIER_TRY(moveLinks(environment, tx, caller, {resource, before, others}, party, now));
    BookingRecords records(environment, tx, caller.actor, now);
    PORTIER_TRY(records.audit(u"party.created"_s, u"party"_s, party.id));
    PORTIER_TRY(records.tellOfResource(u"party.updated"_s, party.id, others, ChangeOperation::Created));
    return party;
}

Result<Party> patchPartyIn(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                           const QString &partyId, const QJsonObject &patch, qint64 ifMatch, Instant now)
{
    PORTIER_TRY(requireAdmin(environment, tx, caller));
    PORTIER_ASSIGN(scene, lockParty(tx, partyId));
    if (scene.party.version != ifMatch)
        return fail(staleVersion(scene.party.version));
    PORTIER_ASSIGN(party, readParty(patch, scene.party, scene.others, false));
    ++party.version;
    party.updatedAt = now;
    PORTIER_TRY(ResourceStore(tx).updateParty(party, scene.party.version));
    const bool moved = party.email != scene.party.email;
    if (moved)
        PORTIER_TRY(moveLinks(environment, tx, caller, scene, party, now));
    BookingRecords records(environment, tx, caller.actor, now);
    const QJsonObject changes = moved ? QJsonObject{{u"email"_s, true}} : QJsonObject();
    PORTIER_TRY(records.audit(u"party.updated"_s, u"party"_s, party.id, changes));
    PORTIER_TRY(records.tellOfResource(u"party.updated"_s, party.id, scene.others + QList<Party>{party},
                                       ChangeOperation::Updated));
    return party;
}

Result<> removePartyIn(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                       const QString &partyId, Instant now)
{
    PORTIER_TRY(requireAdmin(environment, tx, caller));
    PORTIER_ASSIGN(scene, lockParty(tx, partyId));
    ResourceStore resources(tx);
    PORTIER_ASSIGN(used, resources.isPartyUsed(partyId));
    // A resource keeps at least one party (BKG-002).
    if (used || scene.others.isEmpty())
        return fail(Error::conflict(u"party_in_use"_s));
    PORTIER_TRY(identity::LinkStore(tx).removeOfParty(partyId));
    PORTIER_TRY(resources.removeParty(partyId));
    BookingRecords records(environment, tx, caller.actor, now);
    PORTIER_TRY(records.audit(u"party.deleted"_s, u"party"_s, partyId));
    return records.tellOfResource(u"party.updated"_s, partyId, scene.others, ChangeOperation::Removed);
}

Result<> sendLinkIn(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                    const QString &partyId, Instant now)
{
    PORTIER_TRY(requireAdmin(environment, tx, caller));
    PORTIER_ASSIGN(scene, lockParty(tx, partyId));
    if (scene.party.email.isEmpty())
        return fail(Error::invalid({{u"/email"_s, u"required"_s, {}}}));
    PORTIER_TRY(
        BookingMails(environment, tx, caller.actor, now).sendPartyLink(scene.resource, scene.party, newUuid(now)));
    return BookingRecords(environment, tx, caller.actor, now).audit(u"party.link_sent"_s, u"party"_s, partyId);
}

/// PLT-162
void logChange(QLatin1String event, const BookingCaller &caller, const QString &id)
{
    log::info("bookings"_L1, event, {{u"id"_s, id}, {u"request_id"_s, caller.actor.requestId}});
}

} // namespace

ResourceService::ResourceService(storage::Database &database, std::shared_ptr<Clock> clock, BookingEnv environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<QList<ResourceRecord>>> ResourceService::list(BookingCaller caller)
{
    return m_database.read([environment = m_environment, caller](Transaction &tx) -> Result<QList<ResourceRecord>> {
        PORTIER_TRY(requireAdmin(*environment, tx, caller));
        ResourceStore resources(tx);
        PORTIER_ASSIGN(all, resources.list());
        PORTIER_ASSIGN(parties, resources.allParties());
        const Limits inherited = environment->limitsInForce();
        QList<ResourceRecord> records;
        for (const Resource &resource : std::as_const(all)) {
            ResourceRecord record{resource, {}, effectiveLimits(resource.limits, inherited), inherited};
            std::copy_if(parties.cbegin(), parties.cend(), std::back_inserter(record.parties),
                         [&](const Party &each) { return each.resourceId == resource.id; });
            records.append(record);
        }
        return records;
    });
}

QCoro::Task<Result<ResourceRecord>> ResourceService::find(BookingCaller caller, QString resourceId)
{
    return m_database.read(
        [environment = m_environment, caller, resourceId](Transaction &tx) -> Result<ResourceRecord> {
            PORTIER_TRY(requireAdmin(*environment, tx, caller));
            PORTIER_ASSIGN(resource, ResourceStore(tx).find(resourceId));
            if (!resource)
                return fail(Error::notFound());
            return recordOf(*environment, tx, *resource);
        });
}

QCoro::Task<Result<Party>> ResourceService::findParty(BookingCaller caller, QString partyId)
{
    return m_database.read([environment = m_environment, caller, partyId](Transaction &tx) -> Result<Party> {
        PORTIER_TRY(requireAdmin(*environment, tx, caller));
        PORTIER_ASSIGN(party, ResourceStore(tx).findParty(partyId));
        if (!party)
            return fail(Error::notFound());
        return *party;
    });
}

QCoro::Task<Result<ResourceRecord>> ResourceService::create(BookingCaller caller, QJsonObject body)
{
    const auto creating = [environment = m_environment, caller, body, now = m_clock->now()](Transaction &tx) {
        return createIn(*environment, tx, caller, body, now);
    };
    const auto done = co_await m_database.write(creating);
    if (done)
        logChange("resource_created"_L1, caller, done->resource.id);
    co_return done;
}

QCoro::Task<Result<ResourceRecord>> ResourceService::patch(BookingCaller caller, QString resourceId, QJsonObject patch,
                                                           qint64 ifMatch)
{
    const auto patching = [environment = m_environment, caller, resourceId, patch, ifMatch,
                           now = m_clock->now()](Transaction &tx) {
        return patchIn(*environment, tx, caller, resourceId, patch, ifMatch, now);
    };
    const auto done = co_await m_database.write(patching);
    if (done)
        logChange("resource_updated"_L1, caller, resourceId);
    co_return done;
}

QCoro::Task<Result<>> ResourceService::remove(BookingCaller caller, QString resourceId)
{
    const auto removing = [environment = m_environment, caller, resourceId, now = m_clock->now()](Transaction &tx) {
        return archiveIn(*environment, tx, caller, resourceId, now);
    };
    const auto done = co_await m_database.write(removing);
    if (done)
        logChange("resource_deleted"_L1, caller, resourceId);
    co_return done;
}

QCoro::Task<Result<Party>> ResourceService::addParty(BookingCaller caller, QString resourceId, QJsonObject body)
{
    const auto adding = [environment = m_environment, caller, resourceId, body, now = m_clock->now()](Transaction &tx) {
        return addPartyIn(*environment, tx, caller, resourceId, body, now);
    };
    const auto done = co_await m_database.write(adding);
    if (done)
        logChange("party_created"_L1, caller, done->id);
    co_return done;
}

QCoro::Task<Result<Party>> ResourceService::patchParty(BookingCaller caller, QString partyId, QJsonObject patch,
                                                       qint64 ifMatch)
{
    const auto patching = [environment = m_environment, caller, partyId, patch, ifMatch,
                           now = m_clock->now()](Transaction &tx) {
        return patchPartyIn(*environment, tx, caller, partyId, patch, ifMatch, now);
    };
    const auto done = co_await m_database.write(patching);
    if (done)
        logChange("party_updated"_L1, caller, partyId);
    co_return done;
}

QCoro::Task<Result<>> ResourceService::removeParty(BookingCaller caller, QString partyId)
{
    const auto removing = [environment = m_environment, caller, partyId, now = m_clock->now()](Transaction &tx) {
        return removePartyIn(*environment, tx, caller, partyId, now);
    };
    const auto done = co_await m_database.write(removing);
    if (done)
        logChange("party_deleted"_L1, caller, partyId);
    co_return done;
}

QCoro::Task<Result<>> ResourceService::sendLink(BookingCaller caller, QString partyId)
{
    return m_database.write([environment = m_environment, caller, partyId, now = m_clock->now()](Transaction &tx) {
        return sendLinkIn(*environment, tx, caller, partyId, now);
    });
}

} // namespace portier::bookings
