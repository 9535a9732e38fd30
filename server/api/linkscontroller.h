// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace portier::identity
{
class LinkService;
}

namespace portier::api
{

class ApiRouter;
class Cursors;

/// POST /api/v1/links/{id}/renew, GET /api/v1/admin/links. `links` must outlive the router.
void addLinkRoutes(ApiRouter &router, identity::LinkService &links, std::shared_ptr<const Cursors> cursors);

} // namespace portier::api
