// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/bookings/booking.h"

namespace portier::bookings
{

/// What may happen to a booking (bookings.md section 5).
enum class BookingEvent {
    Submit,
    Approve,
    Deny,
    Cancel,
    Reopen,
    Shorten,       ///< new dates inside the stored ones
    Extend,        ///< any other new dates
    EditFields,    ///< party size, affiliation, description; dates as they are
    EditFirstName, ///< nothing but the first name
    Cleanup,
    Purge
};

/// The twelve mails of bookings.md section 13, M0 to M11.
enum class BookingMail {
    Submitted,      ///< M0
    DecideNew,      ///< M1
    Approved,       ///< M2
    Confirmed,      ///< M3
    Denied,         ///< M4
    Shortened,      ///< M5
    DecideExtended, ///< M6
    DecideReopened, ///< M7
    Canceled,       ///< M8
    DeniedCanceled, ///< M9
    AccessLinks,    ///< M10
    Digest          ///< M11
};

/// Everything an event is judged by, beside the status.
struct EventFacts {
    ActorRole actor = ActorRole::Requester;
    bool past = false;
    /// Approve and deny: the slot of the acting party; nothing when the approval set lacks it.
    std::optional<Decision> own;
    int openOthers = 0; ///< parties of the set without a response, the acting one aside
    bool ackConfirmed = false;
    int round = 1;
    std::optional<int> seenRound; ///< nothing when the request names none
    bool sameDates = false;       ///< reopen: the resulting dates are the stored ones
    /// Submit, reopen, extend: the requester's own approval is given at once, and how many then stay open.
    bool selfApproves = false;
    int openAfterSelf = 1;
    bool retentionOver = false; ///< purge of a canceled booking (BKG-111)
};

/// What an admitted event does.
struct Effects {
    bool alreadyDone = false; ///< nothing is stored and nothing mailed; `status` says how it stands
    BookingStatus status = BookingStatus::Pending;
    bool needsComment = false; ///< the request is refused without one
    bool resetsApprovals = false;
    bool archives = false;
    bool removes = false;
    bool wasConfirmed = false;
    QList<TimelineType> timeline;
    QList<BookingMail> mails;

    bool operator==(const Effects &) const = default;
};

/// Rows T1 to T15 and the refused and neutral events (BKG-058), in the order of BKG-059 from the role on. `state` is
/// nothing for a booking that does not exist yet. Errors: NotFound; Forbidden "forbidden"; Invalid "past_booking",
/// "invalid_state", "confirmed_ack_required"; Conflict "stale_round".
[[nodiscard]] Result<Effects> judge(std::optional<BookingStatus> state, BookingEvent event, const EventFacts &facts);

/// The table of BKG-030: nothing when the dates are the same.
[[nodiscard]] std::optional<BookingEvent> dateEventOf(const DateRange &stored, const DateRange &wanted);

/// Whether the calendar entry changed, so that its SEQUENCE grows (BKG-011).
[[nodiscard]] bool changesCalendarEntry(const Booking &before, const Booking &after);

} // namespace portier::bookings
