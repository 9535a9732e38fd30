// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingrow.h"

#include "core/base/zonedtime.h"
#include "core/bookings/sqlcolumns.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using storage::Bind;
using storage::Binds;
using storage::Row;

namespace
{

QString withAlias(const QStringList &names, const QString &alias)
{
    return alias + names.join(u", "_s + alias);
}

std::optional<QString> startOf(const std::optional<DateRange> &range)
{
    return range ? std::optional(toIsoDate(range->start)) : std::nullopt;
}

std::optional<QString> endOf(const std::optional<DateRange> &range)
{
    return range ? std::optional(toIsoDate(range->end)) : std::nullopt;
}

std::optional<DateRange> rangeOf(const Row &row, int column)
{
    if (row.isNull(column) || row.isNull(column + 1))
        return std::nullopt;
    return DateRange{dateOf(row, column), dateOf(row, column + 1)};
}

} // namespace

QDate dateOf(const Row &row, int column)
{
    return fromIsoDate(row.text(column)).value_or(QDate());
}

QStringList textsOf(const QList<Row> &rows)
{
    QStringList texts;
    for (const Row &row : rows)
        texts.append(row.text(0));
    return texts;
}

const QStringList &bookingColumnNames()
{
    static const QStringList names{u"id"_s,
                                   u"resource_id"_s,
                                   u"start_date"_s,
                                   u"end_date"_s,
                                   u"start_day"_s,
                                   u"end_day"_s,
                                   u"total_days"_s,
                                   u"party_size"_s,
                                   u"affiliation_party_id"_s,
                                   u"requester_first_name"_s,
                                   u"requester_email"_s,
                                   u"description"_s,
                                   u"language"_s,
                                   u"status"_s,
                                   u"round"_s,
                                   u"version"_s,
                                   u"ical_sequence"_s,
                                   u"created_by_user_id"_s,
                                   u"created_at"_s,
                                   u"updated_at"_s,
                                   u"last_activity_at"_s,
                                   u"archived_at"_s};
    return names;
}

QString bookingColumns()
{
    return withAlias(bookingColumnNames(), u"b."_s);
}

Binds bookingBinds(const Booking &b)
{
    return {b.id,
            b.resourceId,
            toIsoDate(b.range.start),
            toIsoDate(b.range.end),
            dayNumber(b.range.start),
            dayNumber(b.range.end),
            b.range.totalDays(),
            b.partySize,
            b.affiliationPartyId,
            b.firstName,
            b.email,
            b.description,
            b.language,
            toText(b.status),
            b.round,
            b.version,
            b.icalSequence,
            orNull(b.createdByUserId),
            b.createdAt,
            b.updatedAt,
            b.lastActivityAt,
            b.archivedAt};
}

Booking bookingFrom(const Row &row)
{
    Booking b;
    b.id = row.text(0);
    b.resourceId = row.text(1);
    b.range = {dateOf(row, 2), dateOf(row, 3)};
    b.partySize = static_cast<int>(row.integer(7));
    b.affiliationPartyId = row.text(8);
    b.firstName = row.text(9);
    b.email = row.text(10);
    b.description = row.optText(11);
    b.language = row.text(12);
    b.status = bookingStatusFromText(row.text(13)).value_or(BookingStatus::Canceled);
    b.round = static_cast<int>(row.integer(14));
    b.version = static_cast<int>(row.integer(15));
    b.icalSequence = static_cast<int>(row.integer(16));
    b.createdByUserId = row.text(17);
    b.createdAt = row.instant(18);
    b.updatedAt = row.instant(19);
    b.lastActivityAt = row.instant(20);
    b.archivedAt = row.optInstant(21);
    return b;
}

const QStringList &approvalColumnNames()
{
    static const QStringList names{u"id"_s,       u"booking_id"_s, u"party_id"_s,   u"round"_s,
                                   u"decision"_s, u"comment"_s,    u"decided_at"_s, u"self"_s};
    return names;
}

QString approvalColumns()
{
    return withAlias(approvalColumnNames(), u"a."_s);
}

Binds approvalBinds(const Approval &a)
{
    return {a.id, a.bookingId, a.partyId, a.round, toText(a.decision), a.comment, a.decidedAt, a.self};
}

Approval approvalFrom(const Row &row)
{
    Approval a;
    a.id = row.text(0);
    a.bookingId = row.text(1);
    a.partyId = row.text(2);
    a.round = static_cast<int>(row.integer(3));
    a.decision = decisionFromText(row.text(4)).value_or(Decision::NoResponse);
    a.comment = row.optText(5);
    a.decidedAt = row.optInstant(6);
    a.self = row.boolean(7);
    return a;
}

const QStringList &timelineColumnNames()
{
    static const QStringList names{
        u"id"_s,   u"booking_id"_s, u"seq"_s,     u"at"_s,        u"actor_role"_s, u"actor_party_id"_s, u"type"_s,
        u"note"_s, u"old_start"_s,  u"old_end"_s, u"new_start"_s, u"new_end"_s,    u"round"_s};
    return names;
}

Binds timelineBinds(const TimelineEvent &e)
{
    return {e.id,
            e.bookingId,
            e.sequence,
            e.at,
            toText(e.role),
            orNull(e.actorPartyId),
            toText(e.type),
            e.note,
            startOf(e.before),
            endOf(e.before),
            startOf(e.after),
            endOf(e.after),
            e.round};
}

TimelineEvent timelineFrom(const Row &row)
{
    TimelineEvent e;
    e.id = row.text(0);
    e.bookingId = row.text(1);
    e.sequence = static_cast<int>(row.integer(2));
    e.at = row.instant(3);
    e.role = actorRoleFromText(row.text(4)).value_or(ActorRole::System);
    e.actorPartyId = row.text(5);
    e.type = timelineTypeFromText(row.text(6)).value_or(TimelineType::Submitted);
    e.note = row.optText(7);
    e.before = rangeOf(row, 8);
    e.after = rangeOf(row, 10);
    e.round = static_cast<int>(row.integer(12));
    return e;
}

} // namespace portier::bookings
