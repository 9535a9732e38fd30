// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/bookingscodec.h"

#include "core/base/format.h"
#include "core/base/zonedtime.h"
#include "server/api/jsonvalues.h"
#include "server/api/notificationjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using namespace bookings;

QJsonObject affiliationJson(const PartyLabel &party)
{
    return {{u"party_id"_s, party.id}, {u"name"_s, party.name}, {u"colour"_s, party.colour}};
}

QJsonValue commentJson(const std::optional<QString> &text)
{
    return text ? QJsonValue(*text) : QJsonValue();
}

QJsonObject approvalJson(const ApprovalView &approval)
{
    return {{u"party_id"_s, approval.party.id},
            {u"party"_s, approval.party.name},
            {u"decision"_s, toText(approval.decision)},
            {u"self"_s, approval.self},
            {u"comment"_s, commentJson(approval.comment)},
            {u"decided_at"_s, instantOrNull(approval.decidedAt)}};
}

QJsonObject timelineJson(const TimelineView &view)
{
    const TimelineEvent &event = view.event;
    QJsonObject json{
        {u"seq"_s, event.sequence},
        {u"at"_s, toRfc3339(event.at)},
        {u"actor"_s, QJsonObject{{u"role"_s, toText(event.role)}, {u"name"_s, textOrNull(view.actorName)}}},
        {u"type"_s, toText(event.type)},
        {u"round"_s, event.round},
        {u"note"_s, commentJson(event.note)}};
    if (event.before) {
        json.insert(u"old_start"_s, toIsoDate(event.before->start));
        json.insert(u"old_end"_s, toIsoDate(event.before->end));
    }
    if (event.after) {
        json.insert(u"new_start"_s, toIsoDate(event.after->start));
        json.insert(u"new_end"_s, toIsoDate(event.after->end));
    }
    return json;
}

QJsonObject publicJson(const BookingView &view)
{
    return {{u"id"_s, view.id},
            {u"resource"_s, view.resourceSlug},
            {u"requester_first_name"_s, view.firstName},
            {u"start_date"_s, toIsoDate(view.range.start)},
            {u"end_date"_s, toIsoDate(view.range.end)},
            {u"total_days"_s, view.range.totalDays()},
            {u"party_size"_s, view.partySize},
            {u"affiliation"_s, affiliationJson(view.affiliation)},
            {u"status"_s, toText(view.status)},
            {u"is_past"_s, view.isPast}};
}

void addDetails(QJsonObject &json, const BookingDetails &details)
{
    QJsonArray actions, approvals;
    for (const AllowedAction action : details.actions)
        actions.append(toText(action));
    for (const ApprovalView &approval : details.approvals)
        approvals.append(approvalJson(approval));
    json.insert(u"description"_s, commentJson(details.description));
    json.insert(u"round"_s, details.round);
    json.insert(u"version"_s, details.version);
    json.insert(u"created_at"_s, toRfc3339(details.createdAt));
    json.insert(u"updated_at"_s, toRfc3339(details.updatedAt));
    json.insert(u"last_activity_at"_s, toRfc3339(details.lastActivityAt));
    json.insert(u"on_behalf"_s, details.onBehalf);
    json.insert(u"own_party_id"_s, details.ownPartyId.isEmpty() ? QJsonValue() : QJsonValue(details.ownPartyId));
    json.insert(u"allowed_actions"_s, actions);
    json.insert(u"approvals"_s, approvals);
    if (!details.maskedEmail.isEmpty())
        json.insert(u"requester_email"_s, details.maskedEmail);
    if (details.archivedAt)
        json.insert(u"archived_at"_s, toRfc3339(*details.archivedAt));
}

QJsonObject limitsJson(const Limits &limits)
{
    return {{u"max_party_size"_s, limits.maxPartySize},
            {u"future_horizon_months"_s, limits.futureHorizonMonths},
            {u"long_stay_warn_days"_s, limits.longStayWarnDays},
            {u"max_stay_days"_s, limits.maxStayDays}};
}

QJsonObject allLimitsJson(const Limits &limits)
{
    QJsonObject json = limitsJson(limits);
    json.insert(u"bookings_per_day"_s, limits.bookingsPerDay);
    json.insert(u"digest_min_age_days"_s, limits.digestMinAgeDays);
    json.insert(u"digest_weekday"_s, limits.digestWeekday);
    json.insert(u"digest_time"_s, limits.digestTime.toString(u"HH:mm"_s));
    json.insert(u"archive_retention_days"_s, limits.archiveRetentionDays);
    json.insert(u"self_approval"_s, toText(limits.selfApproval));
    return json;
}

/// The limits a resource sets itself; those it inherits are null.
QJsonObject ownLimitsJson(const OwnLimits &own)
{
    const auto number = [](std::optional<int> value) { return value ? QJsonValue(*value) : QJsonValue(); };
    return {{u"max_party_size"_s, number(own.maxPartySize)},
            {u"future_horizon_months"_s, number(own.futureHorizonMonths)},
            {u"long_stay_warn_days"_s, number(own.longStayWarnDays)},
            {u"max_stay_days"_s, number(own.maxStayDays)},
            {u"bookings_per_day"_s, number(own.bookingsPerDay)},
            {u"digest_min_age_days"_s, number(own.digestMinAgeDays)},
            {u"digest_weekday"_s, number(own.digestWeekday)},
            {u"digest_time"_s, own.digestTime ? QJsonValue(own.digestTime->toString(u"HH:mm"_s)) : QJsonValue()},
            {u"archive_retention_days"_s, number(own.archiveRetentionDays)},
            {u"self_approval"_s, own.selfApproval ? QJsonValue(toText(*own.selfApproval)) : QJsonValue()}};
}

} // namespace

