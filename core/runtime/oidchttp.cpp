// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/oidchttp.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

trips::HttpClient::Options options()
{
    trips::HttpClient::Options options;
    options.totalTimeout = std::chrono::seconds(10);
    options.maxBody = 1024 * 1024;
    return options;
}

std::optional<Millis> maxAge(const trips::HttpReply &reply)
{
    static const QRegularExpression form(u"(?:^|[,\\s])max-age=(\\d{1,9})"_s);
    const auto match = form.match(QString::fromLatin1(reply.header("cache-control")));
    if (!match.hasMatch())
        return std::nullopt;
    return std::chrono::seconds(match.captured(1).toLongLong());
}

} // namespace

OidcHttp::OidcHttp(std::shared_ptr<Clock> clock) : m_client(std::move(clock), options())
{
}

QCoro::Task<Result<identity::OidcReply>> OidcHttp::get(QUrl url)
{
    trips::HttpRequest request;
    request.url = url;
    request.headers = {{"Accept", "application/json"}};
    return exchange(std::move(request));
}

QCoro::Task<Result<identity::OidcReply>> OidcHttp::postForm(QUrl url, QByteArray form, QByteArray authorization)
{
    trips::HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.body = form;
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/x-www-form-urlencoded"}};
    if (!authorization.isEmpty())
        request.headers.append({"Authorization", authorization});
    return exchange(std::move(request));
}

QCoro::Task<Result<identity::OidcReply>> OidcHttp::exchange(trips::HttpRequest request)
{
    const trips::HttpExchange done = co_await m_client.send(std::move(request));
    if (done.end != trips::HttpExchange::End::Replied)
        co_return fail(Error::unavailable(u"provider_unavailable"_s, u"the identity provider does not answer"_s));
    co_return identity::OidcReply{done.reply.status, done.reply.body, maxAge(done.reply)};
}

} // namespace portier::runtime
