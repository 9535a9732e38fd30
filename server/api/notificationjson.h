// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/historyreader.h"
#include "core/notifications/messagedesk.h"
#include "server/api/apirequest.h"
#include "server/api/listpage.h"

namespace portier::api
{

// How messages look to their owners and to admins.

[[nodiscard]] QJsonObject toJson(const notifications::HistoryItem &item);
/// With the ledger, and what was worded.
[[nodiscard]] QJsonObject toJson(const notifications::MessageDetail &detail);
/// Reads a page of the history after a message.
using ReadHistory = std::function<QCoro::Task<Result<notifications::HistoryPage>>(
    std::optional<notifications::HistoryCursor> after, int limit)>;
/// The page that the request asks for.
QCoro::Task<Result<ApiResponse>> answerHistory(ApiRequest request, ReadHistory read,
                                               std::shared_ptr<const Cursors> cursors);
/// Filters that both lists take: kind, state. Error: Invalid "bad_parameter".
[[nodiscard]] Result<notifications::HistoryFilter> commonFilter(const ApiRequest &request);

} // namespace portier::api
