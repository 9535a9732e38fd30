// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/sealer.h"
#include "core/trips/tripservice.h"

namespace portier::trips
{

/// The links in alert mails that pause one trip (TRP-201). A token is signed and needs no row: it never expires, opens
/// nothing else, and shows no more than the name of its trip. Methods are coroutines of this object, which must outlive
/// them.
class PauseLinks
{
public:
    PauseLinks(storage::Database &database, TripService &trips, std::shared_ptr<const operations::Sealer> sealer);

    /// Any thread. "/trips/pause/<token>"
    [[nodiscard]] QString pathOf(const QString &tripId) const;
    /// Error: NotFound "not_found" for a token that we did not make, and for a trip that is gone.
    QCoro::Task<Result<Trip>> find(QString token);
    /// Pausing twice is fine. Errors: those of find(), Conflict "trip_expired".
    QCoro::Task<Result<>> pause(QString token, operations::Actor actor);

private:
    [[nodiscard]] std::optional<QString> tripOf(const QString &token) const;

    storage::Database &m_database;
    TripService &m_trips;
    std::shared_ptr<const operations::Sealer> m_sealer;
};

} // namespace portier::trips
