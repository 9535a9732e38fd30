// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/devicesignin.h"
#include "server/pages/signinpages.h"

namespace portier::pages
{

/// /auth/device: names the device that wants in, signs in, and leads back to the app (PLT-030, PLT-031).
void addDevicePages(PageRouter &router, SignInServices services, identity::DeviceSignIn &devices);

} // namespace portier::pages
