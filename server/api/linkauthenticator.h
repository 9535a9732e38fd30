// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/authenticator.h"

#include <memory>

namespace portier::identity
{
class LinkService;
}
namespace portier::operations
{
class RateLimits;
}

namespace portier::api
{

/// Standing links as bearer tokens (BKG-081). Tokens that open nothing count against `link_failures` of their client
/// prefix; beyond it they are 429. Both must outlive it.
[[nodiscard]] std::shared_ptr<Authenticator> makeLinkAuthenticator(identity::LinkService &links,
                                                                   operations::RateLimits &limits);

} // namespace portier::api
