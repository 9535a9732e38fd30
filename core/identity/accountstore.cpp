// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountstore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

const QString columns = u"id, email, display_name, language, time_zone, is_reviewer, is_approver, is_admin, status,"
                        " email_verified_at, created_at, updated_at, version, password_hash"_s;

/// A LIKE pattern, escaped by "!".
QString containing(const QString &text)
{
    QString literal = text.toLower();
    for (const QChar special : {u'!', u'%', u'_'})
        literal.replace(special, QStringLiteral("!") + special);
    return u'%' + literal + u'%';
}

Account readAccount(const storage::Row &row)
{
    Account account;
    account.id = row.text(0);
    account.email = row.text(1);
    account.displayName = row.text(2);
    account.language = row.text(3);
    account.timeZone = row.text(4);
    account.roles = {Role::Member};
    if (row.boolean(5))
        account.roles.insert(Role::Reviewer);
    if (row.boolean(6))
        account.roles.insert(Role::Approver);
    if (row.boolean(7))
        account.roles.insert(Role::Admin);
    const QString status = row.text(8);
    account.status = status == statusName(AccountStatus::Active)     ? AccountStatus::Active
                     : status == statusName(AccountStatus::Disabled) ? AccountStatus::Disabled
                                                                     : AccountStatus::Erased;
    account.emailVerifiedAt = row.optInstant(9);
    account.createdAt = row.instant(10);
    account.updatedAt = row.instant(11);
    account.version = row.integer(12);
    account.hasPassword = !row.text(13).isEmpty();
    return account;
}

} // namespace

Result<std::optional<Account>> AccountStore::find(const QString &id)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM accounts WHERE id = ?"_s, {id}));
    return row ? std::optional(readAccount(*row)) : std::nullopt;
}

Result<std::optional<AccountSecrets>> AccountStore::findByEmail(const QString &comparedEmail)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM accounts WHERE email_compared = ?"_s, {comparedEmail}));
    if (!row)
        return std::nullopt;
    return AccountSecrets{readAccount(*row), row->text(13)};
}

Result<QList<Account>> AccountStore::list()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + columns + u" FROM accounts ORDER BY created_at, id"_s));
    QList<Account> accounts;
    for (const storage::Row &row : std::as_const(rows))
        accounts.append(readAccount(row));
    return accounts;
}

Result<QList<Account>> AccountStore::page(const AccountFilter &filter, const std::optional<AccountPosition> &after,
                                          int limit)
{
    QString where = u"1 = 1"_s;
    storage::Binds binds;
    if (filter.status) {
        where += u" AND status = ?"_s;
        binds.append(statusName(*filter.status));
    }
    if (filter.role && *filter.role != Role::Member) // which everybody is
        where += u" AND is_%1 = 1"_s.arg(roleName(*filter.role));
    if (!filter.text.isEmpty()) {
        where += u" AND (email_compared LIKE ? ESCAPE '!' OR LOWER(display_name) LIKE ? ESCAPE '!')"_s;
        binds << containing(filter.text) << containing(filter.text);
    }
    if (after) {
        where += u" AND (created_at > ? OR (created_at = ? AND id > ?))"_s;
        binds << after->createdAt << after->createdAt << after->id;
    }
    binds.append(limit);
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + columns + u" FROM accounts WHERE "_s + where +
                                        u" ORDER BY created_at, id LIMIT ?"_s,
                                    binds));
    QList<Account> accounts;
    for (const storage::Row &row : std::as_const(rows))
        accounts.append(readAccount(row));
    return accounts;
}

Result<bool> AccountStore::insert(const Account &account, const QString &passwordHash)
{
    PORTIER_ASSIGN(inserted,
                   m_tx.exec(u"INSERT INTO accounts (id, email, email_compared, display_name, language, time_zone,"
                             " is_reviewer, is_approver, is_admin, status, email_verified_at, password_hash,"
                             " created_at, updated_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
                             " ON CONFLICT (email_compared) DO NOTHING"_s,
                             {account.id, account.email, EmailAddress::compare(account.email), account.displayName,
                              account.language, account.timeZone, account.roles.contains(Role::Reviewer),
                              account.roles.contains(Role::Approver), account.roles.contains(Role::Admin),
                              statusName(account.status), account.emailVerifiedAt, passwordHash, account.createdAt,
                              account.updatedAt}));
    return inserted == 1;
}

