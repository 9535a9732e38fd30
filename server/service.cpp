// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/service.h"

#include "core/base/log.h"
#include "server/commands/corecommand.h"

using namespace Qt::Literals::StringLiterals;

namespace portier
{

Service::Service(std::unique_ptr<runtime::Core> core) : m_core(std::move(core)), m_http(*m_core)
{
}

Service::~Service() = default;

QCoro::Task<Result<>> Service::start()
{
    PORTIER_CO_TRY(openControlSocket());
    // The door opens last: whoever asks for readiness first is not told of a start that is still under way, an answer
    // that would be shared for two seconds (PLT-171).
    PORTIER_CO_TRY(co_await m_core->startWork(runtime::Core::Work::JobsAndSchedules));
    PORTIER_CO_TRY(m_http.open());
    if (m_core->config().text(u"http.public_url").startsWith("http:"_L1)) // PLT-023
        log::warning("http"_L1, "cookies_not_secure"_L1, {},
                     u"http.public_url is http: the cookies of pages are sent without Secure"_s);
    log::info("runtime"_L1, "service_started"_L1, {{u"version"_s, QStringLiteral(PORTIER_VERSION)}});
    co_return Result<>();
}

QCoro::Task<> Service::stop()
{
    const Millis limit = std::chrono::seconds(m_core->config().integer(u"shutdown.drain_seconds"));
    log::info("runtime"_L1, "drain_started"_L1, {{u"limit_ms"_s, qint64(limit.count())}});
    m_control.reset();
    auto work = m_core->drain(limit); // starts at once: nothing new is taken while requests finish
    co_await m_http.close(limit);
    co_await work;
    co_await m_commands.join();
    log::info("runtime"_L1, "drain_finished"_L1);
}

void Service::reload(const Config &config)
{
    m_core->reload(config);
    m_http.reload(m_core->config());
    log::info("runtime"_L1, "configuration_reloaded"_L1);
}

Result<> Service::openControlSocket()
{
    const QString path = control::controlSocketPath(m_core->config().text(u"data.directory"));
    PORTIER_ASSIGN(server, control::ControlServer::listen(path, commands::serveCommands(*m_core, m_commands)));
    m_control = std::move(server);
    return {};
}

} // namespace portier
