// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::operations
{
class HealthChecks;
}

namespace portier::api
{

class ApiRouter;

/// GET /health and GET /ready (PLT-170, PLT-171). `checks` must outlive the router.
void addHealthRoutes(ApiRouter &router, operations::HealthChecks &checks);

} // namespace portier::api
