// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/identityroom.h"

#include "core/base/log.h"
#include "core/identity/admission.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

using scheduling::JobOutcome;

std::shared_ptr<identity::PasswordHasher> hasher(const Config &config, std::shared_ptr<Clock> clock)
{
    identity::Argon2Hasher::Parameters parameters;
    parameters.memoryKib = static_cast<int>(config.integer(u"identity.hash_memory_kib"));
    parameters.passes = static_cast<int>(config.integer(u"identity.hash_time"));
    parameters.concurrency = static_cast<int>(config.integer(u"identity.hash_concurrency"));
    return std::make_shared<identity::Argon2Hasher>(std::move(clock), parameters);
}

} // namespace

identity::IdentityOptions identityOptions(const Config &config)
{
    static const QHash<QString, identity::SignUpMode> modes{{u"closed"_s, identity::SignUpMode::Closed},
                                                            {u"allowlist"_s, identity::SignUpMode::Allowlist},
                                                            {u"open"_s, identity::SignUpMode::Open}};
    identity::IdentityOptions options;
    options.signUp = modes.value(config.text(u"identity.signup"));
    options.allowlist = config.list(u"identity.allowlist");
    options.sessionLength = std::chrono::days(config.integer(u"identity.session_days"));
    options.timeZone = config.text(u"schedule.zone");
    return options;
}

IdentityRoom::IdentityRoom(const Config &config, std::shared_ptr<Clock> clock, storage::Database &database,
                           std::shared_ptr<const operations::KeyRing> keys, identity::PostAccountMail post)
    : m_database(database), m_clock(std::move(clock)), m_hasher(hasher(config, m_clock)),
      m_accounts(database, m_clock, m_hasher, identity::SetupCode(config.text(u"data.directory")),
                 identityOptions(config), post),
      m_sessions(database, m_clock, m_hasher, identityOptions(config), post),
      m_administration(database, m_clock, m_hasher, identityOptions(config)),
      m_apiKeys(database, m_clock, keys, post, identityOptions(config)),
      m_accountLinks(database, m_clock, m_hasher, post, identityOptions(config)),
      m_invitations(database, m_clock, post, identityOptions(config)), m_passwords(database, m_clock, m_hasher),
      m_links(database, m_clock, identity::LinkSigner(std::move(keys))),
      m_devices(database, m_clock, identityOptions(config)), m_allowlist(config.list(u"identity.allowlist"))
{
}

void IdentityRoom::reload(const Config &config)
{
    const identity::IdentityOptions options = identityOptions(config);
    m_accounts.setOptions(options);
    m_administration.setOptions(options);
    m_apiKeys.setOptions(options);
    m_sessions.setOptions(options);
    m_accountLinks.setOptions(options);
    m_invitations.setOptions(options);
    m_devices.setOptions(options);
    {
        const QMutexLocker lock(&m_allowlistMutex);
        if (m_allowlist == options.allowlist)
            return;
        m_allowlist = options.allowlist;
    }
    m_tasks.add(enforceAllowlist());
}

void IdentityRoom::whenSightChanges(const identity::SightChanged &tell)
{
    m_accounts.whenSightChanges(tell);
    m_administration.whenSightChanges(tell);
    m_accountLinks.whenSightChanges(tell);
}

QCoro::Task<Result<>> IdentityRoom::start()
{
    PORTIER_CO_TRY(co_await barUnlisted());
    co_return co_await m_accounts.prepareSetup();
}

QCoro::Task<> IdentityRoom::stop()
{
    co_await m_sessions.drain();
    co_await m_apiKeys.drain();
    co_await m_tasks.join();
}

Result<bool> IdentityRoom::mayAct(storage::Transaction &tx, const identity::Account &account) const
{
    QStringList allowlist;
    {
        const QMutexLocker lock(&m_allowlistMutex);
        allowlist = m_allowlist;
    }
    return identity::mayAct(tx, account, allowlist);
}

QCoro::Task<Result<>> IdentityRoom::barUnlisted()
{
    if (m_allowlist.isEmpty())
        co_return Result<>();
    const auto body = [allowlist = m_allowlist, now = m_clock->now()](storage::Transaction &tx) {
        return identity::barUnlisted(tx, allowlist, now);
    };
    PORTIER_CO_TRY(co_await m_database.write(body));
    co_return Result<>();
}

QCoro::Task<> IdentityRoom::enforceAllowlist()
{
    // Every request is judged by the new list already; this ends the sessions that make none (PLT-034).
    if (const auto done = co_await barUnlisted(); !done)
        log::warning("identity"_L1, "allowlist_not_enforced"_L1, {{u"code"_s, done.error().code}});
}

void IdentityRoom::registerWork(scheduling::Scheduler &scheduler)
{
    scheduler.registerWork(
        u"cleanup_sessions"_s, [this](const scheduling::OccurrenceRun &run) { return cleanUp(run); }, 1);
}

QCoro::Task<JobOutcome> IdentityRoom::cleanUp(scheduling::OccurrenceRun occurrence)
{
    const auto body = [now = m_clock->now()](storage::Transaction &tx) -> Result<qint64> {
        PORTIER_TRY(identity::DeviceSignIn::removeExpired(tx, now));
        return identity::SessionService::removeExpired(tx, now);
    };
    const auto removed = co_await occurrence.job->write(body);
    co_return removed ? JobOutcome::done() : JobOutcome::retry(removed.error().code);
}

} // namespace portier::runtime
