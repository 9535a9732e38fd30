// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::operations
{
class Inbox;
}

namespace portier::api
{

class ApiRouter;

/// GET /api/v1/me/inbox (PLT-189). `inbox` must outlive the router.
void addInboxRoute(ApiRouter &router, operations::Inbox &inbox);

} // namespace portier::api
