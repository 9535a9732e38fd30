// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/base/taskscope.h"
#include "core/identity/accountadministration.h"
#include "core/identity/accountlinks.h"
#include "core/identity/accountservice.h"
#include "core/identity/apikeyservice.h"
#include "core/identity/devicesignin.h"
#include "core/identity/invitationservice.h"
#include "core/identity/linkservice.h"
#include "core/identity/passwordservice.h"
#include "core/identity/sessionservice.h"
#include "core/runtime/retention.h"
#include "core/scheduling/scheduler.h"

#include <QMutex>

namespace portier::runtime
{

/// The settings identity.* as the services use them.
[[nodiscard]] identity::IdentityOptions identityOptions(const Config &config);

/// The room "identity", built from the configuration.
class IdentityRoom
{
public:
    IdentityRoom(const Config &config, std::shared_ptr<Clock> clock, storage::Database &database,
                 std::shared_ptr<const operations::KeyRing> keys, identity::PostAccountMail post);

    void registerWork(scheduling::Scheduler &scheduler);
    /// Ends what the settings no longer allow; before the doors open.
    QCoro::Task<Result<>> start();
    /// Applies identity.signup and identity.allowlist at once.
    void reload(const Config &config);
    /// What an account sees may have changed; `tell` runs in the same transaction (PLT-083).
    void whenSightChanges(const identity::SightChanged &tell);
    /// After the doors are closed.
    QCoro::Task<> stop();

    /// Whether an account may act at this moment: active, verified, on the allowlist (PLT-047). From any thread.
    [[nodiscard]] Result<bool> mayAct(storage::Transaction &tx, const identity::Account &account) const;

    [[nodiscard]] identity::AccountService &accounts() { return m_accounts; }
    [[nodiscard]] identity::SessionService &sessions() { return m_sessions; }
    [[nodiscard]] identity::LinkService &links() { return m_links; }
    [[nodiscard]] identity::DeviceSignIn &devices() { return m_devices; }
    [[nodiscard]] identity::AccountAdministration &administration() { return m_administration; }
    [[nodiscard]] identity::ApiKeyService &apiKeys() { return m_apiKeys; }
    [[nodiscard]] identity::AccountLinks &accountLinks() { return m_accountLinks; }
    [[nodiscard]] identity::InvitationService &invitations() { return m_invitations; }
    [[nodiscard]] identity::PasswordService &passwords() { return m_passwords; }

private:
    QCoro::Task<scheduling::JobOutcome> cleanUp(scheduling::OccurrenceRun occurrence);
    QCoro::Task<Result<>> barUnlisted();
    QCoro::Task<> enforceAllowlist();

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<identity::PasswordHasher> m_hasher;
    identity::AccountService m_accounts;
    identity::SessionService m_sessions;
    identity::AccountAdministration m_administration;
    identity::ApiKeyService m_apiKeys;
    identity::AccountLinks m_accountLinks;
    identity::InvitationService m_invitations;
    identity::PasswordService m_passwords;
    identity::LinkService m_links;
    identity::DeviceSignIn m_devices;
    TaskScope m_tasks;
    mutable QMutex m_allowlistMutex; ///< guards the one below, which database threads read
    QStringList m_allowlist;
};

} // namespace portier::runtime
