// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/pages/pagerouter.h"

namespace portier::trips
{
class PauseLinks;
}

namespace portier::pages
{

/// /trips/pause/{token}: pauses the trip of an alert mail (TRP-201); opening it changes nothing (PLT-041). `links` must
/// outlive the router.
void addPausePages(PageRouter &router, trips::PauseLinks &links);

} // namespace portier::pages
