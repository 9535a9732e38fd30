// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/identity/accountchange.h"
#include "core/identity/accountmail.h"
#include "core/identity/accountsight.h"
#include "core/identity/emailaddress.h"
#include "core/identity/identityoptions.h"
#include "core/identity/passwordhasher.h"
#include "core/identity/sessionservice.h"
#include "core/identity/setupcode.h"
#include "core/operations/idempotency.h"
#include "core/storage/database.h"

namespace portier::identity
{

struct RegisterRequest {
    QString email;
    QString password;
    QString displayName; ///< empty: the local part of the address
    QString language;    ///< "de" | "en" | ""
    QString timeZone;    ///< IANA; empty: the instance's
    QString setupCode;
    bool fromLoopback = false;
    SignInRequest device; ///< device name, platform, client prefix and request id of the session that begins
};

/// An account made by an administrator on the command line.
struct NewAccount {
    QString email;
    QString password;
    QString displayName; ///< empty: the local part of the address
    QString language;
    QString timeZone;
    QSet<Role> roles{Role::Member};
};

/// What a person changes about the own account; what is absent stays.
struct ProfileChange {
    std::optional<QString> displayName, language, timeZone;
    std::optional<QString> email; ///< counts once a link sent there is confirmed (PLT-015)
};

/// Accounts: who exists, with which rights (PLT-001 to PLT-008, PLT-011). Lives on the core thread; must outlive the
/// tasks it returned.
class AccountService
{
public:
    AccountService(storage::Database &database, std::shared_ptr<Clock> clock, std::shared_ptr<PasswordHasher> hasher,
                   SetupCode setupCode, IdentityOptions options = {}, PostAccountMail post = {});
    void setOptions(IdentityOptions options) { m_options = std::move(options); }

    /// Called in the transaction in which a person moves to another time zone; what others plan for it moves along.
    using ZoneChanged = std::function<Result<>(storage::Transaction &, const Account &, Instant)>;
    void whenZoneChanges(ZoneChanged follow) { m_zoneChanged = std::move(follow); }
    void whenSightChanges(SightChanged tell) { m_tellSight = std::move(tell); }

    /// Writes the setup code while there is no account, removes it otherwise; at start (PLT-003).
    QCoro::Task<Result<>> prepareSetup();

    /// Sign-up: the first account becomes admin. Errors: validation_failed, Forbidden
    /// "setup_code_required" and "signup_closed", Conflict "email_taken", Unavailable "busy".
    QCoro::Task<Result<SignIn>> signUp(RegisterRequest request, operations::RememberReply<SignIn> reply = {});
    /// A verified account, whatever the sign-up mode. Errors: validation_failed, Conflict
    /// "email_taken".
    QCoro::Task<Result<Account>> add(NewAccount account, operations::Actor actor);

    QCoro::Task<Result<QList<Account>>> list();
    /// Error: NotFound.
    QCoro::Task<Result<Account>> find(QString id);
    /// Error: NotFound.
    QCoro::Task<Result<Account>> findByEmail(QString email);

    /// Disabling ends the account's sessions. Errors: NotFound, Conflict "last_admin".
    QCoro::Task<Result<Account>> setActive(QString id, bool active, operations::Actor actor);
    /// Ends all sessions but `keptSessionId` (PLT-015). Errors: NotFound, Unavailable "busy".
    QCoro::Task<Result<>> setPassword(QString id, QString password, operations::Actor actor,
                                      QString keptSessionId = {});
    /// The address that waits to be confirmed; empty: none.
    QCoro::Task<Result<QString>> pendingEmail(QString id);
    /// Errors: NotFound, validation_failed, Conflict "stale_version" with details {"version": current}.
    QCoro::Task<Result<Account>> updateProfile(QString id, qint64 version, ProfileChange change,
                                               operations::Actor actor);

private:
    QCoro::Task<Result<Account>> change(QString id, ApplyToAccount apply, QString event, operations::Actor actor);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<PasswordHasher> m_hasher;
    SetupCode m_setupCode;
    IdentityOptions m_options;
    PostAccountMail m_post;
    ZoneChanged m_zoneChanged;
    SightChanged m_tellSight;
};

} // namespace portier::identity
