// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QList>
#include <QString>
#include <QTime>
#include <QTimeZone>

#include <optional>

namespace portier::bookings
{

enum class ResourceStatus { Open, Closed, Archived };
/// When an address that belongs to a party approves by itself (BKG-025).
enum class SelfApproval { OnSubmit, Authenticated };

[[nodiscard]] QString toText(ResourceStatus status);     ///< "open" | "closed" | "archived"
[[nodiscard]] QString toText(SelfApproval selfApproval); ///< "on_submit" | "authenticated"
[[nodiscard]] std::optional<ResourceStatus> resourceStatusFromText(const QString &text);
[[nodiscard]] std::optional<SelfApproval> selfApprovalFromText(const QString &text);

/// The limits in force for one resource (table of bookings.md section 2).
struct Limits {
    int maxPartySize = 10;
    int futureHorizonMonths = 18;
    int longStayWarnDays = 7;
    int maxStayDays = 366;
    int bookingsPerDay = 10;
    int digestMinAgeDays = 5;
    int digestWeekday = 7; ///< 1 = Monday … 7 = Sunday
    QTime digestTime = QTime(9, 0);
    int archiveRetentionDays = 365;
    SelfApproval selfApproval = SelfApproval::OnSubmit;

    bool operator==(const Limits &) const = default;
};

/// What a resource says about limits itself; an empty one inherits the instance's (BKG-008).
struct OwnLimits {
    std::optional<int> maxPartySize;
    std::optional<int> futureHorizonMonths;
    std::optional<int> longStayWarnDays;
    std::optional<int> maxStayDays;
    std::optional<int> bookingsPerDay;
    std::optional<int> digestMinAgeDays;
    std::optional<int> digestWeekday;
    std::optional<QTime> digestTime;
    std::optional<int> archiveRetentionDays;
    std::optional<SelfApproval> selfApproval;

    bool operator==(const OwnLimits &) const = default;
};
[[nodiscard]] Limits effectiveLimits(const OwnLimits &own, const Limits &instance);

/// A shared house.
struct Resource {
    QString id;
    QString slug; ///< calendar address: readable part plus 8 random characters
    QString name;
    QString zone = QStringLiteral("Europe/Berlin"); ///< IANA
    QString language = QStringLiteral("de");
    ResourceStatus status = ResourceStatus::Open;
    OwnLimits limits;
    QString senderName; ///< empty: the instance's
    int version = 1;
    Instant createdAt;
    Instant updatedAt;
};

/// One approving family of a resource.
struct Party {
    QString id;
    QString resourceId;
    QString name;
    QString colour;   ///< "#RRGGBB"
    QString email;    ///< trimmed, lower-case; empty: none
    QString language; ///< "de" | "en"; empty: the resource's
    int position = 0;
    bool active = true;
    bool notificationEnabled = true;
    int version = 1;
    Instant createdAt;
    Instant updatedAt;
};

/// The zone of a resource; UTC when the zone data lacks it.
[[nodiscard]] QTimeZone zoneOf(const Resource &resource);
/// The current calendar date there (BKG-056).
[[nodiscard]] QDate todayIn(const Resource &resource, Instant now);
/// Whether new and reopened requests are taken: open, at least one active party, each of them with an address
/// (BKG-003).
[[nodiscard]] bool acceptsRequests(const Resource &resource, const QList<Party> &parties);

} // namespace portier::bookings
