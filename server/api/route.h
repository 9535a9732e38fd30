// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/access.h"
#include "server/api/apirequest.h"

#include <QCoroTask>
#include <QStringList>

#include <functional>

namespace portier::api
{

/// A handler takes the request by value (it may outlive the client) and answers a response or an Error, which the
/// router turns into problem+json in the caller's language. Whatever it captures must outlive the router.
using Handler = std::function<QCoro::Task<Result<ApiResponse>>(ApiRequest)>;

enum class BodyKind {
    None, ///< a body is ignored
    Json, ///< a JSON object, parsed strictly into ApiRequest::json
    Raw,  ///< the handler reads ApiRequest::body and Content-Type itself (415 is its business)
};

enum class IdempotencyUse { None, Accepted, Required };

/// Everything about a route in one place: method, path, access, policy, handler.
struct Route {
    Method method;
    QString pattern; ///< "/api/v1/trips/{id}"; a {name} matches one segment
    Access access;
    Handler handler;
    BodyKind body = BodyKind::None;
    qint64 bodyLimit = 0;         ///< bytes; 0: RouterServices::bodyLimit
    QString ratePolicy = {};      ///< empty: "reads" for GET, "general" for others; "none": exempt
    QString anonymousPolicy = {}; ///< for callers without a credential; empty: the same
    bool refundOn4xx = false;     ///< a refused request gives its charge back
    IdempotencyUse idempotency = IdempotencyUse::None;
    bool sealReply = false;           ///< the reply holds a secret: never compressed, stored sealed for replays
    bool needsIfMatch = false;        ///< 428 without; ApiRequest::ifMatch holds the version
    QStringList queryParameters = {}; ///< others are 400 unknown_parameter
    QStringList aliases = {};         ///< further patterns for the same route (PLT-188)
    QList<QByteArray> produces = {"application/json"}; ///< media types, for Accept (406)
};

} // namespace portier::api
