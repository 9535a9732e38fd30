// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requesthead.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

Error badRequest(const char *why)
{
    return Error::invalid(u"bad_request"_s, QString::fromLatin1(why));
}

/// RFC 9110 token.
bool isToken(QByteArrayView text)
{
    static constexpr QByteArrayView Marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || Marks.contains(c);
    });
}

Result<> parseRequestLine(const QByteArray &line, RequestHead *head)
{
    const QList<QByteArray> words = line.split(' ');
    if (words.size() != 3)
        return fail(badRequest("request line"));
    const QByteArray &version = words.at(2);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return fail(version.startsWith("HTTP/") && version.size() == 8 ? Error::invalid(u"version_not_supported"_s, {})
                                                                       : badRequest("version"));
    head->minorVersion = version.endsWith('1') ? 1 : 0;
    const auto method = api::methodFromName(words.at(0));
    if (!method)
        return fail(isToken(words.at(0)) ? Error::invalid(u"method_not_implemented"_s, {}) : badRequest("method"));
    head->method = *method;
    const QByteArray &target = words.at(1);
    if (!target.startsWith('/'))
        return fail(badRequest("target"));
    for (const char c : target) {
        if (c <= 0x20 || c >= 0x7f || c == '#')
            return fail(badRequest("target"));
    }
    const qsizetype mark = target.indexOf('?');
    head->path = mark < 0 ? target : target.first(mark);
    head->query = mark < 0 ? QByteArray() : target.sliced(mark + 1);
    return {};
}

Result<api::Header> parseField(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isToken(QByteArrayView(line).first(colon)))
        return fail(badRequest("field name"));
    for (const char c : line) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\t') || byte == 0x7f)
            return fail(badRequest("control character in a field"));
    }
    return api::Header{line.first(colon).toLower(), line.sliced(colon + 1).trimmed()};
}

Result<> readContentLength(const QByteArray &value, RequestHead *head)
{
    const bool digits = std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (value.isEmpty() || value.size() > 15 || !digits)
        return fail(badRequest("Content-Length"));
    head->contentLength = value.toLongLong();
    return {};
}

/// What decides where the body ends: any doubt is refused.
Result<> readFraming(RequestHead *head)
{
    int hosts = 0;
    int lengths = 0;
    int encodings = 0;
    for (const auto &[name, value] : std::as_const(head->headers)) {
        if (name == "host") {
            ++hosts;
        } else if (name == "content-length") {
            ++lengths;
            PORTIER_TRY(readContentLength(value, head));
        } else if (name == "transfer-encoding") {
            ++encodings;
            if (value.toLower() != "chunked")
                return fail(Error::invalid(u"method_not_implemented"_s, u"transfer encoding"_s));
            head->isChunked = true;
        } else if (name == "expect") {
            if (value.toLower() != "100-continue")
                return fail(Error::invalid(u"expectation_failed"_s, {}));
            head->expectsContinue = true;
        }
    }
    if (hosts > 1 || (hosts == 0 && head->minorVersion == 1))
        return fail(badRequest("Host"));
    if (lengths > 1 || encodings > 1 || (lengths > 0 && encodings > 0))
        return fail(badRequest("ambiguous length"));
    if (head->isChunked && head->minorVersion == 0)
        return fail(badRequest("chunked HTTP/1.0"));
    return {};
}

} // namespace

QByteArray RequestHead::joined(QByteArrayView lowerCaseName) const
{
    QByteArray all;
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            all = all.isNull() ? QByteArray(value.constData(), value.size()) : all + ',' + value;
    }
    return all;
}

Result<RequestHead> parseRequestHead(const QByteArray &block, int maxFields)
{
    if (block.contains('\0') || !block.endsWith("\r\n\r\n"))
        return fail(badRequest("NUL or bare line feed"));
    const QList<QByteArray> lines = block.chopped(4).split('\n');
    RequestHead head;
    head.headers.reserve(lines.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QByteArray line = lines.at(i);
        const bool isLast = i == lines.size() - 1;
        if (!isLast) {
            if (!line.endsWith('\r'))
                return fail(badRequest("bare line feed"));
            line.chop(1);
        }
        if (line.contains('\r'))
            return fail(badRequest("bare carriage return"));
        if (i == 0) {
            PORTIER_TRY(parseRequestLine(line, &head));
            continue;
        }
        if (i > maxFields)
            return fail(Error::invalid(u"headers_too_large"_s, u"too many fields"_s));
        PORTIER_ASSIGN(field, parseField(line));
        head.headers.append(field);
    }
    PORTIER_TRY(readFraming(&head));
    const QByteArray connection = head.joined("connection").toLower();
    // QtHttpServer 6.4 may swallow the byte behind the last chunk when that arrives in two pieces.
    head.wantsClose = head.minorVersion == 0 || head.isChunked || connection.contains("close");
    return head;
}

} // namespace portier::http
