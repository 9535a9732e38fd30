// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/identity/principal.h"

#include <QCoroTask>

namespace portier::api
{

/// Tells who a bearer token belongs to. Implemented over identity.
class Authenticator
{
public:
    virtual ~Authenticator() = default;
    /// Never answers an anonymous principal: a token that is not good is Forbidden "invalid_token" (401), a good one
    /// whose owner is no longer allowed in is Forbidden with a code of its own (403).
    virtual QCoro::Task<Result<identity::Principal>> authenticate(QString token, QString clientPrefix) = 0;
};

} // namespace portier::api
