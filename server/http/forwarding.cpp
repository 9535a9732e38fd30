// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/forwarding.h"

#include "server/api/replyheaders.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

bool isRequestId(const QByteArray &text)
{
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    };
    return text.size() >= 8 && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

/// The scheme by which the client came to the outermost trusted proxy. Proxies either keep one value or append one
/// each, as they do with addresses; what stands further left is the client's own story (PLT-077).
QByteArray forwardedScheme(const RequestHead &head, int proxyCount)
{
    const QList<QByteArray> values = head.joined("x-forwarded-proto").split(',');
    return values.at(std::max<qsizetype>(0, values.size() - proxyCount)).trimmed().toLower();
}

} // namespace

QString requestIdOf(const RequestHead &head, const ClientAddress &client, const QString &made)
{
    const QByteArray sent = head.joined("x-request-id");
    return client.viaTrustedProxy && isRequestId(sent) ? QString::fromLatin1(sent) : made;
}

std::optional<api::ApiResponse> insecureReply(const RequestHead &head, const ClientAddress &client, int proxyCount,
                                              const QString &publicUrl)
{
    const bool exempt = head.path == "/health" || head.path == "/ready" || head.path == "/metrics";
    if (!publicUrl.startsWith(u"https://") || !client.viaTrustedProxy || exempt ||
        forwardedScheme(head, proxyCount) != "http")
        return std::nullopt;
    if (head.method == api::Method::Get || head.method == api::Method::Head) {
        api::ApiResponse redirect = api::ApiResponse::noContent();
        redirect.status = 308;
        QByteArray target = publicUrl.toUtf8();
        while (target.endsWith('/'))
            target.chop(1);
        return std::move(redirect).withHeader("location",
                                              target + head.path + (head.query.isEmpty() ? "" : "?" + head.query));
    }
    api::ApiRequest request;
    request.path = QString::fromLatin1(head.path);
    return api::problemReply(Error::forbidden(u"https_required"_s), request);
}

} // namespace portier::http
