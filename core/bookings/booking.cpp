// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/booking.h"

#include "core/base/enumtext.h"

namespace portier::bookings
{

namespace
{
constexpr EnumTable<BookingStatus, 4> statuses{{{BookingStatus::Pending, "pending"},
                                                {BookingStatus::Confirmed, "confirmed"},
                                                {BookingStatus::Denied, "denied"},
                                                {BookingStatus::Canceled, "canceled"}}};
constexpr EnumTable<Decision, 3> decisions{
    {{Decision::NoResponse, "no_response"}, {Decision::Approved, "approved"}, {Decision::Denied, "denied"}}};
constexpr EnumTable<ActorRole, 4> roles{{{ActorRole::Requester, "requester"},
                                         {ActorRole::Approver, "approver"},
                                         {ActorRole::Admin, "admin"},
                                         {ActorRole::System, "system"}}};
constexpr EnumTable<TimelineType, 9> types{{{TimelineType::Submitted, "submitted"},
                                            {TimelineType::SelfApproved, "self_approved"},
                                            {TimelineType::Approved, "approved"},
                                            {TimelineType::Confirmed, "confirmed"},
                                            {TimelineType::Denied, "denied"},
                                            {TimelineType::DatesShortened, "dates_shortened"},
                                            {TimelineType::DatesExtended, "dates_extended"},
                                            {TimelineType::Reopened, "reopened"},
                                            {TimelineType::Canceled, "canceled"}}};
} // namespace

QString toText(BookingStatus status)
{
    return nameIn(statuses, status);
}

QString toText(Decision decision)
{
    return nameIn(decisions, decision);
}

QString toText(ActorRole role)
{
    return nameIn(roles, role);
}

QString toText(TimelineType type)
{
    return nameIn(types, type);
}

std::optional<BookingStatus> bookingStatusFromText(const QString &text)
{
    return valueIn(statuses, text);
}

std::optional<Decision> decisionFromText(const QString &text)
{
    return valueIn(decisions, text);
}

std::optional<ActorRole> actorRoleFromText(const QString &text)
{
    return valueIn(roles, text);
}

std::optional<TimelineType> timelineTypeFromText(const QString &text)
{
    return valueIn(types, text);
}

int dayNumber(QDate date)
{
    return static_cast<int>(QDate(1970, 1, 1).daysTo(date));
}

} // namespace portier::bookings
