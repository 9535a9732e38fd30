// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountadministration.h"

#include "core/identity/accountcreation.h"
#include "core/identity/accountstore.h"
#include "core/identity/passwordpolicy.h"
#include "core/operations/audit.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

constexpr qsizetype mostParties = 50;

/// PLT-010: that personal rows were read, and by whom.
Result<> recordReading(Transaction &tx, const Principal &admin, const QString &accountId, Instant now)
{
    return operations::appendAudit(tx, {admin.actor(), u"account.read"_s, u"account"_s, accountId, u"ok"_s, {}}, now);
}

Result<> checkParties(const QStringList &parties, const QSet<Role> &roles)
{
    if (!parties.isEmpty() && !roles.contains(Role::Approver))
        return fail(Error::invalid({{u"/parties"_s, u"approver_only"_s, {}}}));
    if (parties.size() > mostParties)
        return fail(Error::invalid({{u"/parties"_s, u"too_many"_s, {{u"max"_s, mostParties}}}}));
    return {};
}

QString eventOf(const RightsChange &change)
{
    if (change.isActive && !change.roles && !change.parties)
        return *change.isActive ? u"enabled"_s : u"disabled"_s;
    return u"roles_changed"_s;
}

void applyChange(const RightsChange &change, Account &account)
{
    if (change.roles)
        account.roles = *change.roles + QSet{Role::Member};
    if (change.isActive && account.status != AccountStatus::Erased)
        account.status = *change.isActive ? AccountStatus::Active : AccountStatus::Disabled;
}

Result<AccountDetails> changeRights(Transaction &tx, const QString &id, std::optional<qint64> version,
                                    const RightsChange &change, const operations::Actor &actor, Instant now)
{
    const ApplyToAccount apply = [&change](Account &account) { applyChange(change, account); };
    PORTIER_ASSIGN(account, changeAccount(tx, {id, version, apply, eventOf(change), actor}, now));
    AccountStore store(tx);
    if (change.parties) {
        PORTIER_TRY(checkParties(*change.parties, account.roles));
        PORTIER_TRY(store.setParties(id, *change.parties));
    } else if (!account.roles.contains(Role::Approver)) {
        PORTIER_TRY(store.setParties(id, {}));
    }
    return findDetails(tx, id);
}

} // namespace

AccountAdministration::AccountAdministration(storage::Database &database, std::shared_ptr<Clock> clock,
                                             std::shared_ptr<PasswordHasher> hasher, IdentityOptions options)
    : m_database(database), m_clock(std::move(clock)), m_hasher(std::move(hasher)), m_options(std::move(options))
{
}

QCoro::Task<Result<AccountPage>> AccountAdministration::page(AccountFilter filter, std::optional<AccountPosition> after,
                                                             int limit, Principal admin)
{
    auto body = [filter, after, limit, admin, now = m_clock->now()](Transaction &tx) -> Result<AccountPage> {
        AccountStore store(tx);
        // One more than the page holds tells whether there is a next one.
        PORTIER_ASSIGN(accounts, store.page(filter, after, limit + 1));
        AccountPage page;
        if (accounts.size() > limit) {
            accounts.removeLast();
            page.next = AccountPosition{accounts.constLast().createdAt, accounts.constLast().id};
        }
        PORTIER_ASSIGN(parties, store.partiesOfAll(accounts));
        for (const Account &account : std::as_const(accounts))
            page.items.append({account, parties.value(account.id)});
        PORTIER_TRY(recordReading(tx, admin, {}, now));
        return page;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<AccountDetails>> AccountAdministration::find(QString id, Principal admin)
{
    auto body = [id, admin, now = m_clock->now()](Transaction &tx) -> Result<AccountDetails> {
        PORTIER_ASSIGN(details, findDetails(tx, id));
        PORTIER_TRY(recordReading(tx, admin, id, now));
        return details;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<AccountDetails>> AccountAdministration::create(AdminAccount wanted, Principal admin,
                                                                  operations::RememberReply<AccountDetails> reply)
{
    const Instant now = m_clock->now();
    const NewAccount &said = wanted.account;
    PORTIER_CO_ASSIGN(
        account, draftAccount({said.email, said.displayName, said.language, said.timeZone}, m_options.timeZone, now));
    account.roles.unite(said.roles);
    account.emailVerifiedAt = now;
    PORTIER_CO_TRY(checkParties(wanted.parties, account.roles));
    QString hash;
    if (!said.password.isEmpty()) {
        PORTIER_CO_TRY(checkPassword(said.password, account.email));
        PORTIER_CO_ASSIGN(hashed, co_await m_hasher->hash(said.password));
        hash = hashed;
    }
    auto body = [account, hash, parties = wanted.parties, admin, reply,
                 now](Transaction &tx) -> Result<AccountDetails> {
        Account created = account;
        PORTIER_TRY(insertAccount(tx, created, hash, admin.actor(), now));
        PORTIER_TRY(AccountStore(tx).setParties(created.id, parties));
        PORTIER_ASSIGN(details, findDetails(tx, created.id));
        PORTIER_TRY(operations::remember(reply, tx, details));
        return details;
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<AccountDetails>> AccountAdministration::change(QString id, std::optional<qint64> version,
                                                                  RightsChange change, operations::Actor actor)
{
    auto body = [id, version, change, actor, tell = m_tellSight, now = m_clock->now()](Transaction &tx) {
        return watchingSight<AccountDetails>(tx, id, tell, now,
                                             [&] { return changeRights(tx, id, version, change, actor, now); });
    };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<>> AccountAdministration::endSessions(QString id, Principal admin)
{
    auto body = [id, admin, now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_TRY(findAccount(tx, id));
        return SessionService::endAll(tx, admin.actor(), id, {}, now);
    };
    co_return co_await m_database.write(std::move(body));
}

} // namespace portier::identity
