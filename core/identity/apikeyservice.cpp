// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/apikeyservice.h"

#include "core/base/uuid.h"
#include "core/identity/accountstore.h"
#include "core/identity/admission.h"
#include "core/identity/identityrecords.h"
#include "core/operations/hmac.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using operations::KeyPurpose;
using operations::KeyRing;
using storage::Transaction;

namespace
{

constexpr Millis touchEvery = 1min;
constexpr qint64 longestOverlapDays = 7;

Error invalidToken()
{
    return Error::forbidden(u"invalid_token"_s);
}

SecretMac macOf(const KeyRing &keys, const QString &secret)
{
    const operations::NumberedKey pepper = keys.newest(KeyPurpose::Pepper);
    return {operations::hmacSha256(pepper.secret, secret.toLatin1()), pepper.number};
}

bool matches(const KeyRing &keys, const SecretMac &stored, const QString &secret)
{
    const auto pepper = keys.find(KeyPurpose::Pepper, stored.pepper);
    return pepper &&
           operations::equalInConstantTime(operations::hmacSha256(pepper->secret, secret.toLatin1()), stored.mac);
}

Result<ApiKey> findOr404(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(found, ApiKeyStore(tx).find(id));
    return found ? Result<ApiKey>(*found) : fail(Error::notFound());
}

/// The owner of a new key.
Result<Account> ownerOf(Transaction &tx, const QString &accountId)
{
    PORTIER_ASSIGN(owner, AccountStore(tx).find(accountId));
    if (!owner || !owner->isActive())
        return fail(Error::invalid({{u"/account_id"_s, u"unknown_account"_s, {}}}));
    return *owner;
}

AccountMail keyCreatedMail(const Account &owner, const ApiKey &key, const Principal &admin)
{
    AccountMail mail = mailTo(owner, u"key_created"_s, admin.actor());
    mail.facts = {{u"key_name"_s, key.name},
                  {u"scopes"_s, key.scopes.join(u", "_s)},
                  {u"created_at"_s, toRfc3339(key.createdAt)}};
    if (key.expiresAt)
        mail.facts.insert(u"expires_at"_s, toRfc3339(*key.expiresAt));
    return mail;
}

Result<IssuedApiKey> insertKey(Transaction &tx, const NewApiKey &wanted, const KeyRing &keys, Instant now)
{
    ApiKey key;
    key.id = newUuid(now);
    key.accountId = wanted.accountId;
    key.name = wanted.name.trimmed();
    key.description = wanted.description.trimmed();
    key.scopes = wanted.scopes;
    key.expiresAt = wanted.expiresAt;
    key.createdAt = key.updatedAt = now;
    for (;;) { // prefixes are random; a taken one is as good as impossible
        key.prefix = newKeyPrefix();
        const ApiKeyToken token = ApiKeyToken::generate(key.prefix);
        PORTIER_ASSIGN(inserted, ApiKeyStore(tx).insert(key, macOf(keys, token.secret)));
        if (inserted)
            return IssuedApiKey{key, token.text()};
    }
}

QJsonObject auditedChanges(const ApiKey &before, const ApiKey &after)
{
    QJsonObject changes;
    if (before.name != after.name)
        changes.insert(u"name"_s, QJsonArray{before.name, after.name});
    if (before.description != after.description)
        changes.insert(u"description"_s, QJsonArray());
    if (before.isActive != after.isActive)
        changes.insert(u"is_active"_s, QJsonArray{before.isActive, after.isActive});
    const auto text = [](const std::optional<Instant> &at) { return at ? QJsonValue(toRfc3339(*at)) : QJsonValue(); };
    if (before.expiresAt != after.expiresAt)
        changes.insert(u"expires_at"_s, QJsonArray{text(before.expiresAt), text(after.expiresAt)});
    return changes;
}

/// A key that opened the door, with whom it stands for.
struct FoundKey {
    ApiKeySecrets secrets;
    Account owner;
    bool isAllowed = true;
    bool byCurrent = true;
};

Result<FoundKey> findKey(Transaction &tx, const ApiKeyToken &token, const KeyRing &keys, const QStringList &allowlist,
                         Instant now)
{
    PORTIER_ASSIGN(secrets, ApiKeyStore(tx).findByPrefix(token.prefix));
    if (!secrets)
        return fail(invalidToken());
    const ApiKey &key = secrets->key;
    const bool byCurrent = matches(keys, secrets->current, token.secret);
    const bool byPrevious = key.previousUntil > now && matches(keys, secrets->previous, token.secret);
    const bool isExpired = key.expiresAt && *key.expiresAt <= now;
    if (!(byCurrent || byPrevious) || !key.isActive || isExpired)
        return fail(invalidToken());
    PORTIER_ASSIGN(owner, AccountStore(tx).find(key.accountId));
    if (!owner || !owner->isActive() || !owner->emailVerifiedAt)
        return fail(invalidToken()); // PLT-037
    PORTIER_ASSIGN(allowed, isAllowed(tx, *owner, allowlist));
    return FoundKey{*secrets, *owner, allowed, byCurrent};
}

} // namespace

