// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/route.h"

namespace portier::api
{

/// A handler as a plain function of the request and its controller's services.
template <class Services>
using Answer = QCoro::Task<Result<ApiResponse>> (*)(ApiRequest, Services);

/// Makes the routes of one administrative area: called with a method, what follows "/api/v1/admin" + `area`, and the
/// handler, it gives a route for admins only.
template <class Services>
[[nodiscard]] auto adminRoutes(const QString &area, const Services &services)
{
    return [prefix = QStringLiteral("/api/v1/admin") + area, services](Method method, const QString &rest,
                                                                       Answer<Services> answer) {
        return Route{method, prefix + rest, Access::role(identity::Role::Admin),
                     [services, answer](ApiRequest request) { return answer(std::move(request), services); }};
    };
}

} // namespace portier::api
