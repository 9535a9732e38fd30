// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/apirequest.h"
#include "server/http/httpoptions.h"

namespace portier::http
{

/// What a reply needs to know of its request.
struct ReplyContext {
    QString requestId;
    QString path;
    QString language;
    bool isHead = false;
    bool acceptsGzip = false;
    bool closes = false; ///< the connection ends with this reply
};

/// Writes replies as HTTP/1.1 bytes with the headers that every reply carries (PLT-071, PLT-072, PLT-079).
class ReplyWriter
{
public:
    ReplyWriter(std::shared_ptr<const HttpOptions> options, std::shared_ptr<Clock> clock);

    [[nodiscard]] QByteArray write(api::ApiResponse response, const ReplyContext &context) const;
    /// A problem+json reply of the listener itself.
    [[nodiscard]] QByteArray writeProblem(const Error &error, const ReplyContext &context) const;

private:
    void compress(api::ApiResponse *response, const ReplyContext &context) const;
    [[nodiscard]] QByteArray date() const;

    std::shared_ptr<const HttpOptions> m_options;
    std::shared_ptr<Clock> m_clock;
    QByteArray m_fixed; ///< header lines of every reply
    mutable qint64 m_dateSecond = -1;
    mutable QByteArray m_date;
};

/// The problem+json reply of an error that the listener itself answers with.
[[nodiscard]] api::ApiResponse problemFor(const Error &error, const ReplyContext &context);

} // namespace portier::http
