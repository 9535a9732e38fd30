// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "server/api/apirequest.h"

namespace portier::http
{

/// Request line and header fields, after all checks.
struct RequestHead {
    api::Method method = api::Method::Get;
    QByteArray path; ///< percent-encoded ASCII
    QByteArray query;
    int minorVersion = 1;       ///< of HTTP/1.x
    QList<api::Header> headers; ///< names in lower case
    qint64 contentLength = 0;   ///< 0 when chunked
    bool isChunked = false;
    bool expectsContinue = false;
    bool wantsClose = false; ///< Connection: close, HTTP/1.0, or framing that the parser behind us is not sure of

    [[nodiscard]] bool hasBody() const { return isChunked || contentLength > 0; }
    /// All fields of a name joined by commas; null when there is none.
    [[nodiscard]] QByteArray joined(QByteArrayView lowerCaseName) const;
};

/// Reads a whole head, up to and including the empty line, far more strictly than QtHttpServer: whatever two parsers
/// could read differently is refused (RFC 9112 sections 3, 5, 6; request smuggling). Errors are Invalid with the codes
/// bad_request, uri_too_long, headers_too_large, expectation_failed, method_not_implemented, version_not_supported.
[[nodiscard]] Result<RequestHead> parseRequestHead(const QByteArray &block, int maxFields);

} // namespace portier::http