Result<bool> AccountStore::update(const Account &account, Instant now)
{
    PORTIER_ASSIGN(
        changed,
        m_tx.exec(u"UPDATE accounts SET display_name = ?, language = ?, time_zone = ?, is_reviewer = ?,"
                  " is_approver = ?, is_admin = ?, status = ?, updated_at = ?, version = version + 1"
                  " WHERE id = ? AND version = ?"_s,
                  {account.displayName, account.language, account.timeZone, account.roles.contains(Role::Reviewer),
                   account.roles.contains(Role::Approver), account.roles.contains(Role::Admin),
                   statusName(account.status), now, account.id, account.version}));
    return changed == 1;
}

Result<bool> AccountStore::isFree(const QString &comparedEmail, const QString &ownId)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT 1 FROM accounts WHERE email_compared = ? AND id <> ?"_s, {comparedEmail, ownId}));
    return !row;
}

Result<> AccountStore::setEmail(const QString &id, const QString &email, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE accounts SET email = ?, email_compared = ?, email_verified_at = ?, updated_at = ?,"
                          " version = version + 1 WHERE id = ?"_s,
                          {email, EmailAddress::compare(email), now, now, id}));
    return {};
}

Result<QStringList> AccountStore::parties(const QString &id)
{
    PORTIER_ASSIGN(rows,
                   m_tx.query(u"SELECT party_id FROM account_parties WHERE account_id = ? ORDER BY party_id"_s, {id}));
    QStringList parties;
    for (const storage::Row &row : std::as_const(rows))
        parties.append(row.text(0));
    return parties;
}

Result<QHash<QString, QStringList>> AccountStore::partiesOfAll(const QList<Account> &accounts)
{
    QHash<QString, QStringList> parties;
    if (accounts.isEmpty())
        return parties;
    QStringList places;
    storage::Binds binds;
    for (const Account &account : accounts) {
        places.append(u"?"_s);
        binds.append(account.id);
    }
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT account_id, party_id FROM account_parties WHERE account_id IN ("_s +
                                        places.join(u',') + u") ORDER BY party_id"_s,
                                    binds));
    for (const storage::Row &row : std::as_const(rows))
        parties[row.text(0)].append(row.text(1));
    return parties;
}

Result<> AccountStore::setParties(const QString &id, const QStringList &partyIds)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM account_parties WHERE account_id = ?"_s, {id}));
    for (const QString &party : partyIds) {
        PORTIER_TRY(m_tx.exec(u"INSERT INTO account_parties (account_id, party_id) VALUES (?, ?)"
                              " ON CONFLICT (account_id, party_id) DO NOTHING"_s,
                              {id, party}));
    }
    return {};
}

Result<QList<Account>> AccountStore::approversOf(const QString &partyId)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + columns +
                                        u" FROM accounts WHERE is_approver = 1 AND status = ?"
                                        " AND id IN (SELECT account_id FROM account_parties WHERE party_id = ?)"
                                        " ORDER BY created_at, id"_s,
                                    {statusName(AccountStatus::Active), partyId}));
    QList<Account> accounts;
    for (const storage::Row &row : std::as_const(rows))
        accounts.append(readAccount(row));
    return accounts;
}

Result<> AccountStore::setPasswordHash(const QString &id, const QString &hash, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE accounts SET password_hash = ?, updated_at = ? WHERE id = ?"_s, {hash, now, id}));
    return {};
}

Result<bool> AccountStore::claimFirst(Instant now)
{
    PORTIER_ASSIGN(claimed, m_tx.exec(u"UPDATE identity_state SET first_account_at = ?"
                                      " WHERE id = 1 AND first_account_at IS NULL"_s,
                                      {now}));
    return claimed == 1;
}

Result<bool> AccountStore::hasAny()
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT first_account_at FROM identity_state WHERE id = 1"_s));
    return row && !row->isNull(0);
}

Result<> AccountStore::lockAdmins()
{
    PORTIER_TRY(m_tx.exec(u"UPDATE identity_state SET id = 1 WHERE id = 1"_s));
    return {};
}

Result<QStringList> AccountStore::activeAdminEmails()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT email FROM accounts WHERE is_admin = 1 AND status = ?"
                                    " AND email_verified_at IS NOT NULL"_s,
                                    {statusName(AccountStatus::Active)}));
    QStringList emails;
    for (const storage::Row &row : std::as_const(rows))
        emails.append(row.text(0));
    return emails;
}

Result<qint64> AccountStore::countActiveAdmins()
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM accounts WHERE is_admin = 1 AND status = ?"_s,
                                      {statusName(AccountStatus::Active)}));
    return row->integer(0);
}

} // namespace portier::identity
