// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/authenticator.h"

#include <memory>

namespace portier::identity
{
class SessionService;
}

namespace portier::api
{

/// Session tokens; `sessions` must outlive it.
[[nodiscard]] std::shared_ptr<Authenticator> makeSessionAuthenticator(identity::SessionService &sessions);

} // namespace portier::api
