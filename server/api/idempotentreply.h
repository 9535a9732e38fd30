// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/apirequest.h"

namespace portier::api
{

/// The stored form of a reply, for replays.
[[nodiscard]] operations::StoredReply toStoredReply(const ApiResponse &response);

/// What a controller of a creating route hands to its service: stores `render(result)` for replays inside the service's
/// own transaction. `render` runs on a database thread: a pure function of its argument and of values captured by
/// copy. The controller answers with the same `render` afterwards.
template <class T>
[[nodiscard]] operations::RememberReply<T> rememberReply(const ApiRequest &request,
                                                         std::function<ApiResponse(const T &)> render, Instant now)
{
    return [claim = request.idempotency, stored = request.replyStored, render = std::move(render),
            now](storage::Transaction &tx, const T &result) -> Result<> {
        if (claim.isEmpty())
            return {};
        stored->store(true);
        return operations::storeIdempotentReply(tx, claim, toStoredReply(render(result)), now);
    };
}

} // namespace portier::api
