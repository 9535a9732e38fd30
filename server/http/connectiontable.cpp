// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connectiontable.h"

namespace portier::http
{

/// A trusted proxy carries many clients (PLT-069).
bool ConnectionTable::isExempt(const QHostAddress &peer) const
{
    return m_options->proxies.count > 0 && isInNetworks(peer, m_options->proxies.networks);
}

bool ConnectionTable::admits(const QHostAddress &peer) const
{
    if (m_count >= m_options->maxConnections)
        return false;
    return isExempt(peer) || m_byPrefix.value(clientPrefix(peer)) < m_options->maxConnectionsPerPrefix;
}

void ConnectionTable::opened(const QHostAddress &peer)
{
    ++m_count;
    ++m_byPrefix[clientPrefix(peer)];
}

void ConnectionTable::closed(const QHostAddress &peer)
{
    --m_count;
    const auto own = m_byPrefix.find(clientPrefix(peer));
    if (own != m_byPrefix.end() && --own.value() == 0)
        m_byPrefix.erase(own);
}

bool ConnectionTable::reserveBody(qint64 bytes)
{
    if (m_bodyBytes + bytes > m_options->bodyBudget)
        return false;
    m_bodyBytes += bytes;
    return true;
}

} // namespace portier::http
