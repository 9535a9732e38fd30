// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/pages/pagerouter.h"

namespace portier::pages
{

/// Where mails name something that only the app shows: /trips/{id} leads into it. Looks nothing up, so it says nothing
/// about whether there is such a trip (PLT-044).
void addAppPages(PageRouter &router);

} // namespace portier::pages
