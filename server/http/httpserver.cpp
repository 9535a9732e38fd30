// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpserver.h"

#include "core/base/log.h"
#include "core/base/uuid.h"
#include "server/api/requestchecks.h"
#include "server/http/forwarding.h"
#include "server/http/heaptuning.h"
#include "server/http/listener.h"
#include "server/http/qthttpservercompat.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

constexpr QLatin1String Component("http");
constexpr Millis DrainPoll{10};

/// Counts handlers that run, beyond the life of the server that started them.
struct InFlight {
    int count = 0;
};

/// A free coroutine with all it needs as parameters: the server and the client may be gone before it ends.
QCoro::Task<> serve(std::shared_ptr<const HttpHooks> hooks, api::ApiRequest request, std::shared_ptr<ReplySlot> slot,
                    std::shared_ptr<InFlight> inFlight)
{
    ++inFlight->count;
    api::ApiResponse response = problemFor(Error::internal({}), slot->context);
    try {
        response = co_await hooks->handle(std::move(request));
    } catch (const std::exception &exception) {
        log::error(Component, "request_failed"_L1, {{u"request_id"_s, slot->context.requestId}},
                   QString::fromUtf8(exception.what()));
    }
    --inFlight->count;
    if (slot->connection)
        slot->connection->reply(slot, response);
}

} // namespace

class HttpServer::Private final : public RequestParser, public ConnectionHost
{
public:
    Private(HttpOptions given, HttpHooks givenHooks, std::shared_ptr<Clock> givenClock)
        : options(std::make_shared<const HttpOptions>(std::move(given))),
          hooks(std::make_shared<const HttpHooks>(std::move(givenHooks))), clock(std::move(givenClock)),
          table(std::make_shared<ConnectionTable>(options)), writer(std::make_shared<const ReplyWriter>(options, clock))
    {
    }
    ~Private() override
    {
        // Sockets are children of the listeners, which are children of the base class: gone after our members.
        const auto open = connections;
        for (Connection *connection : open)
            delete connection;
    }

    [[nodiscard]] Listener::Hooks listenerHooks();
    void adopt(QTcpSocket *socket);
    void scheduleTick();
    void tick();
    void lookForProxy(const RequestHead &head, const ClientAddress &client);

    // RequestParser
    Connection *received(const QByteArray &body) override;
    // ConnectionHost
    qint64 bodyLimitOf(const RequestHead &head) const override
    {
        return hooks->bodyLimit(head.method, QString::fromLatin1(head.path));
    }
    QString newRequestId() const override { return newUuid(clock->now()); }
    void aboutToParse(Connection *connection) override { current = connection; }
    void refused(const QByteArray &method, int status) override
    {
        if (hooks->refused)
            hooks->refused(method, status);
        log::debug(Component, "request_refused"_L1, {{u"status"_s, status}});
    }

    std::shared_ptr<const HttpOptions> options;
    std::shared_ptr<const HttpHooks> hooks;
    std::shared_ptr<Clock> clock;
    std::shared_ptr<ConnectionTable> table;
    std::shared_ptr<const ReplyWriter> writer;
    std::shared_ptr<InFlight> inFlight = std::make_shared<InFlight>();
    QList<Listener *> listeners;
    QSet<Connection *> connections;
    QPointer<Connection> current;
    bool proxyNoted = false;
    std::unique_ptr<TimerHandle> ticking;
};

Listener::Hooks HttpServer::Private::listenerHooks()
{
    Listener::Hooks all;
    all.admits = [this](const QHostAddress &peer) { return table->admits(peer); };
    all.accepted = [this](QTcpSocket *socket) { adopt(socket); };
    all.refusal = [this] {
        ReplyContext context;
        context.requestId = newRequestId();
        context.language = options->defaultLanguage;
        context.closes = true;
        return writer->writeProblem(Error::unavailable(u"overloaded"_s), context);
    };
    all.refused = [this] { refused("-", 503); };
    return all;
}

void HttpServer::Private::adopt(QTcpSocket *socket)
{
    auto *connection = new Connection(socket, options, writer, table, clock, this);
    connections.insert(connection);
    QObject::connect(connection, &QObject::destroyed, this, [this, connection] { connections.remove(connection); });
    scheduleTick();
}

