// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/connectiontable.h"
#include "server/http/replywriter.h"
#include "server/http/requestscanner.h"

#include <QObject>
#include <QPointer>
#include <QTcpSocket>

#include <deque>
#include <memory>

namespace portier::http
{

class Connection;

/// The place of one reply in the order of its connection; outlives the client.
struct ReplySlot {
    ReplyContext context;
    Millis startedAt{0};
    qint64 bodyBytes = 0; ///< reserved until the reply is there
    bool isDone = false;
    QByteArray bytes;
    QPointer<Connection> connection;
};

/// What a connection asks of the server around it. The server outlives its connections.
class ConnectionHost
{
public:
    virtual ~ConnectionHost() = default;
    [[nodiscard]] virtual qint64 bodyLimitOf(const RequestHead &head) const = 0;
    [[nodiscard]] virtual QString newRequestId() const = 0;
    /// The connection whose bytes QtHttpServer is about to read.
    virtual void aboutToParse(Connection *connection) = 0;
    virtual void refused(const QByteArray &method, int status) = 0;
};

/// One client: the gate in front of QtHttpServer's parser and the queue of replies behind it. A child of its socket,
/// made before QtHttpServer connects to it, so that its slot for readyRead runs first. Lives on the core thread.
class Connection : public QObject
{
    Q_OBJECT
public:
    Connection(QTcpSocket *socket, std::shared_ptr<const HttpOptions> options,
               std::shared_ptr<const ReplyWriter> writer, std::shared_ptr<ConnectionTable> table,
               std::shared_ptr<Clock> clock, ConnectionHost *host);
    ~Connection() override;

    /// The request whose body QtHttpServer has just given us; `bodySize` is what it counted. Null when the two disagree
    /// or the queue is full: the connection has been refused then.
    [[nodiscard]] std::shared_ptr<ReplySlot> begin(qint64 bodySize);
    void reply(const std::shared_ptr<ReplySlot> &slot, const api::ApiResponse &response);
    /// Keeps QtHttpServer from reading on while it is alive (Qt 6.8).
    void holdParser(std::shared_ptr<void> hold) { m_parserHold = std::move(hold); }

    [[nodiscard]] const RequestHead &head() const { return m_scanner.head(); }
    [[nodiscard]] QHostAddress peer() const { return m_peer; }

    /// Enforces the times of PLT-068.
    void tick(Millis now);
    /// Lets what runs finish and closes then; closes at once when idle.
    void drain();
    void abort();

private:
    enum class Phase {
        Open,
        Closing,   ///< replies are due, input is thrown away
        Lingering, ///< the last reply is on its way or written
    };

    void onReadyRead();
    void onBytesWritten(qint64 bytes);
    /// Accounts for a body on its way; false when there is no room for it.
    [[nodiscard]] bool reserveBody();
    void offerContinue();
    void releaseParsedInput();
    void refuse(const Error &error);
    void flush();
    /// Ends the sending side and throws away what still comes, so that the client can read the last reply (RFC 9112
    /// section 9.6).
    void closeWhenWritten();
    void linger();
    void discardInput();
    [[nodiscard]] ReplyContext contextFor(const RequestHead &head) const;
    [[nodiscard]] qint64 waitingBytes() const;
    void waitingChanged();
    [[nodiscard]] std::optional<QString> lateness(Millis now) const;

    QTcpSocket *m_socket;
    std::shared_ptr<const HttpOptions> m_options;
    std::shared_ptr<const ReplyWriter> m_writer;
    std::shared_ptr<ConnectionTable> m_table;
    std::shared_ptr<Clock> m_clock;
    ConnectionHost *m_host;
    QHostAddress m_peer;
    RequestScanner m_scanner;
    std::deque<std::shared_ptr<ReplySlot>> m_replies;
    std::shared_ptr<void> m_parserHold;
    Phase m_phase = Phase::Open;
    bool m_isDraining = false;
    bool m_isReady = false;    ///< the scanner saw a whole request that begin() has not taken yet
    bool m_hadRequest = false; ///< at least one head was whole
    qint64 m_reserved = 0;     ///< body bytes of the present request
    qint64 m_counted = 0;      ///< waiting bytes the table knows of
    Millis m_idleSince;
    Millis m_headSince;
    Millis m_bodySince{0};
    Millis m_lingerSince{0};
    Millis m_writtenAt;
};

} // namespace portier::http
