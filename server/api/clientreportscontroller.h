// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace portier::operations
{
class ClientReports;
}

namespace portier::api
{

class ApiRouter;
class Cursors;

/// POST /api/v1/feedback and /telemetry/client for anybody, GET /admin/client-reports. `reports` must outlive the
/// router.
void addClientReportRoutes(ApiRouter &router, operations::ClientReports &reports,
                           std::shared_ptr<const Cursors> cursors);

} // namespace portier::api
