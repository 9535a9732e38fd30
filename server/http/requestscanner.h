// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/httpoptions.h"
#include "server/http/requesthead.h"

#include <functional>

namespace portier::http
{

/// Follows a byte stream of requests ahead of QtHttpServer's own lenient parser, which must never see what this
/// refuses. Pure: knows no socket and no time.
class RequestScanner
{
public:
    enum class Phase {
        Idle, ///< between requests
        Head,
        Body,
    };
    struct Progress {
        qsizetype consumed = 0;  ///< bytes of the input that belong to the present request
        bool isComplete = false; ///< the request ends here; what follows is the next one
    };
    using BodyLimit = std::function<qint64(const RequestHead &)>;

    RequestScanner(std::shared_ptr<const HttpOptions> options, BodyLimit bodyLimit);

    /// Goes on with `input`, up to the end of one request. Errors: those of parseRequestHead() and "payload_too_large".
    [[nodiscard]] Result<Progress> scan(QByteArrayView input);

    [[nodiscard]] Phase phase() const;
    /// Of the present or the last complete request.
    [[nodiscard]] const RequestHead &head() const { return m_head; }
    [[nodiscard]] qint64 bodyLimit() const { return m_limit; }
    [[nodiscard]] qint64 bodyReceived() const { return m_received; } ///< bytes on the wire

private:
    enum class State { Idle, Head, Body, ChunkSize, ChunkData, ChunkEnd, Trailer };

    /// Each consumes from `input` at `at` and moves on.
    Result<bool> scanHead(QByteArrayView input, qsizetype *at);
    bool scanBody(QByteArrayView input, qsizetype *at);
    Result<bool> scanChunkLine(QByteArrayView input, qsizetype *at);
    Result<bool> endOfChunkLine();

    std::shared_ptr<const HttpOptions> m_options;
    BodyLimit m_bodyLimitOf;
    State m_state = State::Idle;
    QByteArray m_block; ///< head so far
    QByteArray m_line;  ///< chunk line so far
    RequestHead m_head;
    qint64 m_limit = 0;
    qint64 m_left = 0;     ///< of body or chunk
    qint64 m_total = 0;    ///< chunk sizes so far
    qint64 m_received = 0; ///< body bytes so far, with chunk lines
};

} // namespace portier::http
