// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/httpclient.h"

#include <QCoroSignal>
#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QUrlQuery>

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int maxJsonDepth = 64;

/// A body that can be read once. Qt silently sends a request again when its connection breaks before a reply, which no
/// budget would see (TRP-115); it does not when the body cannot be rewound.
class OneTimeBody final : public QIODevice
{
public:
    OneTimeBody(QByteArray body, QObject *parent) : QIODevice(parent), m_body(std::move(body))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] qint64 size() const override { return m_body.size(); }
    bool seek(qint64 position) override { return !m_read && position == 0 && QIODevice::seek(position); }
    bool reset() override { return seek(0); }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min(most, m_body.size() - pos());
        std::copy_n(m_body.constData() + pos(), count, data);
        m_read = m_read || count > 0;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    bool m_read = false;
};

/// What is known about one exchange while it runs; shared with the reply's signals.
struct Progress {
    QByteArray body;
    bool sent = false;
    bool timedOut = false;
    bool tooLarge = false;
    bool cancelled = false;
};

QNetworkRequest prepared(const HttpRequest &request, const QByteArray &userAgent)
{
    QNetworkRequest prepared(request.url);
    for (const auto &[name, value] : request.headers)
        prepared.setRawHeader(name, value);
    prepared.setRawHeader("User-Agent", userAgent);
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Accept-Encoding is Qt's own (gzip among others), so that it decodes; the limit below is Qt's guard against bombs.
    prepared.setDecompressedSafetyCheckThreshold(1024 * 1024);
    return prepared;
}

HttpReply replyOf(const QNetworkReply &network, QByteArray body)
{
    HttpReply reply;
    reply.status = network.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto pairs = network.rawHeaderPairs();
    for (const auto &[name, value] : pairs)
        reply.headers.append({name.toLower(), value});
    reply.body = std::move(body);
    return reply;
}

HttpExchange::End endOf(const QNetworkReply &network, const Progress &progress)
{
    if (progress.tooLarge)
        return HttpExchange::End::TooLarge;
    if (progress.cancelled)
        return HttpExchange::End::Cancelled;
    const bool answered = network.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
    if (!progress.sent && !answered) // Qt 6.4 does not tell of requests with an empty body that they were sent
        return HttpExchange::End::NotSent;
    if (progress.timedOut)
        return HttpExchange::End::Timeout;
    // Statuses from 400 up are errors to Qt and replies to us, unless the body broke off.
    const bool complete =
        network.error() == QNetworkReply::NoError ||
        (network.error() >= QNetworkReply::ContentAccessDenied && network.error() <= QNetworkReply::UnknownServerError);
    return complete && answered ? HttpExchange::End::Replied : HttpExchange::End::Broken;
}

bool nestsTooDeep(const QByteArray &text)
{
    int depth = 0;
    bool inText = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char c = text.at(at);
        if (inText) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                inText = false;
        } else if (c == '"') {
            inText = true;
        } else if (c == '{' || c == '[') {
            if (++depth > maxJsonDepth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

QByteArray HttpReply::header(QByteArrayView lowerCaseName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

HttpClient::HttpClient(std::shared_ptr<Clock> clock, Options options)
    : m_clock(std::move(clock)), m_options(std::move(options))
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setAutoDeleteReplies(false);
}

HttpClient::~HttpClient()
{
    abortAll();
}

void HttpClient::abortAll()
{
    m_closed = true;
    const auto running = std::exchange(m_running, {});
    for (QNetworkReply *reply : running)
        reply->abort();
}

QCoro::Task<HttpExchange> HttpClient::send(HttpRequest request)
{
    if (m_closed) {
        HttpExchange cancelled;
        cancelled.end = HttpExchange::End::Cancelled;
        co_return cancelled;
    }
    const auto work = m_clock->beginWork();
    const Millis started = m_realTime.monotonic();
    auto progress = std::make_shared<Progress>();
    auto *body = new OneTimeBody(request.body, nullptr);
    QNetworkReply *reply = m_network.sendCustomRequest(prepared(request, m_options.userAgent), request.method, body);
    body->setParent(reply);
    m_running.append(reply);

    connect(reply, &QNetworkReply::requestSent, reply, [progress] { progress->sent = true; });
    connect(reply, &QNetworkReply::readyRead, reply, [progress, reply, limit = m_options.maxBody] {
        progress->body += reply->readAll();
        if (progress->body.size() > limit && !progress->tooLarge) {
            progress->tooLarge = true;
            reply->abort();
        }
    });
    const auto giveUp = [progress, reply] {
        progress->timedOut = true;
        reply->abort();
    };
    const Millis longest = std::min(m_options.totalTimeout, request.timeLeft.value_or(m_options.totalTimeout));
    const auto whole = m_realTime.callAfter(longest, giveUp);
    const auto connecting = m_realTime.callAfter(m_options.connectTimeout, [progress, giveUp] {
        if (!progress->sent)
            giveUp();
    });
    if (!reply->isFinished())
        co_await qCoro(reply, &QNetworkReply::finished);

    if (m_running.removeAll(reply) == 0)
        progress->cancelled = true; // abortAll() took it out
    if (reply->isOpen())
        progress->body += reply->readAll();
    HttpExchange exchange;
    exchange.end = progress->body.size() > m_options.maxBody ? HttpExchange::End::TooLarge : endOf(*reply, *progress);
    exchange.duration = m_realTime.monotonic() - started;
    if (exchange.end == HttpExchange::End::Replied)
        exchange.reply = replyOf(*reply, std::move(progress->body));
    reply->deleteLater();
    co_return exchange;
}

bool isAllowedBaseUrl(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    if (url.scheme() == u"https")
        return true;
    return url.scheme() == u"http" && (url.host() == u"localhost" || QHostAddress(url.host()).isLoopback());
}

QString withoutSecrets(const QUrl &url)
{
    static const QStringList secretWords{u"key"_s, u"token"_s, u"secret"_s, u"password"_s, u"signature"_s, u"auth"_s};
    QUrl clean = url.adjusted(QUrl::RemoveUserInfo);
    QUrlQuery kept;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyEncoded);
    for (const auto &[name, value] : items) {
        const QString folded = name.toLower();
        const bool secret = std::any_of(secretWords.begin(), secretWords.end(),
                                        [&folded](const QString &word) { return folded.contains(word); });
        if (!secret)
            kept.addQueryItem(name, value);
    }
    clean.setQuery(kept);
    return clean.toString(QUrl::FullyEncoded);
}

Result<QJsonValue> parseJson(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = nestsTooDeep(text) ? QJsonDocument() : QJsonDocument::fromJson(text, &error);
    if (document.isObject())
        return QJsonValue(document.object());
    if (document.isArray())
        return QJsonValue(document.array());
    return fail(Error::invalid(u"bad_response"_s, u"not a JSON document of sensible depth"_s));
}

} // namespace portier::trips
