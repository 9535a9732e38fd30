// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace portier::operations
{
class AuditReader;
}

namespace portier::api
{

class ApiRouter;
class Cursors;

/// GET /api/v1/admin/audit, as a list or as a CSV file (PLT-143). `audit` must outlive the router.
void addAdminAuditRoutes(ApiRouter &router, operations::AuditReader &audit, std::shared_ptr<const Cursors> cursors);

} // namespace portier::api
