// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/identity/sessionservice.h"

namespace portier::identity
{

/// Signs in the one owner of a desktop's own data folder, an administrator without a password, and makes the account
/// with the folder (PLT-006). `language` counts for a new account. Error: Conflict "not_a_local_folder" when the first
/// account of the data is somebody else: then a password decides.
QCoro::Task<Result<SignIn>> signInLocalOwner(storage::Database &database, std::shared_ptr<Clock> clock,
                                             QString language, QString timeZone);

} // namespace portier::identity
