// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::api
{

class ApiRouter;

/// GET /api/v1 and GET /openapi.json: what this service is and what it speaks (PLT-187).
void addServiceRoutes(ApiRouter &router);

} // namespace portier::api
