// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/httpoptions.h"

#include <QHash>

namespace portier::http
{

/// What all connections together may use (PLT-069): their number, per client prefix, too, body bytes in flight, and
/// reply bytes that wait for slow readers.
class ConnectionTable
{
public:
    explicit ConnectionTable(std::shared_ptr<const HttpOptions> options) : m_options(std::move(options)) {}

    [[nodiscard]] bool admits(const QHostAddress &peer) const;
    void opened(const QHostAddress &peer);
    void closed(const QHostAddress &peer);
    [[nodiscard]] int count() const { return m_count; }

    /// False when the budget does not hold the bytes; nothing is reserved then.
    [[nodiscard]] bool reserveBody(qint64 bytes);
    void releaseBody(qint64 bytes) { m_bodyBytes -= bytes; }
    void waitingChanged(qint64 difference) { m_waitingBytes += difference; }
    [[nodiscard]] bool isReplyBudgetSpent() const { return m_waitingBytes > m_options->replyBudget; }

private:
    [[nodiscard]] bool isExempt(const QHostAddress &peer) const;

    std::shared_ptr<const HttpOptions> m_options;
    QHash<QString, int> m_byPrefix;
    int m_count = 0;
    qint64 m_bodyBytes = 0;
    qint64 m_waitingBytes = 0;
};

} // namespace portier::http
