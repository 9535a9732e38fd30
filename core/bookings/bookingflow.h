// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingpolicy.h"
#include "core/bookings/bookingservice.h"
#include "core/bookings/bookingwriter.h"

namespace portier::bookings
{

/// How a submission ended. A conflict commits, because the submission counts for its limit (BKG-089).
struct SubmitOutcome {
    std::optional<BookingView> view;
    std::optional<Error> refusal;
};

/// The use cases that change bookings, inside one transaction, with their checks in the order of BKG-059.
class BookingFlow
{
public:
    BookingFlow(const BookingEnvironment &environment, storage::Transaction &tx, BookingCaller caller, Instant now)
        : m_environment(environment), m_tx(tx), m_caller(std::move(caller)), m_now(now)
    {
    }

    [[nodiscard]] Result<SubmitOutcome> submit(const QJsonObject &body);
    [[nodiscard]] Result<ChangedBooking> change(ChangeKind kind, const QString &bookingId, const QJsonObject &patch,
                                                qint64 ifMatch);
    [[nodiscard]] Result<DecisionResult> decide(DecisionKind kind, const QString &bookingId, const QJsonObject &body);
    [[nodiscard]] Result<DecisionResult> cancel(const QString &bookingId, const QJsonObject &body);

private:
    struct Scene {
        CallerFacts caller;
        Standing standing;
        Dossier dossier;
        Limits limits;
        QDate today;
    };
    /// The booking, locked, if the caller may know of it or may act on it in this role.
    [[nodiscard]] Result<Scene> open(const QString &bookingId, ActorRole role);
    [[nodiscard]] EventFacts factsOf(const Scene &scene, ActorRole role) const;
    /// `byAddress`: a proven requester's address counts as proof, as it does for edits (BKG-032).
    [[nodiscard]] std::optional<Party> selfApprovingIn(const Scene &scene, bool byAddress) const;
    [[nodiscard]] FieldFacts fieldFacts(const Scene &scene) const;
    [[nodiscard]] Result<> requireFree(const Dossier &dossier);
    [[nodiscard]] Result<std::optional<Error>> chargeSubmission(const Scene &scene);
    [[nodiscard]] TimelineActor submitterOf(Scene &scene) const;
    [[nodiscard]] Result<BookingView> reload(const Scene &scene);
    [[nodiscard]] Result<DecisionResult> alreadyDone(const Scene &scene, BookingStatus status);
    [[nodiscard]] Result<Error> withRounds(Error error, const Scene &scene, std::optional<int> seenRound);

    const BookingEnvironment &m_environment;
    storage::Transaction &m_tx;
    BookingCaller m_caller;
    Instant m_now;
};

/// Conflict "booking_conflict" with the public fields of who is in the way (BKG-104).
[[nodiscard]] Error conflictError(const QList<BookingConflict> &conflicts);
/// The dates a booking had in a round, from its timeline (BKG-043).
[[nodiscard]] DateRange rangeInRound(const Booking &booking, const QList<TimelineEvent> &timeline, int round);

} // namespace portier::bookings
