// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/embeddedcore.h"

#include "app/client/localtransport.h"
#include "core/identity/localowner.h"
#include "core/runtime/configfiles.h"
#include "core/runtime/core.h"
#include "core/runtime/makeclock.h"
#include "core/runtime/setuplog.h"
#include "server/httpdoor.h"

#include <QPointer>

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr Millis drainLimit = std::chrono::seconds(5);

using Started = std::function<void(QString token, QString problem)>;

api::ApiRequest requestOf(const ApiCall &call)
{
    api::ApiRequest request;
    request.method = api::methodFromName(call.method).value_or(api::Method::Get);
    request.path = call.path;
    request.rawQuery = call.query.toString(QUrl::FullyEncoded).toLatin1();
    request.headers = call.headers;
    request.body = call.body;
    return request;
}

QCoro::Task<> carry(api::ApiRouter &router, ApiCall call, ApiTransport::Done done)
{
    api::ApiResponse response = co_await router.handle(requestOf(call));
    ApiReply reply;
    reply.status = response.status;
    reply.headers = response.headers;
    reply.body = response.body;
    done(std::move(reply));
}

} // namespace

/// What lives on the core's thread.
struct EmbeddedCore::Running : QObject {
    std::unique_ptr<runtime::Core> core;
    std::unique_ptr<HttpDoor> door; ///< its listener is never opened
    TaskScope calls;

    QCoro::Task<> open(QStringList settings, QString language, Started done)
    {
        if (!core) {
            ConfigInput input;
            input.flags = settings;
            auto config = Config::resolve(input);
            if (!config)
                co_return done({}, config.error().join(u'\n'));
            const auto clock = runtime::makeClock(*config);
            runtime::setUpLog(*config, clock);
            auto opened = runtime::Core::open(std::move(*config), clock, {});
            if (!opened)
                co_return done({}, opened.error().sentence);
            core = std::move(*opened);
            door = std::make_unique<HttpDoor>(*core);
            const auto started = co_await core->startWork(runtime::Core::Work::JobsAndSchedules);
            if (!started)
                co_return done({}, started.error().message);
        }
        const QString zone = QString::fromLatin1(QTimeZone::systemTimeZoneId());
        const auto owner = co_await identity::signInLocalOwner(core->database(), core->clock(), language, zone);
        if (owner)
            done(owner->token, {});
        else
            done({}, owner.error().code);
    }

    QCoro::Task<> close(QThread *thread)
    {
        if (core)
            co_await core->drain(drainLimit);
        co_await calls.join();
        door.reset();
        core.reset();
        thread->quit();
    }
};

EmbeddedCore::EmbeddedCore(QString dataFolder, QStringList settings, QString language, QObject *parent)
    : QObject(parent), m_dataFolder(std::move(dataFolder)), m_language(std::move(language)),
      m_settings(std::move(settings)), m_running(std::make_shared<Running>())
{
    m_settings.prepend("data.directory="_L1 + m_dataFolder);
    m_settings.append(u"log.level=warning"_s);
    m_thread.setObjectName(u"core"_s);
    m_running->moveToThread(&m_thread);
    m_thread.start();
}

EmbeddedCore::~EmbeddedCore()
{
    QMetaObject::invokeMethod(
        m_running.get(), [running = m_running.get(), thread = &m_thread] { running->close(thread); },
        Qt::QueuedConnection);
    m_thread.wait();
    m_running.reset();
}

SessionStart EmbeddedCore::starter()
{
    return [this](QObject *context, std::function<void(std::shared_ptr<LocalStart>)> done) {
        start(QPointer<QObject>(context), done);
    };
}

void EmbeddedCore::start(const QPointer<QObject> &context, const std::function<void(std::shared_ptr<LocalStart>)> &done)
{
    const LocalTransport::Door door = [running = m_running](ApiCall call, ApiTransport::Done answer) {
        QMetaObject::invokeMethod(
            running.get(),
            [running = running.get(), call = std::move(call), answer = std::move(answer)]() mutable {
                running->calls.add(carry(running->door->router(), std::move(call), std::move(answer)));
            },
            Qt::QueuedConnection);
    };
    const Started started = [context, done, door](const QString &token, const QString &problem) {
        if (!context)
            return;
        QMetaObject::invokeMethod(
            context.data(),
            [done, door, token, problem] {
                auto start = std::make_shared<LocalStart>();
                start->problem = problem;
                start->token = token;
                if (!token.isEmpty())
                    start->transport = std::make_unique<LocalTransport>(door);
                done(start);
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(
        m_running.get(),
        [running = m_running.get(), settings = m_settings, language = m_language, started] {
            running->calls.add(running->open(settings, language, started));
        },
        Qt::QueuedConnection);
}

} // namespace portier::app
