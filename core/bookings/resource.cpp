// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/resource.h"

#include "core/base/enumtext.h"
#include "core/base/zonedtime.h"

namespace portier::bookings
{

namespace
{
constexpr EnumTable<ResourceStatus, 3> statuses{
    {{ResourceStatus::Open, "open"}, {ResourceStatus::Closed, "closed"}, {ResourceStatus::Archived, "archived"}}};
constexpr EnumTable<SelfApproval, 2> selfApprovals{
    {{SelfApproval::OnSubmit, "on_submit"}, {SelfApproval::Authenticated, "authenticated"}}};
} // namespace

QString toText(ResourceStatus status)
{
    return nameIn(statuses, status);
}

QString toText(SelfApproval selfApproval)
{
    return nameIn(selfApprovals, selfApproval);
}

std::optional<ResourceStatus> resourceStatusFromText(const QString &text)
{
    return valueIn(statuses, text);
}

std::optional<SelfApproval> selfApprovalFromText(const QString &text)
{
    return valueIn(selfApprovals, text);
}

Limits effectiveLimits(const OwnLimits &own, const Limits &instance)
{
    Limits limits;
    limits.maxPartySize = own.maxPartySize.value_or(instance.maxPartySize);
    limits.futureHorizonMonths = own.futureHorizonMonths.value_or(instance.futureHorizonMonths);
    limits.longStayWarnDays = own.longStayWarnDays.value_or(instance.longStayWarnDays);
    limits.maxStayDays = own.maxStayDays.value_or(instance.maxStayDays);
    limits.bookingsPerDay = own.bookingsPerDay.value_or(instance.bookingsPerDay);
    limits.digestMinAgeDays = own.digestMinAgeDays.value_or(instance.digestMinAgeDays);
    limits.digestWeekday = own.digestWeekday.value_or(instance.digestWeekday);
    limits.digestTime = own.digestTime.value_or(instance.digestTime);
    limits.archiveRetentionDays = own.archiveRetentionDays.value_or(instance.archiveRetentionDays);
    limits.selfApproval = own.selfApproval.value_or(instance.selfApproval);
    return limits;
}

QTimeZone zoneOf(const Resource &resource)
{
    return zoneByName(resource.zone).value_or(QTimeZone::utc());
}

QDate todayIn(const Resource &resource, Instant now)
{
    return localDate(now, zoneOf(resource));
}

bool acceptsRequests(const Resource &resource, const QList<Party> &parties)
{
    int active = 0;
    for (const Party &party : parties) {
        if (!party.active)
            continue;
        if (party.email.isEmpty())
            return false;
        ++active;
    }
    return resource.status == ResourceStatus::Open && active > 0;
}

} // namespace portier::bookings
