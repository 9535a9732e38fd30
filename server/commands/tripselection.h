// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/tripenvironment.h"
#include "server/commands/command.h"

namespace portier::commands
{

/// Whose trips a command is about: one of --trip ID, --user EMAIL, --all.
struct TripSelection {
    trips::Caller caller; ///< the owner of the trips, acted for by the operator
    QString tripId;       ///< empty: all of the caller's
};

/// The options --trip, --user and --all.
[[nodiscard]] QList<OptionSpec> tripSelectionOptions();
/// Errors: Invalid "usage" unless exactly one is given; NotFound.
[[nodiscard]] QCoro::Task<Result<QList<TripSelection>>> selectTrips(std::shared_ptr<CoreCall> call);
/// The operator acting for the account of this address. Error: NotFound.
[[nodiscard]] QCoro::Task<Result<trips::Caller>> callerByEmail(std::shared_ptr<CoreCall> call, QString email);

} // namespace portier::commands
