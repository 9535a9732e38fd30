// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/httpexchange.h"

#include <curl/curl.h>
#include <netdb.h>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

constexpr qsizetype longestReply = 64 * 1024;

struct CurlDeleter {
    void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlDeleter>;

/// One exchange, on a thread of the pool.
struct Exchange {
    HttpRequest request;
    HttpReply reply;
    const std::atomic<bool> *cancelled = nullptr;
};

QList<QHostAddress> systemAddresses(const QString &host)
{
    if (const QHostAddress literal(host); !literal.isNull())
        return {literal};
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    QList<QHostAddress> addresses;
    if (getaddrinfo(host.toLatin1().constData(), nullptr, &hints, &found) != 0)
        return addresses;
    for (const addrinfo *each = found; each; each = each->ai_next)
        addresses.append(QHostAddress(each->ai_addr));
    freeaddrinfo(found);
    return addresses;
}

size_t takeHeader(char *data, size_t size, size_t count, void *user)
{
    auto &reply = static_cast<Exchange *>(user)->reply;
    const QByteArray line = QByteArray(data, qsizetype(size * count)).trimmed();
    const qsizetype colon = line.indexOf(':');
    if (line.startsWith("HTTP/"))
        reply.headers.clear(); // of an interim reply
    else if (colon > 0)
        reply.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    return size * count;
}

size_t takeBody(char *data, size_t size, size_t count, void *user)
{
    auto &body = static_cast<Exchange *>(user)->reply.body;
    const qsizetype room = longestReply - body.size();
    body.append(data, std::min(room, qsizetype(size * count)));
    // The rest of a longer one is of no interest: taking less ends the transfer.
    return qsizetype(size * count) > room ? 0 : size * count;
}

int checkCancelled(void *user, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return *static_cast<const Exchange *>(user)->cancelled ? 1 : 0;
}

HttpFailure failureOf(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return HttpFailure::None;
    case CURLE_COULDNT_RESOLVE_HOST:
        return HttpFailure::Resolve;
    case CURLE_COULDNT_CONNECT:
        return HttpFailure::Connect;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return HttpFailure::Certificate;
    case CURLE_SSL_CONNECT_ERROR:
        return HttpFailure::Tls;
    case CURLE_OPERATION_TIMEDOUT:
        return HttpFailure::Timeout;
    default:
        return HttpFailure::Lost;
    }
}

/// "host:port:address", so that the connection goes to an address that was checked and to no other. Error: that of the
/// check.
Result<QByteArray> checkedAddress(const HttpRequest &request)
{
    const RequestGuard &guard = *request.guard;
    PORTIER_ASSIGN(endpoint, operations::readEndpoint(request.url.toString(), guard.exceptions));
    const QList<QHostAddress> addresses = guard.resolve ? guard.resolve(endpoint.host) : systemAddresses(endpoint.host);
    PORTIER_TRY(operations::checkAddresses(endpoint, addresses, guard.exceptions));
    QString address = addresses.constFirst().toString();
    if (addresses.constFirst().protocol() == QAbstractSocket::IPv6Protocol)
        address = u'[' + address + u']';
    return u"%1:%2:%3"_s.arg(endpoint.host).arg(endpoint.port).arg(address).toLatin1();
}

CurlList headerList(const HttpRequest &request)
{
    curl_slist *list = nullptr;
    // "Expect:" without a value: no waiting for 100 Continue.
    for (const auto &[name, value] : request.headers + QList<std::pair<QByteArray, QByteArray>>{{"Expect", {}}})
        list = curl_slist_append(list, (name + ": " + value).trimmed().constData());
    return CurlList(list);
}

void setUp(CURL *curl, Exchange &exchange)
{
    const HttpRequest &request = exchange.request;
    curl_easy_setopt(curl, CURLOPT_URL, request.url.toEncoded().constData());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // also not from the environment
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, long(request.connectTimeout.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, long(request.totalTimeout.count()));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    if (!request.caFile.isEmpty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, request.caFile.toUtf8().constData());
    if (!request.user.isEmpty()) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, long(CURLAUTH_BASIC));
        curl_easy_setopt(curl, CURLOPT_USERNAME, request.user.toUtf8().constData());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, request.password.toUtf8().constData());
    }
    if (request.method == "POST") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.constData());
    }
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, takeHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, takeBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, checkCancelled);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &exchange);
}

void perform(Exchange &exchange)
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, CurlDeleter> curl(started == CURLE_OK ? curl_easy_init() : nullptr);
    if (!curl)
        return;
    CurlList pinned;
    if (exchange.request.guard) {
        const auto address = checkedAddress(exchange.request);
        if (!address) {
            const bool unresolved = address.error().kind == ErrorKind::Unavailable;
            exchange.reply.failure = unresolved ? HttpFailure::Resolve : HttpFailure::Refused;
            return;
        }
        pinned.reset(curl_slist_append(nullptr, address->constData()));
        curl_easy_setopt(curl.get(), CURLOPT_RESOLVE, pinned.get());
    }
    const CurlList headers = headerList(exchange.request);
    setUp(curl.get(), exchange);
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    const CURLcode code = curl_easy_perform(curl.get());
    long status = 0, requestSize = 0;
    curl_off_t uploaded = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl.get(), CURLINFO_REQUEST_SIZE, &requestSize);
    curl_easy_getinfo(curl.get(), CURLINFO_SIZE_UPLOAD_T, &uploaded);
    exchange.reply.status = int(status);
    exchange.reply.requestSent = requestSize > 0 && uploaded >= exchange.request.body.size();
    // A status is an answer, whatever became of the body behind it.
    exchange.reply.failure = status >= 200 ? HttpFailure::None : failureOf(code);
}

} // namespace

QCoro::Task<HttpReply> exchange(std::shared_ptr<TransferPool> pool, HttpRequest request)
{
    auto shared = std::make_shared<Exchange>();
    shared->request = std::move(request);
    TransferPool::Work work = [shared](const std::atomic<bool> &cancelled) {
        shared->cancelled = &cancelled;
        perform(*shared);
    };
    co_await pool->run(std::move(work));
    HttpReply reply = std::move(shared->reply);
    co_return reply;
}

} // namespace portier::notifications
