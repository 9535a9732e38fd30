// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/condition.h"
#include "core/storage/transaction.h"

namespace portier::operations
{

/// Statements on notice_episodes, which all instances share: an episode is told of once, whoever sees it first.
class EpisodeStore
{
public:
    explicit EpisodeStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<Episodes> load();
    [[nodiscard]] Result<> save(const Condition &condition, const Episode &episode);
    [[nodiscard]] Result<> remove(const Condition &condition);
    /// Those that nobody looks at any more, such as of an instance that is gone; gives their number.
    [[nodiscard]] static Result<qint64> removeForgotten(storage::Transaction &tx, Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::operations
