// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/oidcadmission.h"

#include "core/base/uuid.h"
#include "core/identity/accountcreation.h"
#include "core/identity/accountstore.h"
#include "core/identity/admission.h"
#include "core/identity/identityrecords.h"
#include "core/identity/identitystore.h"
#include "core/identity/sessionstore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

Error rejected(const QString &reason)
{
    Error error = Error::forbidden(u"oidc_rejected"_s, u"sign-in refused: "_s + reason);
    error.details.insert(u"reason"_s, reason);
    return error;
}

operations::Actor actorOf(const OidcAdmission &admission, const QString &accountId)
{
    return {u"account"_s, accountId, admission.device.requestId, admission.device.clientPrefix};
}

/// The steps of one admission, in one transaction.
class Admission
{
public:
    Admission(Transaction &tx, const OidcAdmission &admission, const EmailAddress &email, Instant now)
        : m_tx(tx), m_wanted(admission), m_email(email), m_now(now), m_accounts(tx), m_identities(tx)
    {
    }

    Result<OidcAdmitted> link()
    {
        PORTIER_ASSIGN(known, m_identities.find(m_wanted.token.issuer, m_wanted.token.subject));
        if (known && known->accountId != m_wanted.linkTo)
            return fail(Error::conflict(u"identity_taken"_s));
        PORTIER_ASSIGN(account, m_accounts.find(m_wanted.linkTo));
        if (!account || !account->isActive())
            return fail(rejected(u"account_inactive"_s));
        if (!known)
            PORTIER_TRY(remember(*account));
        return OidcAdmitted{account->id, std::nullopt};
    }

    Result<OidcAdmitted> signIn()
    {
        PORTIER_ASSIGN(account, findAccount());
        if (!account.isActive())
            return fail(rejected(u"account_inactive"_s));
        PORTIER_ASSIGN(allowed, isAllowed(m_tx, account, m_wanted.options.allowlist));
        if (!allowed)
            return fail(Error::forbidden(u"not_allowed"_s)); // PLT-033, as with a password
        PORTIER_ASSIGN(signIn,
                       SessionService::begin(m_tx, account, m_wanted.device, m_wanted.options.sessionLength, m_now));
        return OidcAdmitted{account.id, signIn};
    }

private:
    Result<Account> findAccount()
    {
        PORTIER_ASSIGN(known, m_identities.find(m_wanted.token.issuer, m_wanted.token.subject));
        if (known)
            return watching(known->accountId, [&] { return returning(*known); });
        PORTIER_ASSIGN(same, m_accounts.findByEmail(m_email.compared));
        if (same)
            return watching(same->account.id, [&] { return adopt(same->account); });
        return create();
    }

    Result<Account> watching(const QString &accountId, const std::function<Result<Account>()> &change)
    {
        return watchingSight<Account>(m_tx, accountId, m_wanted.tellSight, m_now, change);
    }

    /// PLT-028: the key is issuer and subject; an address that changed at the provider changes here, unless taken.
    Result<Account> returning(const ExternalIdentity &known)
    {
        PORTIER_ASSIGN(account, m_accounts.find(known.accountId));
        if (!account)
            return fail(rejected(u"account_inactive"_s));
        PORTIER_TRY(m_identities.recordUse(known.id, m_email.typed, m_now));
        const QString former = EmailAddress::compare(known.email);
        const bool followsProvider = EmailAddress::compare(account->email) == former;
        if (former == m_email.compared || !followsProvider)
            return *account;
        PORTIER_ASSIGN(isFree, m_accounts.isFree(m_email.compared, account->id));
        const operations::Actor actor = actorOf(m_wanted, account->id);
        if (!isFree) {
            PORTIER_TRY(recordAccount(m_tx, actor, u"email_kept"_s, account->id, {}, m_now));
            return *account;
        }
        PORTIER_TRY(m_accounts.setEmail(account->id, m_email.typed, m_now));
        PORTIER_TRY(recordAccount(m_tx, actor, u"email_changed"_s, account->id, {}, m_now));
        account->email = m_email.typed;
        return *account;
    }

    /// PLT-029: only a provider that speaks for the address may open an account that is there already.
    Result<Account> adopt(const Account &account)
    {
        if (!isAuthoritative(m_wanted.provider, m_wanted.token))
            return fail(Error::conflict(u"link_required"_s));
        if (!account.emailVerifiedAt) {
            // Somebody signed up with an address that was not theirs, or not yet: what they set up does not stay.
            PORTIER_TRY(m_accounts.setPasswordHash(account.id, {}, m_now));
            PORTIER_TRY(SessionStore(m_tx).removeOthers(account.id, {}));
            PORTIER_TRY(m_accounts.setEmail(account.id, account.email, m_now));
        }
        PORTIER_TRY(remember(account));
        PORTIER_ASSIGN(stored, m_accounts.find(account.id));
        return *stored;
    }

    Result<Account> create()
    {
        PORTIER_ASSIGN(hasAny, m_accounts.hasAny());
        if (!hasAny)
            return fail(Error::forbidden(u"setup_code_required"_s)); // the first admin signs up here (PLT-003)
        if (!admitsSignUp(m_wanted.options, m_email))
            return fail(Error::forbidden(u"signup_closed"_s));
        const NewProfile profile{m_email.typed, m_wanted.token.name.trimmed().left(80), {}, {}};
        PORTIER_ASSIGN(account, draftAccount(profile, m_wanted.options.timeZone, m_now));
        account.emailVerifiedAt = m_now;
        PORTIER_TRY(insertAccount(m_tx, account, {}, actorOf(m_wanted, account.id), m_now));
        PORTIER_TRY(remember(account));
        return account;
    }

    Result<> remember(const Account &account)
    {
        const IdToken &token = m_wanted.token;
        PORTIER_ASSIGN(inserted, m_identities.insert({newUuid(m_now), account.id, m_wanted.provider.slug, token.issuer,
                                                      token.subject, m_email.typed, m_now, m_now}));
        if (!inserted)
            return fail(Error::conflict(u"identity_taken"_s));
        return recordAccount(m_tx, actorOf(m_wanted, account.id), u"identity_linked"_s, account.id,
                             {{u"provider"_s, QJsonArray{QJsonValue::Null, m_wanted.provider.slug}}}, m_now);
    }

    Transaction &m_tx;
    const OidcAdmission &m_wanted;
    const EmailAddress &m_email;
    Instant m_now;
    AccountStore m_accounts;
    IdentityStore m_identities;
};

} // namespace

bool isAuthoritative(const OidcProvider &provider, const IdToken &token)
{
    const auto email = EmailAddress::parse(token.email);
    if (provider.kind != OidcProvider::Kind::Google || !email)
        return false;
    return email->domain() == "gmail.com"_L1 || token.hostedDomain.toLower() == email->domain();
}

Result<OidcAdmitted> admit(Transaction &tx, const OidcAdmission &admission, Instant now)
{
    const auto email = EmailAddress::parse(admission.token.email);
    if (!email)
        return fail(rejected(u"malformed"_s));
    Admission steps(tx, admission, *email, now);
    return admission.linkTo.isEmpty() ? steps.signIn() : steps.link();
}

} // namespace portier::identity
