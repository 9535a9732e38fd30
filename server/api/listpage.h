// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "server/api/apirequest.h"
#include "server/api/cursors.h"

#include <QJsonArray>

namespace portier::api
{

/// Which part of a list the caller asks for.
struct PageRequest {
    int limit = 20;
    std::optional<QJsonObject> after; ///< position behind which the page begins, as the list's service made it
};

/// One page as a service gives it.
struct Page {
    QJsonArray items;
    std::optional<QJsonObject> next; ///< position for the next page; nothing at the end
    std::optional<qint64> total;     ///< only where the capability says so
};

/// Reads `limit` (1 to 100) and `cursor`. Errors: Invalid "bad_parameter", Invalid "bad_cursor".
[[nodiscard]] Result<PageRequest> readPage(const ApiRequest &request, const Cursors &cursors);
/// `{items, next_cursor, total?}` with Link rel="next" (PLT-053).
[[nodiscard]] ApiResponse listReply(const ApiRequest &request, const Cursors &cursors, const Page &page);
/// A whole number among the query parameters; nothing when absent. Error: Invalid "bad_parameter".
[[nodiscard]] Result<std::optional<qint64>> queryInteger(const ApiRequest &request, const QString &name, qint64 min,
                                                         qint64 max);
/// An RFC 3339 instant among the query parameters; nothing when absent. Error: Invalid "bad_parameter".
[[nodiscard]] Result<std::optional<Instant>> queryInstant(const ApiRequest &request, const QString &name);
/// "true" or "false" among the query parameters; false when absent. Error: Invalid "bad_parameter".
[[nodiscard]] Result<bool> queryFlag(const ApiRequest &request, const QString &name);
[[nodiscard]] Error badParameter(const QString &name);

} // namespace portier::api
