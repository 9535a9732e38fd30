// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingmails.h"
#include "core/bookings/bookingstore.h"

namespace portier::bookings
{

struct Submission;

/// A new booking of what was asked for, pending, not yet stored.
[[nodiscard]] Booking bookingFrom(const Submission &submission, const Resource &resource, Instant now);

/// Who did it, as the timeline remembers it.
struct TimelineActor {
    ActorRole role = ActorRole::Requester;
    QString partyId;
};

/// Writes what the state machine decided: booking, approvals, timeline, audit, feed and mails of one change (BKG-018).
class BookingWriter
{
public:
    BookingWriter(const BookingEnvironment &environment, storage::Transaction &tx, operations::Actor cause, Instant now)
        : m_environment(environment), m_tx(tx), m_cause(std::move(cause)), m_now(now)
    {
    }

    /// A round begins: the present approval set, all open but the requester's own (BKG-031, BKG-032).
    [[nodiscard]] Result<> startRound(Dossier &dossier, const std::optional<Party> &self);
    [[nodiscard]] Result<> decide(Dossier &dossier, const QString &partyId, Decision decision,
                                  const std::optional<QString> &comment);

    struct Change {
        Booking before; ///< as it was read; a new booking: itself
        bool created = false;
        TimelineActor actor;
        std::optional<QString> note;
        MailFacts mails;
        QString auditAction; ///< "booking.approved"
        QJsonObject auditChanges;
    };
    /// Takes the effects over into the booking and writes all of it; approvals are written before.
    [[nodiscard]] Result<> commit(Dossier &dossier, const Effects &effects, const Change &change);

private:
    [[nodiscard]] Result<> appendTimeline(const Dossier &dossier, const Effects &effects, const Change &change);

    const BookingEnvironment &m_environment;
    storage::Transaction &m_tx;
    operations::Actor m_cause;
    Instant m_now;
};

} // namespace portier::bookings
