// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingcaller.h"
#include "core/bookings/bookingenvironment.h"
#include "core/operations/sealedcolumnstore.h"
#include "core/scheduling/jobrunner.h"

namespace portier::bookings
{

inline constexpr auto recoveryJob = QLatin1String("bookings.recovery");

/// Takes the wish for access links: does the same for known and unknown addresses (BKG-084 to BKG-086). Errors:
/// Invalid for a malformed address, Unavailable "rate_limited".
[[nodiscard]] Result<> askForLinks(const BookingEnvironment &environment, storage::Transaction &tx,
                                   const BookingCaller &caller, const QString &email, const QString &language,
                                   Instant now);

/// A wish whose job has died or was cancelled takes its address along (BKG-086). Gives how many went.
[[nodiscard]] Result<qint64> removeLostRequests(storage::Transaction &tx);
/// Drops the wishes of an address that no job has answered yet.
[[nodiscard]] Result<> forgetRecovery(const BookingEnvironment &environment, storage::Transaction &tx,
                                      const QString &email);

/// The job that looks the address up and mails its links.
[[nodiscard]] scheduling::JobKind recoveryKind(BookingEnv environment, std::shared_ptr<Clock> clock);
/// Where the addresses lie until their job has run.
[[nodiscard]] operations::SealedColumn sealedRecoveryAddresses();

} // namespace portier::bookings
