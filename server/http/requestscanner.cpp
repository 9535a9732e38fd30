// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/requestscanner.h"

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

constexpr qsizetype MaxChunkLine = 256;
constexpr qsizetype MaxChunkDigits = 8;

Error badChunk()
{
    return Error::invalid(u"bad_request"_s, u"chunk"_s);
}

Error tooLarge()
{
    return Error::invalid(u"payload_too_large"_s, {});
}

} // namespace

RequestScanner::RequestScanner(std::shared_ptr<const HttpOptions> options, BodyLimit bodyLimit)
    : m_options(std::move(options)), m_bodyLimitOf(std::move(bodyLimit))
{
}

RequestScanner::Phase RequestScanner::phase() const
{
    switch (m_state) {
    case State::Idle:
        return Phase::Idle;
    case State::Head:
        return Phase::Head;
    default:
        return Phase::Body;
    }
}

Result<RequestScanner::Progress> RequestScanner::scan(QByteArrayView input)
{
    qsizetype at = 0;
    while (at < input.size()) {
        bool complete = false;
        if (m_state == State::Idle) {
            // An empty line before a request is allowed (RFC 9112 section 2.2).
            if (input.at(at) == '\r' || input.at(at) == '\n') {
                ++at;
                continue;
            }
            m_block.clear();
            m_received = 0;
            m_state = State::Head;
        }
        if (m_state == State::Head) {
            PORTIER_ASSIGN(done, scanHead(input, &at));
            complete = done;
        } else if (m_state == State::Body || m_state == State::ChunkData) {
            complete = scanBody(input, &at);
        } else {
            PORTIER_ASSIGN(done, scanChunkLine(input, &at));
            complete = done;
        }
        if (complete) {
            m_state = State::Idle;
            return Progress{at, true};
        }
    }
    return Progress{at, false};
}

Result<bool> RequestScanner::scanHead(QByteArrayView input, qsizetype *at)
{
    const qsizetype feed = input.indexOf('\n', *at);
    const qsizetype end = feed < 0 ? input.size() : feed + 1;
    m_block.append(input.sliced(*at, end - *at));
    *at = end;
    const qsizetype line = m_block.indexOf('\n');
    if ((line < 0 ? m_block.size() : line) > m_options->maxRequestLine)
        return fail(Error::invalid(u"uri_too_long"_s, {}));
    if (m_block.size() > m_options->maxHeaderBytes + (line < 0 ? 0 : line))
        return fail(Error::invalid(u"headers_too_large"_s, {}));
    if (!m_block.endsWith("\n\r\n") && !m_block.endsWith("\n\n"))
        return false;
    PORTIER_ASSIGN(head, parseRequestHead(m_block, m_options->maxHeaderFields));
    m_head = head;
    m_block.clear();
    m_limit = m_bodyLimitOf(m_head);
    if (m_head.contentLength > m_limit)
        return fail(tooLarge());
    m_total = 0;
    m_line.clear();
    m_left = m_head.contentLength;
    m_state = m_head.isChunked ? State::ChunkSize : State::Body;
    return !m_head.hasBody();
}

bool RequestScanner::scanBody(QByteArrayView input, qsizetype *at)
{
    const qint64 taken = qMin<qint64>(m_left, input.size() - *at);
    *at += taken;
    m_left -= taken;
    m_received += taken;
    if (m_left > 0)
        return false;
    if (m_state == State::Body)
        return true;
    m_state = State::ChunkEnd;
    return false;
}

Result<bool> RequestScanner::scanChunkLine(QByteArrayView input, qsizetype *at)
{
    while (*at < input.size()) {
        const char c = input.at((*at)++);
        ++m_received;
        m_line.append(c);
        // Tiny chunks are mostly chunk lines; they count, too.
        if (m_line.size() > MaxChunkLine || m_received > 2 * m_limit + 64 * 1024)
            return fail(m_line.size() > MaxChunkLine ? badChunk() : tooLarge());
        if (c == '\n')
            return endOfChunkLine();
    }
    return false;
}

Result<bool> RequestScanner::endOfChunkLine()
{
    const QByteArray line = m_line;
    m_line.clear();
    if (!line.endsWith("\r\n"))
        return fail(badChunk());
    if (m_state == State::ChunkEnd || m_state == State::Trailer) {
        // Behind a chunk nothing may follow but the end of its line. QtHttpServer knows no trailers.
        if (line != "\r\n")
            return fail(badChunk());
        const bool complete = m_state == State::Trailer;
        m_state = State::ChunkSize;
        return complete;
    }
    QByteArray size = line.chopped(2);
    if (const qsizetype extension = size.indexOf(';'); extension >= 0)
        size.truncate(extension);
    bool ok = !size.isEmpty() && size.size() <= MaxChunkDigits && QByteArrayView(size).at(0) != '+' &&
              QByteArrayView(size).at(0) != '-' && !size.contains('x') && !size.contains('X');
    m_left = ok ? size.toLongLong(&ok, 16) : 0;
    if (!ok || size != size.trimmed())
        return fail(badChunk());
    m_total += m_left;
    if (m_total > m_limit)
        return fail(tooLarge());
    m_state = m_left > 0 ? State::ChunkData : State::Trailer;
    return false;
}

} // namespace portier::http
