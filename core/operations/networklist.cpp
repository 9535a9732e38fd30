// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/networklist.h"

namespace portier::operations
{

NetworkList networksOf(const QStringList &words)
{
    NetworkList networks;
    for (const QString &word : words) {
        if (word == u"loopback")
            networks +=
                {{QHostAddress(QStringLiteral("127.0.0.0")), 8}, {QHostAddress(QHostAddress::LocalHostIPv6), 128}};
        else if (word.contains(u'/'))
            networks += QHostAddress::parseSubnet(word);
        else
            networks += {QHostAddress(word), word.contains(u':') ? 128 : 32};
    }
    return networks;
}

bool containsPrefix(const NetworkList &networks, const QString &clientPrefix)
{
    if (clientPrefix.isEmpty())
        return false;
    const bool isAddress = !clientPrefix.contains(u'/');
    const auto [address, length] =
        isAddress ? std::pair(QHostAddress(clientPrefix), 32) : QHostAddress::parseSubnet(clientPrefix);
    return std::any_of(networks.begin(), networks.end(), [&address = address, &length = length](const auto &network) {
        return network.first.protocol() == address.protocol() && network.second <= length &&
               address.isInSubnet(network);
    });
}

} // namespace portier::operations
