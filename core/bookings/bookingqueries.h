// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingservice.h"

namespace portier::bookings
{

/// The use cases that only look, inside one transaction.
class BookingQueries
{
public:
    BookingQueries(const BookingEnvironment &environment, storage::Transaction &tx, BookingCaller caller, Instant now)
        : m_environment(environment), m_tx(tx), m_caller(std::move(caller)), m_now(now)
    {
    }

    [[nodiscard]] Result<ResourceView> resource(const QString &slug);
    [[nodiscard]] Result<CalendarPage> calendar(const CalendarQuery &query);
    [[nodiscard]] Result<QList<BookingConflict>> conflicts(const QString &slug, const DateRange &range,
                                                           const QString &except);
    [[nodiscard]] Result<BookingView> find(const QString &bookingId);
    [[nodiscard]] Result<ActionLook> look(const QString &bookingId, BookingEvent action, std::optional<int> seenRound);
    [[nodiscard]] Result<BookingPage> mine(const BookingListQuery &query);
    [[nodiscard]] Result<BookingPage> approvals(ApprovalsTab tab, const BookingListQuery &query);
    [[nodiscard]] Result<BookingPage> archive(const ArchiveQuery &query);

private:
    const BookingEnvironment &m_environment;
    storage::Transaction &m_tx;
    BookingCaller m_caller;
    Instant m_now;
};

} // namespace portier::bookings
