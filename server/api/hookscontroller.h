// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <functional>
#include <memory>

namespace portier::notifications
{
class ReportDesk;
}

namespace portier::api
{

class ApiRouter;

/// What providers prove themselves with; an empty one closes its hook (404).
struct HookSecrets {
    QString twilioToken;       ///< twilio.auth_token
    QString resendSecret;      ///< resend.webhook_secret, "whsec_…"
    QString sendGridPublicKey; ///< sendgrid.webhook_key
};

struct HookServices {
    notifications::ReportDesk &reports;
    std::shared_ptr<Clock> clock;
    QString publicUrl;                    ///< what Twilio signs
    std::function<HookSecrets()> secrets; ///< as they are now
};

/// POST /hooks/twilio, /hooks/resend, /hooks/sendgrid: what became of messages, and bounces (PLT-118, PLT-124). The
/// provider's signature over the exact bytes is the only credential. Errors: 404 while a hook has no secret, 401
/// "invalid_signature".
void addHookRoutes(ApiRouter &router, const HookServices &services);

} // namespace portier::api
