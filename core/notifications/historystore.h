// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/history.h"

namespace portier::notifications
{

/// Statements that look back on messages.
class HistoryStore
{
public:
    explicit HistoryStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<QList<HistoryItem>> list(const HistoryFilter &filter,
                                                  const std::optional<HistoryCursor> &after, int limit);
    [[nodiscard]] Result<std::optional<HistoryItem>> find(const QString &id);
    [[nodiscard]] Result<QList<AttemptRow>> attempts(const QString &messageId);
    [[nodiscard]] Result<> setDiscarded(const QString &id, const std::optional<Instant> &at);

    [[nodiscard]] Result<QList<Message>> endedWithBody(Instant before, int limit);
    [[nodiscard]] Result<> eraseBody(const QString &id, const QString &maskedAddress);
    [[nodiscard]] Result<int> removeEventsBefore(Instant before, int limit);

private:
    [[nodiscard]] Result<QList<HistoryItem>> items(const QString &condition, const storage::Binds &binds, int limit);

    storage::Transaction &m_tx;
};

} // namespace portier::notifications
