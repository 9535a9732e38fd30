// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::operations
{
class FeedReader;
}

namespace portier::api
{

class ApiRouter;

/// GET /api/v1/changes (PLT-080 to PLT-084). `feed` must outlive the router.
void addChangesRoute(ApiRouter &router, operations::FeedReader &feed);

} // namespace portier::api
