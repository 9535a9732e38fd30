// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/clientaddress.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

/// One entry of X-Forwarded-For: an address, perhaps with port ("192.0.2.1:80", "[2001:db8::1]:443") or brackets.
std::optional<QHostAddress> parseEntry(const QByteArray &entry)
{
    QString text = QString::fromLatin1(entry.trimmed());
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0 || (end + 1 < text.size() && text.at(end + 1) != u':'))
            return std::nullopt;
        text = text.sliced(1, end - 1);
    } else if (text.count(u':') == 1) {
        text.truncate(text.indexOf(u':'));
    }
    // QHostAddress takes "1.2" and "17" for addresses, as inet_aton does.
    const bool dotted = text.count(u'.') == 3;
    QHostAddress address;
    if (!(dotted || text.contains(u':')) || text.contains(u'%') || !address.setAddress(text))
        return std::nullopt;
    return plainAddress(address);
}

} // namespace

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4)
        return QHostAddress(v4);
    QHostAddress plain = address;
    plain.setScopeId({});
    return plain;
}

bool isInNetworks(const QHostAddress &address, const QList<Network> &networks)
{
    const QHostAddress plain = plainAddress(address);
    return std::any_of(networks.begin(), networks.end(),
                       [&plain](const Network &network) { return plain.isInSubnet(network); });
}

ClientAddress resolveClient(const QHostAddress &peer, const QByteArray &forwardedFor, const ProxyTrust &trust)
{
    ClientAddress client{plainAddress(peer), false, false, false};
    client.viaTrustedProxy = client.isProxy = trust.count > 0 && isInNetworks(peer, trust.networks);
    if (!client.viaTrustedProxy || forwardedFor.isEmpty())
        return client;
    const QList<QByteArray> entries = forwardedFor.split(',');
    client.headerRejected = true;
    if (entries.size() < trust.count)
        return client;
    for (int skipped = 1; skipped < trust.count; ++skipped) {
        const auto proxy = parseEntry(entries.at(entries.size() - skipped));
        if (!proxy || !isInNetworks(*proxy, trust.networks))
            return client;
    }
    const auto address = parseEntry(entries.at(entries.size() - trust.count));
    if (!address)
        return client;
    // No header makes a client count as loopback (PLT-078).
    if (address->isLoopback())
        return client;
    client.address = *address;
    client.headerRejected = client.isProxy = false;
    return client;
}

QString clientPrefix(const QHostAddress &address)
{
    const QHostAddress plain = plainAddress(address);
    if (plain.protocol() == QAbstractSocket::IPv4Protocol)
        return plain.toString();
    Q_IPV6ADDR bytes = plain.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), quint8(0));
    return QHostAddress(bytes).toString() + u"/64"_s;
}

} // namespace portier::http
