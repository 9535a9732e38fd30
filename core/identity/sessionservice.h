// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/taskscope.h"
#include "core/identity/account.h"
#include "core/identity/accountmail.h"
#include "core/identity/identityoptions.h"
#include "core/identity/passwordhasher.h"
#include "core/storage/database.h"

namespace portier::identity
{

struct SignInRequest {
    QString email;
    QString password;
    QString deviceToken; ///< of an earlier sign-in; may be empty
    QString deviceName;
    QString platform;
    QString clientPrefix;
    QString requestId;
    bool clientIsProxy = false; ///< clientPrefix is a trusted proxy's own: no lockout key (PLT-018)
};

/// Sessions: sign-in with its lockout, sign-out, and whom a token belongs to (PLT-014, PLT-016 to PLT-021). Lives on
/// the core thread; must outlive the tasks it returned (drain() first).
class SessionService
{
public:
    SessionService(storage::Database &database, std::shared_ptr<Clock> clock, std::shared_ptr<PasswordHasher> hasher,
                   IdentityOptions options = {}, PostAccountMail post = {});
    void setOptions(IdentityOptions options) { m_options = std::move(options); }
    QCoro::Task<> drain() { return m_touches.join(); }

    /// Errors: Forbidden "invalid_credentials" (401), Forbidden "not_allowed" (403), Conflict "too_many_attempts" (429)
    /// with "retry_after", Unavailable "busy".
    QCoro::Task<Result<SignIn>> signIn(SignInRequest request);
    /// Ends the session of a token, also an expired one; knows no error for a token that is none (PLT-021).
    QCoro::Task<Result<>> signOut(QString token, operations::Actor actor);
    /// Errors: Forbidden "invalid_token" (401), Forbidden "not_allowed" (403).
    QCoro::Task<Result<Principal>> authenticate(QString token, QString clientPrefix);

    QCoro::Task<Result<QList<Session>>> list(QString accountId);
    /// Error: NotFound.
    QCoro::Task<Result<>> end(Principal caller, QString sessionId);
    /// Ends all but the caller's own.
    QCoro::Task<Result<>> endOthers(Principal caller);

    /// A new session of `account` inside a transaction, with its records; for sign-up and sign-in.
    [[nodiscard]] static Result<SignIn> begin(storage::Transaction &tx, const Account &account,
                                              const SignInRequest &request, Millis length, Instant now);
    /// Ends all of the account's sessions but one (empty: all), with their records.
    [[nodiscard]] static Result<> endAll(storage::Transaction &tx, const operations::Actor &actor,
                                         const QString &accountId, const QString &keptSessionId, Instant now);
    /// Removes expired sessions, device tokens and links, and forgotten failures; for `cleanup_sessions`.
    [[nodiscard]] static Result<qint64> removeExpired(storage::Transaction &tx, Instant now);

private:
    QCoro::Task<> touch(QString sessionId, Instant now);
    QCoro::Task<> bar(QString accountId, Instant now);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<PasswordHasher> m_hasher;
    IdentityOptions m_options;
    PostAccountMail m_post;
    TaskScope m_touches;
};

} // namespace portier::identity
