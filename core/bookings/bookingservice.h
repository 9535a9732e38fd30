// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingcaller.h"
#include "core/bookings/bookingenvironment.h"
#include "core/bookings/bookingstatemachine.h"
#include "core/bookings/bookingview.h"
#include "core/bookings/icalendar.h"
#include "core/operations/idempotency.h"

#include <QCoroTask>

namespace portier::bookings
{

enum class ChangeKind;

/// Result of an edit or a reopen.
struct ChangedBooking {
    BookingView view;
    std::optional<BookingEvent> event; ///< Shorten, Extend, EditFields, EditFirstName or Reopen; nothing: already done
    bool approvalsReset = false;       ///< at least one approval was lost (BKG-037)
};

/// Result of a decision or a cancel.
struct DecisionResult {
    enum class Kind { Approved, Denied, Canceled, AlreadyDone };
    Kind kind = Kind::AlreadyDone;
    BookingStatus status = BookingStatus::Pending;
    QStringList outstanding;         ///< names of parties that have yet to decide, in order
    QString byParty;                 ///< already done, denied: who denied
    QStringList notified;            ///< canceled: names of the parties that are told (BKG-046)
    std::optional<BookingView> view; ///< nothing once it is canceled
};
[[nodiscard]] QString toText(DecisionResult::Kind kind);

/// What an action page shows before anything is submitted (bookings.md 8.1). A GET: nothing changes.
struct ActionLook {
    enum class Situation {
        Open,             ///< the action can be taken now; deny and cancel: see `view->status` for the variant
        AlreadyApproved,  ///< by this party; `outstanding` names who is missing
        AlreadyConfirmed, ///< approve on confirmed; deny is offered
        AlreadyDenied,    ///< `byParty` denied
        AlreadyCanceled,  ///< says only that, `view` is empty
        Past,
        OldRound,     ///< the dates have changed since: `before` is what the link's round was about, see `view->range`
        NotAsked,     ///< the party is not in the approval set of this round
        WrongRole,    ///< such a link cannot do that
        InvalidState, ///< reopen of pending or confirmed, edit of denied
    };
    Situation situation = Situation::Open;
    std::optional<BookingView> view;
    QStringList outstanding;
    QString byParty;
    std::optional<DateRange> before;
    QList<BookingConflict> conflicts; ///< reopen: who has taken the days meanwhile
};

struct CalendarQuery {
    QString slug;
    bool wholeYear = false;
    std::optional<int> year;  ///< default: now in the zone
    std::optional<int> month; ///< 1 to 12
    bool wholeWeeks = false;  ///< of a month: also the neighbours' days that fill its first and last week
};
struct CalendarPage {
    ResourceView resource;
    bool wholeYear = false;
    int year = 0;
    int month = 0;               ///< 0 for a year
    QList<BookingView> bookings; ///< by start, then id; public part only
};

/// Where else somebody who came through a link may go.
struct LinkWays {
    struct House {
        QString slug;
        QString name;
    };
    /// A standing link of the same address in its other role (BKG-076).
    struct Jump {
        QString token;
        QString party; ///< that it decides for; empty: it opens the own stays
        QString house;
    };
    QList<House> houses;             ///< whose calendar they know; archived ones have none
    std::optional<PartyLabel> party; ///< of an approver link
    QList<Jump> jumps;
};

enum class ApprovalsTab { Outstanding, History };
struct BookingListQuery {
    int limit = 20;
    std::optional<QJsonObject> after; ///< position of the page before
};
struct BookingPage {
    QList<BookingView> items;
    std::optional<QJsonObject> next;
    std::optional<qint64> total;
    bool severalResources = false; ///< the caller sees more than one resource, so each item names its own
};
/// The admin's list, archive included.
struct ArchiveQuery {
    QList<BookingStatus> statuses; ///< empty: all
    QString resourceId;            ///< id or slug; empty: all
    QString text;                  ///< part of the first name
    std::optional<QDate> from, to; ///< overlap
    BookingListQuery page;
};

/// Use cases of bookings, one transaction each. Methods are coroutines of this object, which must outlive them. Errors
/// come in the order of BKG-059; a booking the caller may not know of is NotFound "not_found". Codes: BKG-103.
class BookingService
{
public:
    BookingService(storage::Database &database, std::shared_ptr<Clock> clock, BookingEnv environment);

