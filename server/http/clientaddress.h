// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QString>

namespace portier::http
{

using Network = std::pair<QHostAddress, int>; ///< as QHostAddress::parseSubnet() gives it

/// Which proxies may speak for a client (PLT-076).
struct ProxyTrust {
    int count = 0;
    QList<Network> networks;
};

/// Who a request comes from.
struct ClientAddress {
    QHostAddress address;
    bool viaTrustedProxy = false; ///< the socket peer is one and proxies count: its other headers may be believed
    bool headerRejected = false;  ///< X-Forwarded-For was there and not believed (PLT-077)
    bool isProxy = false;         ///< the address is a trusted proxy's: whose request it is cannot be told (PLT-018)
};

/// `forwardedFor` is the joined value of all X-Forwarded-For fields, empty when there is none.
[[nodiscard]] ClientAddress resolveClient(const QHostAddress &peer, const QByteArray &forwardedFor,
                                          const ProxyTrust &trust);
[[nodiscard]] bool isInNetworks(const QHostAddress &address, const QList<Network> &networks);
/// IPv4-mapped IPv6 becomes IPv4; scope ids go.
[[nodiscard]] QHostAddress plainAddress(const QHostAddress &address);
/// What limits, lockout and audit know a client by: the IPv4 address, or "2001:db8:1:2::/64" (PLT-078).
[[nodiscard]] QString clientPrefix(const QHostAddress &address);

} // namespace portier::http