QJsonObject toJson(const BookingView &view)
{
    QJsonObject json = publicJson(view);
    if (!view.details)
        return json;
    addDetails(json, *view.details);
    QJsonArray timeline;
    for (const TimelineView &event : view.details->timeline)
        timeline.append(timelineJson(event));
    json.insert(u"timeline"_s, timeline);
    if (view.details->mails) {
        QJsonArray mails;
        for (const notifications::HistoryItem &mail : *view.details->mails)
            mails.append(toJson(mail));
        json.insert(u"mails"_s, mails);
    }
    return json;
}

QJsonObject toListJson(const BookingView &view, bool namesResource)
{
    QJsonObject json = publicJson(view);
    json.insert(u"days_until_start"_s, view.daysUntilStart);
    if (namesResource)
        json.insert(u"resource_name"_s, view.resourceName);
    if (view.details)
        addDetails(json, *view.details);
    return json;
}

QJsonObject toJson(const ResourceView &view)
{
    QJsonArray parties;
    for (const PartyLabel &party : view.parties)
        parties.append(QJsonObject{{u"id"_s, party.id},
                                   {u"name"_s, party.name},
                                   {u"colour"_s, party.colour},
                                   {u"position"_s, party.position}});
    return {{u"id"_s, view.id},
            {u"slug"_s, view.slug},
            {u"name"_s, view.name},
            {u"zone"_s, view.zone},
            {u"language"_s, view.language},
            {u"limits"_s, limitsJson(view.limits)},
            {u"open"_s, view.open},
            {u"today"_s, toIsoDate(view.today)},
            {u"parties"_s, parties}};
}

QJsonObject toJson(const CalendarPage &page)
{
    QJsonArray list;
    for (const BookingView &view : page.bookings)
        list.append(publicJson(view));
    QJsonObject json{{u"resource"_s, page.resource.slug},
                     {u"view"_s, page.wholeYear ? u"year"_s : u"month"_s},
                     {u"year"_s, page.year},
                     {u"today"_s, toIsoDate(page.resource.today)},
                     {u"bookings"_s, list}};
    if (!page.wholeYear)
        json.insert(u"month"_s, page.month);
    return json;
}

QJsonObject toJson(const DecisionResult &result)
{
    QJsonObject json{{u"result"_s, toText(result.kind)}, {u"booking_status"_s, toText(result.status)}};
    if (result.status == BookingStatus::Pending)
        json.insert(u"outstanding_parties"_s, QJsonArray::fromStringList(result.outstanding));
    if (!result.byParty.isEmpty())
        json.insert(u"by_party"_s, result.byParty);
    if (result.kind == DecisionResult::Kind::Canceled)
        json.insert(u"notified"_s, QJsonArray::fromStringList(result.notified));
    if (result.view)
        json.insert(u"booking"_s, toJson(*result.view));
    return json;
}

QJsonObject toJson(const Party &party)
{
    return {{u"id"_s, party.id},
            {u"resource_id"_s, party.resourceId},
            {u"name"_s, party.name},
            {u"colour"_s, party.colour},
            {u"email"_s, textOrNull(party.email)},
            {u"language"_s, textOrNull(party.language)},
            {u"position"_s, party.position},
            {u"active"_s, party.active},
            {u"notification_enabled"_s, party.notificationEnabled},
            {u"version"_s, party.version}};
}

QJsonObject toJson(const ResourceRecord &record)
{
    const Resource &resource = record.resource;
    QJsonArray parties;
    for (const Party &party : record.parties)
        parties.append(toJson(party));
    return {{u"id"_s, resource.id},
            {u"slug"_s, resource.slug},
            {u"name"_s, resource.name},
            {u"zone"_s, resource.zone},
            {u"language"_s, resource.language},
            {u"status"_s, toText(resource.status)},
            {u"open"_s, acceptsRequests(resource, record.parties)},
            {u"sender_name"_s, textOrNull(resource.senderName)},
            {u"limits"_s, ownLimitsJson(resource.limits)},
            {u"limits_in_force"_s, allLimitsJson(record.limits)},
            {u"limits_inherited"_s, allLimitsJson(record.inherited)},
            {u"version"_s, resource.version},
            {u"created_at"_s, toRfc3339(resource.createdAt)},
            {u"updated_at"_s, toRfc3339(resource.updatedAt)},
            {u"parties"_s, parties}};
}

QString conflictSentence(const QList<BookingConflict> &conflicts, const QString &language)
{
    QStringList sentences;
    for (const BookingConflict &each : conflicts) {
        const QString range = formatDateRange(each.range.start, each.range.end, language);
        const bool pending = each.status == BookingStatus::Pending;
        if (language == u"en"_s)
            sentences.append((pending ? u"%1 has already requested %2."_s : u"%1 has already booked %2."_s)
                                 .arg(each.firstName, range));
        else
            sentences.append((pending ? u"%1 hat %2 schon angefragt."_s : u"%1 hat %2 schon fest gebucht."_s)
                                 .arg(each.firstName, range));
    }
    return sentences.join(u' ');
}

} // namespace portier::api