    /// NotFound for an unknown or archived one.
    QCoro::Task<Result<ResourceView>> resource(QString slug);
    QCoro::Task<Result<CalendarPage>> calendar(CalendarQuery query);

    /// `body` is the JSON of POST /bookings; a form sends its fields in the same names and JSON types, and what cannot
    /// be read as a number as the text it is. Without credentials the view has no details (BKG-027). Errors: Invalid
    /// "resource_closed", "validation_failed", "long_stay_confirmation_required", Unavailable "rate_limited", Conflict
    /// "booking_conflict" {conflicts, conflicts_total}.
    QCoro::Task<Result<BookingView>> submit(BookingCaller caller, QJsonObject body,
                                            operations::RememberReply<BookingView> remember = {});
    QCoro::Task<Result<BookingView>> find(BookingCaller caller, QString bookingId);
    /// A patch on the version the caller saw. Errors: those of submit(), Forbidden, Invalid "past_booking",
    /// "invalid_state", Conflict "stale_version" {version}.
    QCoro::Task<Result<ChangedBooking>> edit(BookingCaller caller, QString bookingId, QJsonObject patch,
                                             qint64 ifMatch);
    QCoro::Task<Result<ChangedBooking>> reopen(BookingCaller caller, QString bookingId, QJsonObject patch,
                                               qint64 ifMatch);
    /// {"round": n}. Errors: Forbidden, Invalid "past_booking", Conflict "stale_round" {seen_round, current_round,
    /// start_date, end_date, old_start_date, old_end_date}.
    QCoro::Task<Result<DecisionResult>> approve(BookingCaller caller, QString bookingId, QJsonObject body);
    /// {"round", "comment", "ack_confirmed"}. Also Invalid "confirmed_ack_required", "comment_required".
    QCoro::Task<Result<DecisionResult>> deny(BookingCaller caller, QString bookingId, QJsonObject body);
    /// {"comment"}. Errors: Forbidden, Invalid "past_booking", "comment_required".
    QCoro::Task<Result<DecisionResult>> cancel(BookingCaller caller, QString bookingId, QJsonObject body);

    /// For pages: what the action would meet now. `seenRound` is that of an action link. NotFound: deleted or unknown.
    QCoro::Task<Result<ActionLook>> look(BookingCaller caller, QString bookingId, BookingEvent action,
                                         std::optional<int> seenRound);
    /// Everything blocking in a range, for the request form (BKG-123). The booking `except` is left out.
    QCoro::Task<Result<QList<BookingConflict>>> conflicts(QString slug, DateRange range, QString except = {});

    /// All pending, confirmed and denied bookings of the caller's address, newest activity first (BKG-107).
    QCoro::Task<Result<BookingPage>> mine(BookingCaller caller, BookingListQuery query);
    /// BKG-106.
    QCoro::Task<Result<BookingPage>> approvals(BookingCaller caller, ApprovalsTab tab, BookingListQuery query);
    QCoro::Task<Result<BookingPage>> archive(BookingCaller caller, ArchiveQuery query);

    /// Of the house with this address, or of the house of a booking; empty for neither.
    QCoro::Task<Result<QString>> languageOf(QString slug, QString bookingId);
    /// For a link; for nobody in particular the only house there is, if it is the only one. Nothing is written.
    QCoro::Task<Result<LinkWays>> waysOf(BookingCaller caller);

    /// Calendars to subscribe to (BKG-119). NotFound for an unknown or archived house.
    QCoro::Task<Result<CalendarFile>> houseFeed(QString slug);
    QCoro::Task<Result<CalendarFile>> ownFeed(QString email);
    /// What opens the own feed; empty as long as nobody has asked for it, or after its key was retired.
    QCoro::Task<Result<QString>> feedToken(QString email);
    QCoro::Task<Result<QString>> makeFeedToken(QString email);

    /// Asks for access links (BKG-084 to BKG-086): always the same, whoever is known. `language` is that of the page.
    /// Errors: Invalid for a malformed address, Unavailable "rate_limited".
    QCoro::Task<Result<>> recover(BookingCaller caller, QString email, QString language);

private:
    QCoro::Task<Result<ChangedBooking>> change(ChangeKind kind, BookingCaller caller, QString bookingId,
                                               QJsonObject patch, qint64 ifMatch);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    BookingEnv m_environment;
};

/// The conflicts inside Error::details of "booking_conflict".
[[nodiscard]] QList<BookingConflict> conflictsOf(const Error &error);

} // namespace portier::bookings
