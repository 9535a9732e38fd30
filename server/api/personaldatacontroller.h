// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace portier
{
class Clock;
}
namespace portier::operations
{
class DataExports;
class Erasures;
} // namespace portier::operations

namespace portier::api
{

class ApiRouter;

/// What the routes of a person's data stand on; all of it outlives the router.
struct PersonalDataServices {
    operations::DataExports &exports;
    operations::Erasures &erasures;
    std::shared_ptr<Clock> clock;
};

/// /api/v1/me/export, /me/erasure, /admin/exports and /admin/erasures (PLT-157, PLT-158).
void addPersonalDataRoutes(ApiRouter &router, const PersonalDataServices &services);

} // namespace portier::api
