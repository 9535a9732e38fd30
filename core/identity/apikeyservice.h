// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/taskscope.h"
#include "core/identity/accountmail.h"
#include "core/identity/apikeystore.h"
#include "core/identity/identityoptions.h"
#include "core/operations/idempotency.h"
#include "core/operations/keyring.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::identity
{

struct NewApiKey {
    QString accountId; ///< owner
    QString name;
    QString description;
    QStringList scopes;
    std::optional<Instant> expiresAt;
};

/// What changes about a key; what is absent stays.
struct ApiKeyChange {
    std::optional<QString> name, description;
    std::optional<bool> isActive;
    std::optional<std::optional<Instant>> expiresAt; ///< an inner nothing: no expiry
};

/// A key and its secret, which is shown this once.
struct IssuedApiKey {
    ApiKey key;
    QString token;
};

struct ApiKeyPage {
    QList<ApiKey> items;
    std::optional<ApiKeyPosition> next; ///< nothing at the end
};

/// Keys of programs: made by admins, judged at each request (PLT-035 to PLT-037). Lives on the core thread; must
/// outlive the tasks it returned (drain() first).
class ApiKeyService
{
public:
    ApiKeyService(storage::Database &database, std::shared_ptr<Clock> clock,
                  std::shared_ptr<const operations::KeyRing> keys, PostAccountMail post, IdentityOptions options = {});
    void setOptions(IdentityOptions options) { m_options = std::move(options); }
    QCoro::Task<> drain() { return m_touches.join(); }

    /// Tells the owner by mail. Errors: validation_failed ("/account_id" unknown_account, and those of checkApiKey()).
    QCoro::Task<Result<IssuedApiKey>> create(NewApiKey wanted, Principal admin,
                                             operations::RememberReply<IssuedApiKey> reply = {});
    /// Newest first; of one owner, or all with an empty `accountId`.
    QCoro::Task<Result<ApiKeyPage>> page(QString accountId, std::optional<ApiKeyPosition> after, int limit);
    /// Error: NotFound.
    QCoro::Task<Result<ApiKey>> find(QString id);
    /// Errors: NotFound, validation_failed, Conflict "stale_version".
    QCoro::Task<Result<ApiKey>> change(QString id, qint64 version, ApiKeyChange change, Principal admin);
    /// A new secret; the old one works for `overlapDays` (0 to 7) more. Errors: NotFound, validation_failed.
    QCoro::Task<Result<IssuedApiKey>> rotate(QString id, qint64 overlapDays, Principal admin,
                                             operations::RememberReply<IssuedApiKey> reply = {});

    /// Errors: Forbidden "invalid_token" (401) for wrong, inactive and expired keys and those of an owner who may not
    /// act; Forbidden "not_allowed" (403) when the allowlist keeps the owner out.
    QCoro::Task<Result<Principal>> authenticate(QString token, QString clientPrefix);

private:
    QCoro::Task<> touch(QString id, SecretMac present, std::optional<SecretMac> renewed, Instant now);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const operations::KeyRing> m_keys;
    PostAccountMail m_post;
    IdentityOptions m_options;
    TaskScope m_touches;
};

} // namespace portier::identity
