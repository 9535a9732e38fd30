// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/connection.h"

#include "core/contract/errorcodes.h"
#include "server/api/negotiation.h"
#include "server/http/qthttpservercompat.h"

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

constexpr qint64 ReadBuffer = 128 * 1024;

Error overloaded()
{
    return Error::unavailable(u"overloaded"_s);
}

} // namespace

Connection::Connection(QTcpSocket *socket, std::shared_ptr<const HttpOptions> options,
                       std::shared_ptr<const ReplyWriter> writer, std::shared_ptr<ConnectionTable> table,
                       std::shared_ptr<Clock> clock, ConnectionHost *host)
    : QObject(socket), m_socket(socket), m_options(std::move(options)), m_writer(std::move(writer)),
      m_table(std::move(table)), m_clock(std::move(clock)), m_host(host), m_peer(socket->peerAddress()),
      m_scanner(m_options, [host](const RequestHead &head) { return host->bodyLimitOf(head); }),
      m_idleSince(m_clock->monotonic()), m_headSince(m_idleSince), m_writtenAt(m_idleSince)
{
    m_table->opened(m_peer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(ReadBuffer);
    connect(m_socket, &QTcpSocket::readyRead, this, &Connection::onReadyRead);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &Connection::onBytesWritten);
}

Connection::~Connection()
{
    m_table->closed(m_peer);
    m_table->releaseBody(m_reserved);
    m_table->waitingChanged(-m_counted);
    for (const auto &slot : m_replies)
        m_table->releaseBody(slot->bodyBytes);
}

// Runs before QtHttpServer's own slot for the same signal, which will read exactly the bytes that are there now, up to
// the end of one request; for what follows it raises the signal again.
void Connection::onReadyRead()
{
    if (m_phase != Phase::Open)
        return discardInput();
    if (m_parserHold)
        return;
    m_host->aboutToParse(this);
    using Scan = RequestScanner::Phase;
    const Scan before = m_scanner.phase();
    const QByteArray input = m_socket->peek(m_socket->bytesAvailable());
    const auto progress = m_scanner.scan(input);
    if (!progress)
        return refuse(progress.error());
    const Millis now = m_clock->monotonic();
    const Scan after = m_scanner.phase();
    // The first head counts from the opening of the connection, later ones from their first byte.
    if (before == Scan::Idle && after != Scan::Idle && m_hadRequest)
        m_headSince = now;
    if (before != Scan::Body && after == Scan::Body) {
        m_hadRequest = true;
        m_bodySince = now;
        offerContinue();
    }
    if (!reserveBody())
        return refuse(overloaded());
    if (after == Scan::Body)
        QMetaObject::invokeMethod(this, &Connection::releaseParsedInput, Qt::QueuedConnection);
    if (progress->isComplete) {
        m_hadRequest = true;
        m_isReady = true;
        m_idleSince = now;
    }
}

void Connection::offerContinue()
{
    if (!m_scanner.head().expectsContinue || ParserSendsContinue)
        return;
    auto interim = std::make_shared<ReplySlot>();
    interim->bytes = "HTTP/1.1 100 Continue\r\n\r\n";
    interim->isDone = true;
    m_replies.push_back(std::move(interim));
    flush();
}

// QtHttpServer reads inside a QIODevice transaction: the socket would keep every byte until the request is whole, and
// stop reading when its buffer is full. The parser has its own copy, so the socket may forget what was parsed.
void Connection::releaseParsedInput()
{
    if (m_phase != Phase::Open || !m_socket->isTransactionStarted())
        return;
    m_socket->commitTransaction();
    // Only a changed size makes the socket read again.
    m_socket->setReadBufferSize(m_socket->readBufferSize() == ReadBuffer ? ReadBuffer + 1 : ReadBuffer);
}

bool Connection::reserveBody()
{
    const qint64 received = m_scanner.bodyReceived();
    if (received <= m_options->smallBody || received <= m_reserved)
        return true;
    if (!m_table->reserveBody(received - m_reserved))
        return false;
    m_reserved = received;
    return true;
}

std::shared_ptr<ReplySlot> Connection::begin(qint64 bodySize)
{
    const RequestHead &request = m_scanner.head();
    if (m_phase != Phase::Open)
        return nullptr;
    // Never trust a request of which the two parsers hold different views.
    if (!m_isReady || (!request.isChunked && bodySize != request.contentLength)) {
        refuse(Error::invalid(u"bad_request"_s, u"framing"_s));
        return nullptr;
    }
    m_isReady = false;
    if (waitingBytes() > m_options->maxWaitingReplies || m_table->isReplyBudgetSpent() ||
        m_replies.size() >= std::size_t(m_options->maxPipelined)) {
        refuse(overloaded());
        return nullptr;
    }
    auto slot = std::make_shared<ReplySlot>();
    slot->context = contextFor(request);
    slot->startedAt = m_clock->monotonic();
    slot->bodyBytes = m_reserved;
    slot->connection = this;
    m_reserved = 0;
    if (slot->context.closes)
        m_phase = Phase::Closing;
    m_replies.push_back(slot);
    return slot;
}

ReplyContext Connection::contextFor(const RequestHead &head) const
{
    ReplyContext context;
    context.requestId = m_host->newRequestId();
    context.path = QString::fromLatin1(head.path);
    context.language = api::negotiateLanguage(head.joined("accept-language"), m_options->defaultLanguage);
    context.isHead = head.method == api::Method::Head;
    context.acceptsGzip = api::acceptsGzip(head.joined("accept-encoding"));
    context.closes = head.wantsClose || m_isDraining;
    return context;
}

