// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/cors.h"

namespace portier::api
{

void addCors(const QStringList &origins, const ApiRequest &request, const QByteArray &allow, ApiResponse *response)
{
    if (origins.isEmpty())
        return;
    response->withHeader("vary", "Origin");
    const QByteArray origin = request.header("origin");
    if (origin.isEmpty() || !origins.contains(QString::fromLatin1(origin)))
        return;
    response->withHeader("access-control-allow-origin", origin);
    if (request.method == Method::Options && !request.header("access-control-request-method").isEmpty()) {
        response->withHeader("access-control-allow-methods", allow);
        response->withHeader("access-control-allow-headers",
                             "authorization, content-type, accept-language, if-match, if-none-match, idempotency-key");
        response->withHeader("access-control-max-age", "600");
    } else {
        response->withHeader("access-control-expose-headers",
                             "etag, location, link, retry-after, ratelimit, ratelimit-policy, x-request-id, "
                             "idempotency-replayed");
    }
}

} // namespace portier::api
