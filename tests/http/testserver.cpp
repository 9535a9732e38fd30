// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A server of a few routes with shortened times, for tests that need a process to ill-treat.
// Usage: httptestserver [name=value ...]; prints its port and serves until standard input ends.

#include "server/api/apirouter.h"
#include "server/http/httpserver.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QCoroTimer>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace portier;
using namespace portier::api;
using namespace Qt::StringLiterals;

namespace
{

QCoro::Task<Result<ApiResponse>> answer(ApiRequest request)
{
    co_return ApiResponse::json(
        {{u"arguments"_s, QJsonArray::fromStringList(request.pathArguments)}, {u"body_bytes"_s, request.body.size()}});
}

std::shared_ptr<Clock> theClock()
{
    static const auto clock = std::make_shared<SystemClock>();
    return clock;
}

QCoro::Task<Result<ApiResponse>> answerLater(ApiRequest request)
{
    co_await sleepFor(*theClock(), Millis(request.pathArguments.value(0).toInt()));
    co_return ApiResponse::json({{u"waited"_s, request.pathArguments.value(0)}});
}

QCoro::Task<Result<ApiResponse>> answerMuch(ApiRequest request)
{
    ApiResponse response;
    response.contentType = "text/plain; charset=utf-8";
    response.body = QByteArray(request.pathArguments.value(0).toInt() * 1024, 'x');
    co_return response;
}

void addRoutes(ApiRouter &router)
{
    const auto add = [&router](Method method, const QString &pattern, Handler handler, BodyKind body = BodyKind::None,
                               qint64 limit = 1024 * 1024) {
        router.add({.method = method,
                    .pattern = pattern,
                    .access = Access::open(),
                    .handler = std::move(handler),
                    .body = body,
                    .bodyLimit = limit,
                    .produces = {"application/json", "text/plain"}});
    };
    add(Method::Get, u"/health"_s, answer);
    add(Method::Get, u"/hello"_s, answer);
    add(Method::Get, u"/files/{name}"_s, answer);
    add(Method::Patch, u"/item/{id}/sub/{name}"_s, answer);
    add(Method::Delete, u"/item/{id}/sub/{name}"_s, answer);
    add(Method::Get, u"/slow/{ms}"_s, answerLater);
    add(Method::Get, u"/much/{kib}"_s, answerMuch);
    add(Method::Post, u"/echo"_s, answer, BodyKind::Raw);
    add(Method::Post, u"/json"_s, answer, BodyKind::Json);
    add(Method::Post, u"/import"_s, answer, BodyKind::Raw, 16 * 1024 * 1024);
}

http::HttpOptions optionsFrom(const QStringList &arguments)
{
    http::HttpOptions options;
    const QHash<QString, Millis *> times{
        {u"header"_s, &options.headerTimeout},      {u"body"_s, &options.bodyTimeout},
        {u"long_body"_s, &options.longBodyTimeout}, {u"rate_grace"_s, &options.bodyRateGrace},
        {u"idle"_s, &options.idleTimeout},          {u"handler"_s, &options.handlerTimeout},
        {u"write"_s, &options.writeTimeout},        {u"linger"_s, &options.lingerTimeout},
        {u"tick"_s, &options.tickInterval},
    };
    for (const QString &argument : arguments) {
        if (Millis *time = times.value(argument.section(u'=', 0, 0)))
            *time = Millis(argument.section(u'=', 1).toInt());
    }
    options.listen = {{QHostAddress(QHostAddress::AnyIPv4), 0}};
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    RouterServices services;
    services.clock = theClock();
    ApiRouter router(std::move(services));
    addRoutes(router);

    http::HttpHooks hooks;
    hooks.handle = [&router](ApiRequest request) { return router.handle(std::move(request)); };
    hooks.bodyLimit = [&router](Method method, const QString &path) { return router.bodyLimit(method, path); };
    http::HttpServer server(optionsFrom(QCoreApplication::arguments().sliced(1)), std::move(hooks), theClock());
    if (const auto started = server.start(); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().message));
        return 1;
    }
    std::printf("%d\n", server.places().constFirst().port);
    std::fflush(stdout);

    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &application, [] {
        char byte = 0;
        if (::read(STDIN_FILENO, &byte, 1) <= 0)
            QCoreApplication::quit();
    });
    const int code = QCoreApplication::exec();
    QCoro::waitFor(server.drain(Millis(2000)));
    return code;
}
