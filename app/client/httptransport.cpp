// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/httptransport.h"

#include <QNetworkReply>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

ApiReply replyOf(QNetworkReply &answer)
{
    ApiReply reply;
    reply.status = answer.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    reply.body = answer.readAll();
    for (const auto &[name, value] : answer.rawHeaderPairs())
        reply.headers.append(std::pair(name.toLower(), value));
    // A reply that broke off is none: half a list must not pass for a whole one.
    const auto error = answer.error();
    if (error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)
        return {};
    return reply;
}

bool isThisMachine(const QString &host)
{
    return host == "localhost"_L1 || host == "127.0.0.1"_L1 || host == "::1"_L1;
}

} // namespace

HttpTransport::HttpTransport(const QUrl &server, QObject *parent) : ApiTransport(parent), m_server(server)
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy); // a token never follows a redirect
}

void HttpTransport::send(ApiCall call, Done done)
{
    QUrl url = m_server;
    url.setPath(call.path, QUrl::StrictMode);
    url.setQuery(call.query);
    QNetworkRequest request(url);
    request.setTransferTimeout(call.timeoutMs);
    for (const auto &[name, value] : std::as_const(call.headers))
        request.setRawHeader(name, value);
    QNetworkReply *answer = m_network.sendCustomRequest(request, call.method, call.body);
    connect(answer, &QNetworkReply::finished, this, [answer, done = std::move(done)] {
        answer->deleteLater();
        done(replyOf(*answer));
    });
}

QString HttpTransport::name() const
{
    return m_server.port() > 0 ? u"%1:%2"_s.arg(m_server.host()).arg(m_server.port()) : m_server.host();
}

QUrl HttpTransport::fromTyped(const QString &text)
{
    QString typed = text.trimmed();
    if (typed.isEmpty())
        return {};
    if (!typed.contains("://"_L1)) {
        const QUrl guess(u"http://"_s + typed, QUrl::StrictMode);
        typed.prepend(isThisMachine(guess.host()) ? "http://"_L1 : "https://"_L1);
    }
    QUrl url(typed, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        return {};
    url.setPath({});
    url.setQuery(QString());
    url.setFragment({});
    url.setUserInfo({});
    return url;
}

} // namespace portier::app
