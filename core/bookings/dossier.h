// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/approvalset.h"
#include "core/bookings/bookingcaller.h"
#include "core/bookings/bookingenvironment.h"
#include "core/bookings/bookingview.h"

namespace portier::bookings
{

/// A booking with everything its rules and mails ask for.
struct Dossier {
    Resource resource;
    QList<Party> parties; ///< all of the resource, in order
    Booking booking;
    QList<Approval> approvals;
};
/// Without locks, for reading. NotFound "not_found".
[[nodiscard]] Result<Dossier> loadDossier(storage::Transaction &tx, const QString &bookingId);
/// Locks resource, then booking (BKG-017).
[[nodiscard]] Result<Dossier> lockDossier(storage::Transaction &tx, const QString &bookingId);

/// What a caller has proven: an address, parties, the right to administer.
struct CallerFacts {
    QString email;
    QStringList partyIds;
    bool admin = false;

    [[nodiscard]] bool actsFor(const QString &partyId) const { return partyIds.contains(partyId); }
};
/// Looks the account up. Error: Forbidden "authentication_required" for one that is gone.
[[nodiscard]] Result<CallerFacts> resolveCaller(const BookingEnvironment &environment, storage::Transaction &tx,
                                                const BookingCaller &caller);

[[nodiscard]] Standing standingOf(const CallerFacts &caller, const Dossier &dossier);
/// The slot the caller decides: of several, the first that is open. Null when none of its parties is asked.
[[nodiscard]] const Approval *ownApproval(const CallerFacts &caller, const Dossier &dossier);

/// The booking as this caller sees it. Error: NotFound "not_found" when it is not visible.
[[nodiscard]] Result<BookingView> viewOf(const Dossier &dossier, const QList<TimelineEvent> &timeline,
                                         const CallerFacts &caller, Instant now);
[[nodiscard]] ResourceView viewOf(const Resource &resource, const QList<Party> &parties, const Limits &instance,
                                  Instant now);
[[nodiscard]] PartyLabel labelOf(const Party &party);

} // namespace portier::bookings
