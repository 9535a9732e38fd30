// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/resourceservice.h"
#include "server/commands/command.h"

namespace portier::commands
{

/// What a word of the command line names. Error: the exit code; what is wrong has been said already.
template <class T>
using Named = tl::expected<T, int>;

/// The operator at the terminal: an admin without limits.
[[nodiscard]] bookings::BookingCaller operatorCaller(const CoreCall &call);

/// "--resource ID|SLUG"
[[nodiscard]] OptionSpec resourceOption();
/// The house with this id or calendar address; without a word the only one that is not archived.
QCoro::Task<Named<bookings::ResourceRecord>> namedResource(std::shared_ptr<CoreCall> call, QString word);
/// The party with this id, or with this name in the house of --resource.
QCoro::Task<Named<bookings::Party>> namedParty(std::shared_ptr<CoreCall> call, QString word);

} // namespace portier::commands
