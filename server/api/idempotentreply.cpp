// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/idempotentreply.h"

namespace portier::api
{

operations::StoredReply toStoredReply(const ApiResponse &response)
{
    return {response.status, response.contentType, response.body, QString::fromUtf8(response.header("location"))};
}

} // namespace portier::api
