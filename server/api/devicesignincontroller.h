// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::identity
{
class DeviceSignIn;
}

namespace portier::api
{

class ApiRouter;

/// POST /api/v1/auth/token. `devices` must outlive the router.
void addDeviceSignInRoutes(ApiRouter &router, identity::DeviceSignIn &devices);

} // namespace portier::api
