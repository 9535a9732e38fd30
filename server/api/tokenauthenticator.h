// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/authenticator.h"

#include <QMap>

#include <memory>

namespace portier::api
{

/// Hands a bearer token to whoever knows its kind, told by its prefix ("ps_" sessions, "lk_" standing links); any other
/// token is refused.
[[nodiscard]] std::shared_ptr<Authenticator>
makeTokenAuthenticator(QMap<QString, std::shared_ptr<Authenticator>> byPrefix);

} // namespace portier::api