ApiKeyService::ApiKeyService(storage::Database &database, std::shared_ptr<Clock> clock,
                             std::shared_ptr<const KeyRing> keys, PostAccountMail post, IdentityOptions options)
    : m_database(database), m_clock(std::move(clock)), m_keys(std::move(keys)), m_post(std::move(post)),
      m_options(std::move(options))
{
}

QCoro::Task<Result<IssuedApiKey>> ApiKeyService::create(NewApiKey wanted, Principal admin,
                                                        operations::RememberReply<IssuedApiKey> reply)
{
    const Instant now = m_clock->now();
    const ApiKeyFields fields{wanted.name, wanted.description, wanted.scopes, wanted.expiresAt};
    PORTIER_CO_TRY(checkApiKey(fields, now));
    auto body = [wanted, admin, reply, keys = m_keys, post = m_post, now](Transaction &tx) -> Result<IssuedApiKey> {
        PORTIER_ASSIGN(owner, ownerOf(tx, wanted.accountId));
        PORTIER_ASSIGN(issued, insertKey(tx, wanted, *keys, now));
        const QJsonObject changes{
            {u"scopes"_s, QJsonArray{QJsonArray(), QJsonArray::fromStringList(issued.key.scopes)}}};
        PORTIER_TRY(recordKey(tx, admin.actor(), u"created"_s, issued.key.id, changes, now));
        PORTIER_TRY(postMail(tx, post, keyCreatedMail(owner, issued.key, admin), now));
        PORTIER_TRY(operations::remember(reply, tx, issued));
        return issued;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<ApiKeyPage>> ApiKeyService::page(QString accountId, std::optional<ApiKeyPosition> after, int limit)
{
    // One more than the page holds tells whether there is a next one.
    auto body = [accountId, after, limit](Transaction &tx) {
        return ApiKeyStore(tx).page(accountId, after, limit + 1);
    };
    PORTIER_CO_ASSIGN(items, co_await m_database.read(std::move(body)));
    ApiKeyPage page{items, std::nullopt};
    if (items.size() > limit) {
        page.items.removeLast();
        page.next = ApiKeyPosition{page.items.constLast().createdAt, page.items.constLast().id};
    }
    co_return page;
}

QCoro::Task<Result<ApiKey>> ApiKeyService::find(QString id)
{
    auto body = [id](Transaction &tx) { return findOr404(tx, id); };
    co_return co_await m_database.read(std::move(body));
}

QCoro::Task<Result<ApiKey>> ApiKeyService::change(QString id, qint64 version, ApiKeyChange change, Principal admin)
{
    const Instant now = m_clock->now();
    const ApiKeyFields fields{change.name, change.description, std::nullopt, change.expiresAt.value_or(std::nullopt)};
    PORTIER_CO_TRY(checkApiKey(fields, now));
    auto body = [id, version, change, admin, now](Transaction &tx) -> Result<ApiKey> {
        PORTIER_ASSIGN(before, findOr404(tx, id));
        ApiKey after = before;
        after.version = version;
        after.name = change.name.value_or(before.name).trimmed();
        after.description = change.description.value_or(before.description).trimmed();
        after.isActive = change.isActive.value_or(before.isActive);
        if (change.expiresAt)
            after.expiresAt = *change.expiresAt;
        PORTIER_ASSIGN(saved, ApiKeyStore(tx).update(after, now));
        PORTIER_ASSIGN(stored, findOr404(tx, id));
        if (!saved)
            return fail(Error::conflict(u"stale_version"_s, {}, {{u"version"_s, stored.version}}));
        PORTIER_TRY(recordKey(tx, admin.actor(), u"updated"_s, id, auditedChanges(before, stored), now));
        return stored;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<IssuedApiKey>> ApiKeyService::rotate(QString id, qint64 overlapDays, Principal admin,
                                                        operations::RememberReply<IssuedApiKey> reply)
{
    const Instant now = m_clock->now();
    if (overlapDays < 0 || overlapDays > longestOverlapDays) {
        const QJsonObject range{{u"min"_s, 0}, {u"max"_s, longestOverlapDays}};
        const FieldError error{u"/overlap_days"_s, u"out_of_range"_s, range};
        co_return fail(Error::invalid(QList{error}));
    }
    std::optional<Instant> until;
    if (overlapDays > 0)
        until = now + std::chrono::days(overlapDays);
    auto body = [id, until, admin, reply, keys = m_keys, now](Transaction &tx) -> Result<IssuedApiKey> {
        PORTIER_ASSIGN(key, findOr404(tx, id));
        const ApiKeyToken token = ApiKeyToken::generate(key.prefix);
        PORTIER_TRY(ApiKeyStore(tx).rotate(id, macOf(*keys, token.secret), until, now));
        PORTIER_TRY(recordKey(tx, admin.actor(), u"rotated"_s, id, {}, now));
        PORTIER_ASSIGN(stored, findOr404(tx, id));
        const IssuedApiKey issued{stored, token.text()};
        PORTIER_TRY(operations::remember(reply, tx, issued));
        return issued;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<Principal>> ApiKeyService::authenticate(QString text, QString clientPrefix)
{
    const auto token = ApiKeyToken::parse(text);
    if (!token)
        co_return fail(invalidToken());
    const Instant now = m_clock->now();
    auto body = [token = *token, keys = m_keys, allowlist = m_options.allowlist, now](Transaction &tx) {
        return findKey(tx, token, *keys, allowlist, now);
    };
    PORTIER_CO_ASSIGN(found, co_await m_database.read(std::move(body)));
    if (!found.isAllowed)
        co_return fail(Error::forbidden(u"not_allowed"_s));
    const ApiKey &key = found.secrets.key;
    std::optional<SecretMac> renewed;
    if (found.byCurrent && found.secrets.current.pepper != m_keys->newest(KeyPurpose::Pepper).number)
        renewed = macOf(*m_keys, token->secret);
    if (renewed || !key.lastUsedAt || now - *key.lastUsedAt >= touchEvery)
        m_touches.add(touch(key.id, found.secrets.current, renewed, now));
    Principal principal;
    principal.kind = Principal::Kind::ApiKey;
    principal.id = key.id;
    principal.accountId = found.owner.id;
    principal.roles = found.owner.roles;
    principal.scopes = key.scopes;
    principal.language = found.owner.language;
    principal.timeZone = found.owner.timeZone;
    principal.clientPrefix = clientPrefix;
    co_return principal;
}

QCoro::Task<> ApiKeyService::touch(QString id, SecretMac present, std::optional<SecretMac> renewed, Instant now)
{
    // Bookkeeping: that it fails is nobody's failure.
    auto body = [id, present, renewed, now](Transaction &tx) -> Result<> {
        PORTIER_TRY(ApiKeyStore(tx).touch(id, now));
        return renewed ? ApiKeyStore(tx).renewMac(id, present, *renewed) : Result<>();
    };
    (void)co_await m_database.write(std::move(body));
}

} // namespace portier::identity
