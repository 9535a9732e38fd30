// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/booking.h"
#include "core/bookings/resource.h"
#include "core/bookings/visibility.h"
#include "core/notifications/history.h"

#include <optional>

namespace portier::bookings
{

/// A party as anybody may see it.
struct PartyLabel {
    QString id;
    QString name;
    QString colour;
    int position = 0;
};

/// A resource as anybody with its calendar address may see it.
struct ResourceView {
    QString id;
    QString slug;
    QString name;
    QString zone;
    QString language;
    Limits limits;
    bool open = false;         ///< takes requests (BKG-003)
    QList<PartyLabel> parties; ///< active, in order
    QDate today;
    qint64 version = 0;
};

struct ApprovalView {
    PartyLabel party;
    Decision decision = Decision::NoResponse;
    bool self = false;
    std::optional<QString> comment;
    std::optional<Instant> decidedAt;
};

struct TimelineView {
    TimelineEvent event;
    QString actorName; ///< first name of the requester, name of the party; empty for admin and system
};

/// What requester, approvers and admins see beside the public part (BKG-062).
struct BookingDetails {
    std::optional<QString> description;
    QList<ApprovalView> approvals; ///< in the order of the parties
    QList<TimelineView> timeline;  ///< oldest first
    int version = 1;
    int round = 1;
    bool onBehalf = false;
    QList<AllowedAction> actions;
    QString ownPartyId; ///< the party the caller decides for; empty: none
    std::optional<Decision> ownDecision;
    Instant createdAt, updatedAt, lastActivityAt;
    std::optional<Instant> archivedAt; ///< admins only
    QString maskedEmail;               ///< admins only
    /// The messages about it, newest first: whether they were sent, wait or died (PLT-140). All of them for admins, the
    /// own ones for the requester; of one booking by itself.
    std::optional<QList<notifications::HistoryItem>> mails;
};

/// A booking as one caller sees it.
struct BookingView {
    QString id;
    QString resourceId;
    QString resourceSlug;
    QString resourceName;
    QString zone; ///< of the resource
    QString firstName;
    DateRange range;
    int partySize = 1;
    PartyLabel affiliation;
    BookingStatus status = BookingStatus::Pending;
    bool isPast = false;
    int daysUntilStart = 0; ///< negative while it runs
    std::optional<BookingDetails> details;
};

/// One booking in the way (BKG-104): exactly the public fields.
struct BookingConflict {
    QString bookingId;
    QString firstName;
    BookingStatus status = BookingStatus::Pending;
    DateRange range;
};

} // namespace portier::bookings