void Connection::reply(const std::shared_ptr<ReplySlot> &slot, const api::ApiResponse &response)
{
    if (slot->isDone)
        return;
    slot->bytes = m_writer->write(response, slot->context);
    slot->isDone = true;
    m_table->releaseBody(std::exchange(slot->bodyBytes, 0));
    m_parserHold.reset();
    waitingChanged();
    flush();
}

void Connection::flush()
{
    while (!m_replies.empty() && m_replies.front()->isDone && m_phase != Phase::Lingering) {
        const auto slot = m_replies.front();
        m_replies.pop_front();
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            continue;
        if (m_socket->bytesToWrite() == 0)
            m_writtenAt = m_clock->monotonic();
        m_socket->write(slot->bytes);
        if (slot->context.closes)
            return closeWhenWritten();
    }
    waitingChanged();
    m_idleSince = m_clock->monotonic();
}

// Answers for itself what QtHttpServer must not see, behind the replies that are still due, and ends the connection.
void Connection::refuse(const Error &error)
{
    const bool isHeadKnown = m_scanner.phase() == RequestScanner::Phase::Body || m_isReady;
    const RequestHead head = isHeadKnown ? m_scanner.head() : RequestHead();
    m_phase = Phase::Closing;
    discardInput();
    auto slot = std::make_shared<ReplySlot>();
    slot->context = contextFor(head);
    slot->context.isHead = false;
    slot->context.closes = true;
    slot->bytes = m_writer->writeProblem(error, slot->context);
    slot->isDone = true;
    m_replies.push_back(std::move(slot));
    m_host->refused(isHeadKnown ? api::methodName(head.method) : QByteArray("-"), contract::httpStatus(error));
    flush();
}

void Connection::closeWhenWritten()
{
    if (m_phase == Phase::Lingering)
        return;
    m_phase = Phase::Lingering;
    for (const auto &slot : m_replies) {
        slot->isDone = true;
        m_table->releaseBody(std::exchange(slot->bodyBytes, 0));
    }
    m_replies.clear();
    m_parserHold.reset();
    m_table->releaseBody(std::exchange(m_reserved, 0));
    waitingChanged();
    if (m_socket->bytesToWrite() == 0)
        linger();
}

void Connection::linger()
{
    m_lingerSince = m_clock->monotonic();
    if (m_socket->socketDescriptor() >= 0)
        ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
}

void Connection::discardInput()
{
    // Inside a transaction the socket would keep what is read.
    if (m_socket->isTransactionStarted())
        m_socket->commitTransaction();
    m_socket->readAll();
}

void Connection::onBytesWritten(qint64)
{
    m_writtenAt = m_clock->monotonic();
    waitingChanged();
    if (m_phase == Phase::Lingering && m_socket->bytesToWrite() == 0)
        linger();
}

qint64 Connection::waitingBytes() const
{
    qint64 bytes = m_socket->bytesToWrite();
    for (const auto &slot : m_replies)
        bytes += slot->bytes.size();
    return bytes;
}

void Connection::waitingChanged()
{
    const qint64 waiting = waitingBytes();
    m_table->waitingChanged(waiting - m_counted);
    m_counted = waiting;
}

std::optional<QString> Connection::lateness(Millis now) const
{
    switch (m_scanner.phase()) {
    case RequestScanner::Phase::Idle:
        // A connection that never sent a byte is as late as one that sent half a head.
        if (m_replies.empty() && now - m_idleSince > (m_hadRequest ? m_options->idleTimeout : m_options->headerTimeout))
            return QString();
        return std::nullopt;
    case RequestScanner::Phase::Head:
        if (now - m_headSince > m_options->headerTimeout)
            return u"request_timeout"_s;
        return std::nullopt;
    case RequestScanner::Phase::Body:
        break;
    }
    const Millis elapsed = now - m_bodySince;
    const bool isLong = m_scanner.bodyLimit() > m_options->longBodyFrom;
    const bool isSlow = elapsed > m_options->bodyRateGrace &&
                        m_scanner.bodyReceived() * 1000 < m_options->minBodyRate * elapsed.count();
    if (isSlow || elapsed > (isLong ? m_options->longBodyTimeout : m_options->bodyTimeout))
        return u"request_timeout"_s;
    return std::nullopt;
}

void Connection::tick(Millis now)
{
    if (m_socket->bytesToWrite() > 0 && now - m_writtenAt > m_options->writeTimeout)
        return abort();
    if (m_phase == Phase::Lingering) {
        if (m_socket->bytesToWrite() == 0 && now - m_lingerSince > m_options->lingerTimeout)
            abort();
        return;
    }
    const auto replies = m_replies;
    for (const auto &slot : replies) {
        if (!slot->isDone && now - slot->startedAt > m_options->handlerTimeout) {
            slot->context.closes = true;
            m_host->refused("-", contract::httpStatus(Error::timeout()));
            reply(slot, problemFor(Error::timeout(), slot->context));
        }
    }
    if (m_phase != Phase::Open)
        return;
    if (const auto late = lateness(now)) {
        if (late->isEmpty())
            abort();
        else
            refuse(Error::invalid(*late, {}));
    }
}

void Connection::drain()
{
    m_isDraining = true;
    if (m_phase != Phase::Open || m_scanner.phase() != RequestScanner::Phase::Idle)
        return;
    if (m_replies.empty())
        return closeWhenWritten();
    m_replies.back()->context.closes = true;
    m_phase = Phase::Closing;
}

void Connection::abort()
{
    // Without a reset the kernel would go on offering megabytes to a client that does not read.
    const struct linger reset {
        1, 0
    };
    if (m_socket->bytesToWrite() > 0 && m_socket->socketDescriptor() >= 0)
        ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    // Not from inside QtHttpServer's handling of this socket, which goes on using it afterwards.
    QMetaObject::invokeMethod(m_socket, &QAbstractSocket::abort, Qt::QueuedConnection);
}

} // namespace portier::http
