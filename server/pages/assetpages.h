// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::pages
{

class PageRouter;

/// What pages load, and what robots are told (BKG-129).
void addAssetPages(PageRouter &router);

} // namespace portier::pages
