// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/replywriter.h"

#include "core/base/gzip.h"
#include "server/api/negotiation.h"
#include "server/api/replyheaders.h"

#include <QDateTime>
#include <QLocale>

#include <array>

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

constexpr auto SecurityHeaders = "x-content-type-options: nosniff\r\n"
                                 "x-frame-options: DENY\r\n"
                                 "referrer-policy: no-referrer\r\n"
                                 "cross-origin-opener-policy: same-origin\r\n"
                                 "cross-origin-resource-policy: same-origin\r\n"
                                 "x-permitted-cross-domain-policies: none\r\n"
                                 "permissions-policy: camera=(), microphone=(), geolocation=()\r\n";
constexpr auto ApiPolicy = "default-src 'none'; frame-ancestors 'none'";
constexpr auto PagePolicy = "default-src 'none'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; "
                            "img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
constexpr auto StrictTransport = "strict-transport-security: max-age=63072000; includeSubDomains\r\n";

/// Media types of PLT-075 that are worth compressing.
bool isCompressible(const QByteArray &contentType)
{
    static const std::array<QByteArrayView, 4> Types{"application/json", "application/problem+json",
                                                     "application/javascript", "application/openapi+json"};
    const QByteArray type = api::mediaTypeOf(contentType);
    return type.startsWith("text/") || std::find(Types.begin(), Types.end(), type) != Types.end();
}

QByteArray reasonOf(int status)
{
    static const QHash<int, QByteArray> Reasons{
        {200, "OK"},
        {201, "Created"},
        {202, "Accepted"},
        {204, "No Content"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {412, "Precondition Failed"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {417, "Expectation Failed"},
        {422, "Unprocessable Content"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    };
    return Reasons.value(status);
}

/// A value with a line break would end the header; such a header is left out.
bool isSafe(const api::Header &header)
{
    return !header.second.contains('\r') && !header.second.contains('\n') && !header.second.contains('\0');
}

/// RFC 9110: neither of them has a body, and 204 no length.
bool isBodyless(int status)
{
    return status == 204 || status == 304;
}

} // namespace

api::ApiResponse problemFor(const Error &error, const ReplyContext &context)
{
    api::ApiRequest request;
    request.path = context.path;
    request.requestId = context.requestId;
    request.language = context.language;
    return api::problemReply(error, request)
        .withHeader("cache-control", "no-store")
        .withHeader("content-language", context.language.toLatin1());
}

ReplyWriter::ReplyWriter(std::shared_ptr<const HttpOptions> options, std::shared_ptr<Clock> clock)
    : m_options(std::move(options)), m_clock(std::move(clock)), m_fixed(SecurityHeaders)
{
    if (m_options->publicUrl.startsWith(u"https://"))
        m_fixed += StrictTransport;
}

QByteArray ReplyWriter::write(api::ApiResponse response, const ReplyContext &context) const
{
    compress(&response, context);
    const bool isPage = response.contentType.startsWith("text/html");
    QByteArray bytes;
    bytes.reserve(1024 + (context.isHead ? 0 : response.body.size()));
    bytes += "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonOf(response.status) + "\r\n";
    bytes += "date: " + date() + "\r\n";
    bytes += "x-request-id: " + context.requestId.toLatin1() + "\r\n";
    if (!response.contentType.isEmpty())
        bytes += "content-type: " + response.contentType + "\r\n";
    if (!isBodyless(response.status))
        bytes += "content-length: " + QByteArray::number(response.body.size()) + "\r\n";
    if (response.header("content-security-policy").isEmpty())
        bytes += QByteArray("content-security-policy: ") + (isPage ? PagePolicy : ApiPolicy) + "\r\n";
    for (const api::Header &header : std::as_const(response.headers)) {
        if (isSafe(header))
            bytes += header.first + ": " + header.second + "\r\n";
    }
    bytes += m_fixed;
    if (context.closes)
        bytes += "connection: close\r\n";
    bytes += "\r\n";
    if (!context.isHead && !isBodyless(response.status))
        bytes += response.body;
    return bytes;
}

QByteArray ReplyWriter::writeProblem(const Error &error, const ReplyContext &context) const
{
    return write(problemFor(error, context), context);
}

void ReplyWriter::compress(api::ApiResponse *response, const ReplyContext &context) const
{
    const bool encoded = !response->header("content-encoding").isEmpty();
    if (m_options->gzipMin <= 0 || response->body.size() < m_options->gzipMin || !response->compressible || encoded ||
        !context.acceptsGzip || !isCompressible(response->contentType))
        return;
    const QByteArray packed = gzipped(response->body);
    if (packed.isEmpty())
        return;
    response->body = packed;
    response->withHeader("content-encoding", "gzip");
    for (auto &[name, value] : response->headers) {
        if (name == "etag" && value.endsWith('"'))
            value.insert(value.size() - 1, "-gz"); // another representation, another strong tag (PLT-059)
    }
}

QByteArray ReplyWriter::date() const
{
    const qint64 second = toMs(m_clock->now()) / 1000;
    if (second != m_dateSecond) {
        m_dateSecond = second;
        const QDateTime now = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
        m_date = QLocale::c().toString(now, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
    }
    return m_date;
}

} // namespace portier::http
