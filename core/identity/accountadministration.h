// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountservice.h"
#include "core/identity/accountsight.h"
#include "core/identity/accountstore.h"

namespace portier::identity
{

struct AccountPage {
    QList<AccountDetails> items;
    std::optional<AccountPosition> next; ///< nothing at the end
};

/// An account that an admin makes. Without a password its owner sets one by a reset link.
struct AdminAccount {
    NewAccount account;
    QStringList parties; ///< of an approver
};

/// What an admin changes about an account; what is absent stays. Whoever stops being an approver loses their parties.
struct RightsChange {
    std::optional<QSet<Role>> roles;
    std::optional<QStringList> parties;
    std::optional<bool> isActive;
};

/// Accounts as admins see them (PLT-007, PLT-009). Reading one is a security event, too (PLT-010). Lives on the core
/// thread; must outlive the tasks it returned.
class AccountAdministration
{
public:
    AccountAdministration(storage::Database &database, std::shared_ptr<Clock> clock,
                          std::shared_ptr<PasswordHasher> hasher, IdentityOptions options = {});
    void setOptions(IdentityOptions options) { m_options = std::move(options); }
    void whenSightChanges(SightChanged tell) { m_tellSight = std::move(tell); }

    /// In order of creation.
    QCoro::Task<Result<AccountPage>> page(AccountFilter filter, std::optional<AccountPosition> after, int limit,
                                          Principal admin);
    /// Error: NotFound.
    QCoro::Task<Result<AccountDetails>> find(QString id, Principal admin);
    /// A verified account. Errors: validation_failed, Conflict "email_taken", Unavailable "busy".
    QCoro::Task<Result<AccountDetails>> create(AdminAccount wanted, Principal admin,
                                               operations::RememberReply<AccountDetails> reply = {});
    /// Nothing as `version`: whatever it is. Errors: NotFound, validation_failed ("/parties" approver_only), Conflict
    /// "last_admin", Conflict "stale_version".
    QCoro::Task<Result<AccountDetails>> change(QString id, std::optional<qint64> version, RightsChange change,
                                               operations::Actor actor);
    /// Ends all sessions of the account. Error: NotFound.
    QCoro::Task<Result<>> endSessions(QString id, Principal admin);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<PasswordHasher> m_hasher;
    IdentityOptions m_options;
    SightChanged m_tellSight;
};

} // namespace portier::identity
