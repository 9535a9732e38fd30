// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::operations
{
class RuntimeSettings;
}

namespace portier::api
{

class ApiRouter;

/// GET and PATCH /api/v1/admin/settings (PLT-182 to PLT-185). `settings` must outlive the router.
void addAdminSettingsRoutes(ApiRouter &router, operations::RuntimeSettings &settings);

} // namespace portier::api
