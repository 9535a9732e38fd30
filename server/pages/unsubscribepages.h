// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/preferenceservice.h"
#include "server/pages/pagerouter.h"

namespace portier::pages
{

/// /unsubscribe/{token} (PLT-131, PLT-132). `preferences` must outlive the router.
void addUnsubscribePages(PageRouter &router, notifications::PreferenceService &preferences);

} // namespace portier::pages
