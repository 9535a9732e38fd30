// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/resourcestore.h"

#include "core/base/zonedtime.h"
#include "core/bookings/booking.h"
#include "core/bookings/sqlcolumns.h"
#include "core/storage/sqldialect.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using storage::Binds;
using storage::Row;

namespace
{

const QStringList &resourceColumns()
{
    static const QStringList names{u"id"_s,
                                   u"slug"_s,
                                   u"name"_s,
                                   u"zone"_s,
                                   u"language"_s,
                                   u"status"_s,
                                   u"sender_name"_s,
                                   u"version"_s,
                                   u"created_at"_s,
                                   u"updated_at"_s,
                                   u"max_party_size"_s,
                                   u"future_horizon_months"_s,
                                   u"long_stay_warn_days"_s,
                                   u"max_stay_days"_s,
                                   u"bookings_per_day"_s,
                                   u"digest_min_age_days"_s,
                                   u"digest_weekday"_s,
                                   u"digest_time"_s,
                                   u"archive_retention_days"_s,
                                   u"self_approval"_s};
    return names;
}

std::optional<qint64> wide(std::optional<int> value)
{
    return value ? std::optional<qint64>(*value) : std::nullopt;
}

std::optional<int> narrow(std::optional<qint64> value)
{
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

Binds resourceBinds(const Resource &r)
{
    const OwnLimits &own = r.limits;
    const auto time = own.digestTime ? std::optional(own.digestTime->toString(u"HH:mm"_s)) : std::nullopt;
    const auto self = own.selfApproval ? std::optional(toText(*own.selfApproval)) : std::nullopt;
    return {r.id,
            r.slug,
            r.name,
            r.zone,
            r.language,
            toText(r.status),
            r.senderName,
            r.version,
            r.createdAt,
            r.updatedAt,
            wide(own.maxPartySize),
            wide(own.futureHorizonMonths),
            wide(own.longStayWarnDays),
            wide(own.maxStayDays),
            wide(own.bookingsPerDay),
            wide(own.digestMinAgeDays),
            wide(own.digestWeekday),
            time,
            wide(own.archiveRetentionDays),
            self};
}

Resource resourceFrom(const Row &row)
{
    Resource r;
    r.id = row.text(0);
    r.slug = row.text(1);
    r.name = row.text(2);
    r.zone = row.text(3);
    r.language = row.text(4);
    r.status = resourceStatusFromText(row.text(5)).value_or(ResourceStatus::Closed);
    r.senderName = row.text(6);
    r.version = static_cast<int>(row.integer(7));
    r.createdAt = row.instant(8);
    r.updatedAt = row.instant(9);
    r.limits.maxPartySize = narrow(row.optInteger(10));
    r.limits.futureHorizonMonths = narrow(row.optInteger(11));
    r.limits.longStayWarnDays = narrow(row.optInteger(12));
    r.limits.maxStayDays = narrow(row.optInteger(13));
    r.limits.bookingsPerDay = narrow(row.optInteger(14));
    r.limits.digestMinAgeDays = narrow(row.optInteger(15));
    r.limits.digestWeekday = narrow(row.optInteger(16));
    if (const auto time = row.optText(17))
        r.limits.digestTime = fromLocalTime(*time);
    r.limits.archiveRetentionDays = narrow(row.optInteger(18));
    if (const auto self = row.optText(19))
        r.limits.selfApproval = selfApprovalFromText(*self);
    return r;
}

const QStringList &partyColumns()
{
    static const QStringList names{u"id"_s,       u"resource_id"_s, u"name"_s,
                                   u"colour"_s,   u"email"_s,       u"language"_s,
                                   u"position"_s, u"active"_s,      u"notification_enabled"_s,
                                   u"version"_s,  u"created_at"_s,  u"updated_at"_s};
    return names;
}

Binds partyBinds(const Party &p)
{
    return {p.id,     p.resourceId,          p.name,    p.colour,    orNull(p.email), orNull(p.language), p.position,
            p.active, p.notificationEnabled, p.version, p.createdAt, p.updatedAt};
}

Party partyFrom(const Row &row)
{
    Party p;
    p.id = row.text(0);
    p.resourceId = row.text(1);
    p.name = row.text(2);
    p.colour = row.text(3);
    p.email = row.text(4);
    p.language = row.text(5);
    p.position = static_cast<int>(row.integer(6));
    p.active = row.boolean(7);
    p.notificationEnabled = row.boolean(8);
    p.version = static_cast<int>(row.integer(9));
    p.createdAt = row.instant(10);
    p.updatedAt = row.instant(11);
    return p;
}

} // namespace

Result<> ResourceStore::insert(const Resource &resource)
{
    PORTIER_TRY(m_tx.exec(insertSql(u"resources"_s, resourceColumns()), resourceBinds(resource)));
    return {};
}

Result<bool> ResourceStore::update(const Resource &resource, int expectedVersion)
{
    Binds binds = resourceBinds(resource);
    binds << resource.id << expectedVersion;
    PORTIER_ASSIGN(changed, m_tx.exec(updateSql(u"resources"_s, resourceColumns()) + u" AND version = ?"_s, binds));
    return changed == 1;
}

Result<std::optional<Resource>> ResourceStore::findWhere(const QString &where, const QString &value)
{
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(u"SELECT %1 FROM resources WHERE %2"_s.arg(resourceColumns().join(u", "_s), where), {value}));
    return row ? std::optional(resourceFrom(*row)) : std::nullopt;
}

