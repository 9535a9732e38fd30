// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/endpointguard.h"

#include <QRegularExpression>

#include <algorithm>

namespace portier::operations
{

using namespace Qt::StringLiterals;

namespace
{

using Subnet = std::pair<QHostAddress, int>;

QList<Subnet> subnets(std::initializer_list<const char *> texts)
{
    QList<Subnet> list;
    for (const char *text : texts)
        list.append(QHostAddress::parseSubnet(QString::fromLatin1(text)));
    return list;
}

bool isInAny(const QHostAddress &address, const QList<Subnet> &list)
{
    return std::any_of(list.cbegin(), list.cend(), [&address](const Subnet &subnet) {
        return address.protocol() == subnet.first.protocol() && address.isInSubnet(subnet);
    });
}

tl::unexpected<Error> refused(QLatin1StringView code, QLatin1StringView why)
{
    return fail(Error::invalid(QString(code), QString(why)));
}

/// "0x7f.1", "2130706433", "127.1": names to us, addresses to many C libraries.
bool looksLikeNumericHost(const QString &host)
{
    static const QRegularExpression form(u"\\A(0[xX])?[0-9a-fA-F]*(\\.(0[xX])?[0-9a-fA-F]*)*\\.?\\z"_s);
    static const QRegularExpression lastLabel(u"(\\A|\\.)(0[xX][0-9a-fA-F]*|[0-9]+)\\.?\\z"_s);
    return form.match(host).hasMatch() && lastLabel.match(host).hasMatch();
}

} // namespace

Result<Endpoint> readEndpoint(const QString &text, const EndpointExceptions &exceptions)
{
    static const QRegularExpression unfit(u"[\\x00-\\x20\\x7f\\\\]"_s);
    const QUrl url(text, QUrl::StrictMode);
    if (text.size() > 2048 || unfit.match(text).hasMatch() || !url.isValid() || url.isRelative())
        return refused("url_invalid"_L1, "not an absolute URL"_L1);
    Endpoint endpoint;
    endpoint.url = url;
    endpoint.scheme = url.scheme();
    if (endpoint.scheme != "https"_L1 && !(exceptions.http && endpoint.scheme == "http"_L1))
        return refused("url_scheme"_L1, "only https is allowed"_L1);
    if (!url.userInfo().isEmpty() || url.authority().contains(u'@'))
        return refused("url_user_info"_L1, "no user name or password in the URL"_L1);
    if (url.hasFragment())
        return refused("url_invalid"_L1, "no fragment in the URL"_L1);
    const int port = url.port(endpoint.scheme == "https"_L1 ? 443 : 80);
    if (port < 1 || port > 65535)
        return refused("url_port"_L1, "port out of range"_L1);
    endpoint.port = static_cast<quint16>(port);

    endpoint.host = url.host(QUrl::FullyEncoded).toLower();
    if (endpoint.host.startsWith(u'[') && endpoint.host.endsWith(u']'))
        endpoint.host = endpoint.host.sliced(1, endpoint.host.size() - 2);
    endpoint.isAllowedHost = exceptions.hosts.contains(endpoint.host);
    const bool isLiteral = !QHostAddress(endpoint.host).isNull();
    if (endpoint.host.isEmpty() || endpoint.host.contains(u'%') ||
        (!isLiteral && looksLikeNumericHost(endpoint.host)) ||
        (!isLiteral && !endpoint.isAllowedHost && !endpoint.host.contains(u'.')))
        return refused("url_host"_L1, "not a public host name"_L1);
    return endpoint;
}

bool isPublicAddress(const QHostAddress &address)
{
    static const QList<Subnet> closed = subnets({
        "0.0.0.0/8",       "10.0.0.0/8",    "100.64.0.0/10",   "127.0.0.0/8",       "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24",    "192.0.2.0/24",  "192.31.196.0/24", "192.52.193.0/24",   "192.88.99.0/24", "192.168.0.0/16",
        "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",    "224.0.0.0/4",    "240.0.0.0/4",
        "2001::/23",       "2001:db8::/32", "2002::/16",       "2620:4f:8000::/48", "3fff::/20",
    });
    static const QList<Subnet> globalUnicast6 = subnets({"2000::/3"});
    if (address.isNull())
        return false;
    // Everything of IPv6 outside 2000::/3 (loopback, mapped, NAT64, unique-local, link-local, multicast) is closed.
    if (address.protocol() == QAbstractSocket::IPv6Protocol && !isInAny(address, globalUnicast6))
        return false;
    return !isInAny(address, closed);
}

Result<> checkAddresses(const Endpoint &endpoint, const QList<QHostAddress> &addresses,
                        const EndpointExceptions &exceptions)
{
    if (addresses.isEmpty())
        return fail(Error::unavailable(u"endpoint_unresolved"_s, u"the host name has no address"_s));
    if (endpoint.isAllowedHost)
        return {};
    for (const QHostAddress &address : addresses) {
        if (!isPublicAddress(address) && !isInAny(address, exceptions.networks))
            return fail(Error::forbidden(u"endpoint_refused"_s, u"the host leads to an address that is not public"_s));
    }
    return {};
}

} // namespace portier::operations