// One timer for all connections, and none while there are none.
void HttpServer::Private::scheduleTick()
{
    if (!ticking && !connections.isEmpty())
        ticking = clock->callAfter(options->tickInterval, [this] { tick(); });
}

void HttpServer::Private::tick()
{
    ticking.reset();
    const Millis now = clock->monotonic();
    const auto open = connections;
    for (Connection *connection : open)
        connection->tick(now);
    scheduleTick();
}

/// Somebody put a proxy on this machine in front and did not say so: all of its clients count as this machine's own.
void HttpServer::Private::lookForProxy(const RequestHead &head, const ClientAddress &client)
{
    if (proxyNoted || options->proxies.count > 0 || !client.address.isLoopback() || !api::speaksForOthers(head.headers))
        return;
    proxyNoted = true;
    log::warning(
        Component, "proxy_not_counted"_L1, {},
        u"a request from this machine comes with a proxy's header, but http.trusted_proxy_count is 0: everybody "
        "behind that proxy counts as this machine; see docs/behind-a-proxy.md"_s);
}

Connection *HttpServer::Private::received(const QByteArray &body)
{
    const QPointer<Connection> connection = current;
    if (!connection)
        return nullptr;
    const auto slot = connection->begin(body.size());
    if (!slot)
        return nullptr;
    const RequestHead &head = connection->head();
    const ClientAddress client = resolveClient(connection->peer(), head.joined("x-forwarded-for"), options->proxies);
    slot->context.requestId = requestIdOf(head, client, slot->context.requestId);
    if (client.headerRejected)
        log::warning(Component, "proxy_header_rejected"_L1, {{u"request_id"_s, slot->context.requestId}});
    lookForProxy(head, client);
    if (const auto redirect = insecureReply(head, client, options->proxies.count, options->publicUrl)) {
        connection->reply(slot, *redirect);
        return nullptr;
    }
    api::ApiRequest request;
    request.method = head.method;
    request.path = QString::fromLatin1(head.path);
    request.rawQuery = head.query;
    request.headers = head.headers;
    request.body = body;
    request.clientAddress = client.address.toString();
    request.clientPrefix = clientPrefix(client.address);
    request.clientIsProxy = client.isProxy;
    request.requestId = slot->context.requestId;
    serve(hooks, std::move(request), slot, inFlight);
    return slot->isDone ? nullptr : connection.data();
}

HttpServer::HttpServer(HttpOptions options, HttpHooks hooks, std::shared_ptr<Clock> clock)
    : d(std::make_unique<Private>(std::move(options), std::move(hooks), std::move(clock)))
{
}

HttpServer::~HttpServer() = default;

Result<> HttpServer::start()
{
    returnFreedMemory();
    std::vector<std::unique_ptr<Listener>> opened;
    for (const ListenAddress &address : d->options->listen) {
        auto listener = std::make_unique<Listener>(d->listenerHooks());
        PORTIER_TRY(listener->open(address));
        opened.push_back(std::move(listener));
    }
    for (auto &listener : opened) {
        d->listeners.append(listener.get());
        d->take(listener.release());
    }
    return {};
}

QList<ListenAddress> HttpServer::places() const
{
    QList<ListenAddress> places;
    for (const Listener *listener : std::as_const(d->listeners))
        places.append(listener->place());
    return places;
}

int HttpServer::connectionCount() const
{
    return int(d->connections.size());
}

int HttpServer::requestsInFlight() const
{
    return d->inFlight->count;
}

QCoro::Task<> HttpServer::drain(Millis limit)
{
    const auto self = d; // this object may go while we wait
    for (Listener *listener : std::as_const(self->listeners))
        listener->shut();
    const auto open = self->connections;
    for (Connection *connection : open)
        connection->drain();
    const Millis end = self->clock->monotonic() + limit;
    while (self->clock->monotonic() < end && (!self->connections.isEmpty() || self->inFlight->count > 0))
        co_await sleepFor(*self->clock, DrainPoll);
    const auto left = self->connections;
    for (Connection *connection : left)
        connection->abort();
}

} // namespace portier::http
