// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/route.h"

namespace portier::api
{

/// The checks every route shares that need nothing but the request itself.

/// The token of "Authorization: Bearer …"; empty without the header. Error: Forbidden "invalid_token" for any other
/// scheme or shape, so that a bad value never counts as none (PLT-045).
[[nodiscard]] Result<QString> bearerToken(const ApiRequest &request);
/// A proxy put in who it asks for: X-Forwarded-For or one of its kin is there, believed or not.
[[nodiscard]] bool speaksForOthers(const QList<Header> &headers);
/// Fills request->query. Errors: Invalid "bad_parameter", "unknown_parameter" (PLT-046).
[[nodiscard]] Result<> readQuery(const Route &route, ApiRequest *request);
/// Fills request->json where the route takes JSON. Errors: Invalid "payload_too_large", "unsupported_media_type",
/// "malformed_json", and "unknown_field" for members sent to a route that takes none.
[[nodiscard]] Result<> readBody(const Route &route, ApiRequest *request);
/// The claim of the request's Idempotency-Key; empty when none is sent or the route takes none. Errors: Invalid
/// "idempotency_key_required", "idempotency_key_invalid" (PLT-055, PLT-058).
[[nodiscard]] Result<operations::IdempotencyClaim> readIdempotencyKey(const Route &route, const ApiRequest &request,
                                                                      const QString &claimId);

} // namespace portier::api
