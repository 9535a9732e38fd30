// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingenvironment.h"
#include "core/identity/accountsight.h"

namespace portier::runtime
{

// What bookings know of accounts, asked of identity in their transaction.

[[nodiscard]] bookings::BookingAccount bookingAccountOf(const identity::AccountDetails &details);
[[nodiscard]] Result<std::optional<bookings::BookingAccount>> findBookingAccount(storage::Transaction &tx,
                                                                                 const QString &accountId);
[[nodiscard]] Result<QList<bookings::BookingAccount>> bookingAccountsOfParty(storage::Transaction &tx,
                                                                             const QString &partyId);
[[nodiscard]] Result<std::optional<bookings::BookingAccount>> bookingAccountByEmail(storage::Transaction &tx,
                                                                                    const QString &email);

} // namespace portier::runtime
