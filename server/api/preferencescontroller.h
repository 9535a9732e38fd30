// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::notifications
{
class PreferenceService;
}

namespace portier::api
{

class ApiRouter;

/// GET and PATCH /me/notification-preferences (PLT-128) and POST /notifications/unsubscribe (PLT-131). `preferences`
/// must outlive the router.
void addPreferenceRoutes(ApiRouter &router, notifications::PreferenceService &preferences);

} // namespace portier::api
