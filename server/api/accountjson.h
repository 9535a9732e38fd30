// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"

#include <QJsonObject>

namespace portier::api
{

/// An account as its owner and admins see it.
[[nodiscard]] QJsonObject toJson(const identity::Account &account);
[[nodiscard]] QJsonObject toJson(const identity::Session &session, const QString &currentSessionId);
/// {token, device_token, expires_at, account}: the one reply that shows the tokens.
[[nodiscard]] QJsonObject toJson(const identity::SignIn &signIn);

} // namespace portier::api