Result<std::optional<Resource>> ResourceStore::find(const QString &id)
{
    return findWhere(u"id = ?"_s, id);
}

Result<std::optional<Resource>> ResourceStore::findBySlug(const QString &slug)
{
    return findWhere(u"slug = ?"_s, slug);
}

Result<std::optional<Resource>> ResourceStore::findLocked(const QString &id)
{
    return findWhere(u"id = ? "_s + m_tx.dialect().lockClause(), id);
}

Result<QList<Resource>> ResourceStore::list()
{
    return listWhere(u"1 = 1"_s, {});
}

Result<QList<Resource>> ResourceStore::ofRequester(const QString &email)
{
    return listWhere(u"id IN (SELECT resource_id FROM bookings WHERE requester_email = ? AND status <> 'canceled')"_s,
                     {email});
}

Result<QList<Resource>> ResourceStore::listWhere(const QString &where, const Binds &binds)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM resources WHERE %2 ORDER BY created_at, id"_s.arg(
                                        resourceColumns().join(u", "_s), where),
                                    binds));
    QList<Resource> resources;
    for (const Row &row : std::as_const(rows))
        resources.append(resourceFrom(row));
    return resources;
}

Result<int> ResourceStore::count()
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM resources"_s));
    return static_cast<int>(row->integer(0));
}

Result<> ResourceStore::insertParty(const Party &party)
{
    PORTIER_TRY(m_tx.exec(insertSql(u"parties"_s, partyColumns()), partyBinds(party)));
    return {};
}

Result<bool> ResourceStore::updateParty(const Party &party, int expectedVersion)
{
    Binds binds = partyBinds(party);
    binds << party.id << expectedVersion;
    PORTIER_ASSIGN(changed, m_tx.exec(updateSql(u"parties"_s, partyColumns()) + u" AND version = ?"_s, binds));
    return changed == 1;
}

Result<> ResourceStore::removeParty(const QString &partyId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM parties WHERE id = ?"_s, {partyId}));
    return {};
}

Result<QList<Party>> ResourceStore::partiesWhere(const QString &where, const Binds &binds)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM parties WHERE %2 ORDER BY position, id"_s.arg(
                                        partyColumns().join(u", "_s), where),
                                    binds));
    QList<Party> parties;
    for (const Row &row : std::as_const(rows))
        parties.append(partyFrom(row));
    return parties;
}

Result<std::optional<Party>> ResourceStore::findParty(const QString &partyId)
{
    PORTIER_ASSIGN(found, partiesWhere(u"id = ?"_s, {partyId}));
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

Result<QList<Party>> ResourceStore::parties(const QString &resourceId)
{
    return partiesWhere(u"resource_id = ?"_s, {resourceId});
}

Result<QList<Party>> ResourceStore::allParties()
{
    return partiesWhere(u"1 = 1"_s, {});
}

Result<QList<Party>> ResourceStore::partiesByEmail(const QString &email)
{
    return partiesWhere(u"email = ?"_s, {email});
}

Result<QMap<QString, QString>> ResourceStore::zonesOfParties(const QStringList &partyIds)
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT DISTINCT r.id, r.zone FROM resources r "
                              "JOIN parties p ON p.resource_id = r.id WHERE p.id IN (%1)"_s.arg(marks(partyIds.size())),
                              Binds(partyIds.begin(), partyIds.end())));
    QMap<QString, QString> zones;
    for (const Row &row : std::as_const(rows))
        zones.insert(row.text(0), row.text(1));
    return zones;
}

Result<bool> ResourceStore::isPartyUsed(const QString &partyId)
{
    // A later round clears the slots of an earlier one, but the timeline keeps when each began: who was in the house
    // and active then was asked. Nothing tells for sure whether a party that was changed since was active; it counts.
    const QString asked = u"SELECT 1 FROM timeline_events e JOIN bookings b ON b.id = e.booking_id "
                          "JOIN parties p ON p.resource_id = b.resource_id WHERE p.id = ? "
                          "AND e.type IN ('submitted', 'dates_extended', 'reopened') AND e.at > p.created_at "
                          "AND (p.active = 1 OR e.at < p.updated_at)"_s;
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 WHERE EXISTS (SELECT 1 FROM approvals WHERE party_id = ?) "
                                      "OR EXISTS (SELECT 1 FROM bookings WHERE affiliation_party_id = ?) "
                                      "OR EXISTS (SELECT 1 FROM timeline_events WHERE actor_party_id = ?) "
                                      "OR EXISTS ("_s +
                                          asked + u')',
                                      {partyId, partyId, partyId, partyId}));
    return row.has_value();
}

Result<bool> ResourceStore::holdsBookings(const QString &resourceId, QDate today)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT 1 FROM bookings WHERE resource_id = ? AND end_day >= ? "
                                      "AND status IN ('pending', 'confirmed') LIMIT 1"_s,
                                      {resourceId, dayNumber(today)}));
    return row.has_value();
}

} // namespace portier::bookings
