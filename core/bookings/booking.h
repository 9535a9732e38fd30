// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QDate>
#include <QString>

#include <optional>

namespace portier::bookings
{

enum class BookingStatus { Pending, Confirmed, Denied, Canceled };
enum class Decision { NoResponse, Approved, Denied };
enum class ActorRole { Requester, Approver, Admin, System };
enum class TimelineType {
    Submitted,
    SelfApproved,
    Approved,
    Confirmed,
    Denied,
    DatesShortened,
    DatesExtended,
    Reopened,
    Canceled
};

[[nodiscard]] QString toText(BookingStatus status); ///< "pending" | "confirmed" | "denied" | "canceled"
[[nodiscard]] QString toText(Decision decision);    ///< "no_response" | "approved" | "denied"
[[nodiscard]] QString toText(ActorRole role);       ///< "requester" | "approver" | "admin" | "system"
[[nodiscard]] QString toText(TimelineType type);    ///< "submitted" | "self_approved" | … | "dates_extended" | …
[[nodiscard]] std::optional<BookingStatus> bookingStatusFromText(const QString &text);
[[nodiscard]] std::optional<Decision> decisionFromText(const QString &text);
[[nodiscard]] std::optional<ActorRole> actorRoleFromText(const QString &text);
[[nodiscard]] std::optional<TimelineType> timelineTypeFromText(const QString &text);

/// Pending and confirmed bookings hold their days.
[[nodiscard]] constexpr bool isBlocking(BookingStatus status)
{
    return status == BookingStatus::Pending || status == BookingStatus::Confirmed;
}

/// Whole days, both ends included (BKG-010).
struct DateRange {
    QDate start;
    QDate end;

    /// Calendar dates from start to end: never 24-hour units.
    [[nodiscard]] int totalDays() const { return static_cast<int>(start.daysTo(end)) + 1; }
    [[nodiscard]] bool overlaps(const DateRange &other) const { return start <= other.end && end >= other.start; }
    [[nodiscard]] bool contains(const DateRange &other) const { return start <= other.start && end >= other.end; }
    bool operator==(const DateRange &) const = default;
};

/// Days since 1970-01-01, as the database compares ranges.
[[nodiscard]] int dayNumber(QDate date);

/// One request for a date range, from submission to archive.
struct Booking {
    QString id;
    QString resourceId;
    DateRange range;
    int partySize = 1;
    QString affiliationPartyId;
    QString firstName;
    QString email; ///< trimmed, lower-case; never shown (BKG-066)
    std::optional<QString> description;
    QString language = QStringLiteral("de");
    BookingStatus status = BookingStatus::Pending;
    int round = 1;           ///< grows when approvals are reset
    int version = 1;         ///< grows with every change of fields or status (BKG-011)
    int icalSequence = 0;    ///< grows when the calendar entry changes
    QString createdByUserId; ///< of a request on behalf; else empty
    Instant createdAt;
    Instant updatedAt;
    Instant lastActivityAt;            ///< of the newest timeline event (BKG-012)
    std::optional<Instant> archivedAt; ///< set exactly when canceled

    /// Nobody is the requester any more (ADR 46): no address, and a word in place of the name.
    [[nodiscard]] bool isErased() const { return email.isEmpty(); }
    [[nodiscard]] bool isOnBehalf() const { return !createdByUserId.isEmpty(); }
    /// True once the day after the end has begun in the resource's zone (BKG-055).
    [[nodiscard]] bool isPast(QDate today) const { return range.end < today; }
};

/// The decision slot of one party in the present round.
struct Approval {
    QString id;
    QString bookingId;
    QString partyId;
    int round = 1;
    Decision decision = Decision::NoResponse;
    std::optional<QString> comment; ///< present exactly when denied
    std::optional<Instant> decidedAt;
    bool self = false; ///< by the requester's own address (BKG-025)

    [[nodiscard]] bool isOpen() const { return decision == Decision::NoResponse; }
};

/// One logged fact. Names of actors are looked up when it is shown.
struct TimelineEvent {
    QString id;
    QString bookingId;
    int sequence = 1;
    Instant at;
    ActorRole role = ActorRole::System;
    QString actorPartyId; ///< empty unless a party acted
    TimelineType type = TimelineType::Submitted;
    std::optional<QString> note;
    std::optional<DateRange> before;
    std::optional<DateRange> after;
    int round = 1;
};

} // namespace portier::bookings
