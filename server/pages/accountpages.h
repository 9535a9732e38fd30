// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountlinks.h"
#include "server/pages/pagerouter.h"

namespace portier::pages
{

/// /account/{token}: verification, change of e-mail, invitation and reset (PLT-004, PLT-005, PLT-015). `links` must
/// outlive the router.
void addAccountPages(PageRouter &router, identity::AccountLinks &links);

} // namespace portier::pages
