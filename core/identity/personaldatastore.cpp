// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/personaldatastore.h"

#include "core/operations/changefeed.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::identity
{

using operations::Person;
using storage::Binds;
using storage::Row;
using storage::Transaction;

namespace
{

/// Rows as objects: a column named "..._at" is an instant.
Result<QJsonArray> rowsOf(Transaction &tx, const QString &table, const QStringList &columns, const QString &condition,
                          const Binds &binds)
{
    QJsonArray objects;
    PORTIER_TRY(tx.forEach(u"SELECT %1 FROM %2 WHERE %3"_s.arg(columns.join(u", "_s), table, condition), binds,
                           [&](const Row &row) {
                               QJsonObject object;
                               for (int i = 0; i < columns.size(); ++i) {
                                   if (row.isNull(i))
                                       object.insert(columns.at(i), QJsonValue::Null);
                                   else if (columns.at(i).endsWith("_at"_L1))
                                       object.insert(columns.at(i), toRfc3339(row.instant(i)));
                                   else
                                       object.insert(columns.at(i), row.text(i));
                               }
                               objects.append(object);
                               return true;
                           }));
    return objects;
}

Result<QJsonObject> collectAccount(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(account, rowsOf(tx, u"accounts"_s,
                                   {u"id"_s, u"email"_s, u"display_name"_s, u"language"_s, u"time_zone"_s, u"status"_s,
                                    u"email_verified_at"_s, u"created_at"_s, u"updated_at"_s},
                                   u"id = ?"_s, {id}));
    PORTIER_ASSIGN(sessions, rowsOf(tx, u"sessions"_s,
                                    {u"id"_s, u"device_name"_s, u"platform"_s, u"client_prefix"_s, u"created_at"_s,
                                     u"expires_at"_s, u"last_used_at"_s},
                                    u"account_id = ?"_s, {id}));
    PORTIER_ASSIGN(identities,
                   rowsOf(tx, u"identities"_s, {u"provider"_s, u"issuer"_s, u"subject"_s, u"email"_s, u"created_at"_s},
                          u"account_id = ?"_s, {id}));
    PORTIER_ASSIGN(keys, rowsOf(tx, u"api_keys"_s,
                                {u"id"_s, u"prefix"_s, u"name"_s, u"description"_s, u"scopes"_s, u"created_at"_s,
                                 u"expires_at"_s, u"last_used_at"_s},
                                u"account_id = ?"_s, {id}));
    return QJsonObject{{u"account"_s, account.first()},
                       {u"sessions"_s, sessions},
                       {u"identities"_s, identities},
                       {u"api_keys"_s, keys}};
}

Result<QJsonObject> collect(Transaction &tx, const Person &person)
{
    QJsonObject data;
    if (!person.accountId.isEmpty()) {
        PORTIER_ASSIGN(account, collectAccount(tx, person.accountId));
        data = account;
    }
    PORTIER_ASSIGN(invitations, rowsOf(tx, u"invitations"_s, {u"email"_s, u"state"_s, u"created_at"_s, u"expires_at"_s},
                                       u"email_compared = ?"_s, {person.email}));
    PORTIER_ASSIGN(links, rowsOf(tx, u"links"_s, {u"id"_s, u"kind"_s, u"email"_s, u"created_at"_s},
                                 u"lower(email) = ?"_s, {person.email}));
    data.insert(u"invitations"_s, invitations);
    data.insert(u"links"_s, links);
    return data;
}

Result<> visitAddresses(Transaction &tx, const operations::AddressVisitor &visit)
{
    return tx.forEach(u"SELECT email FROM links WHERE email IS NOT NULL UNION SELECT email FROM single_use_links"
                      " UNION SELECT email_compared FROM invitations"_s,
                      {}, [&visit](const Row &row) {
                          visit(row.text(0));
                          return true;
                      });
}

/// What belongs to the address, with or without an account.
Result<qint64> eraseAddress(Transaction &tx, const QString &email)
{
    qint64 rows = 0;
    for (const QString &statement :
         {u"DELETE FROM links WHERE lower(email) = ?"_s, u"DELETE FROM single_use_links WHERE lower(email) = ?"_s,
          u"DELETE FROM invitations WHERE email_compared = ?"_s}) {
        PORTIER_ASSIGN(erased, tx.exec(statement, {email}));
        rows += erased;
    }
    return rows;
}

Result<qint64> eraseAccount(Transaction &tx, const QString &id, Instant now)
{
    qint64 rows = 0;
    for (const QString &table : {u"sessions"_s, u"device_tokens"_s, u"device_codes"_s, u"oidc_states"_s,
                                 u"identities"_s, u"api_keys"_s, u"account_parties"_s, u"invitations"_s}) {
        PORTIER_ASSIGN(erased, tx.exec(u"DELETE FROM %1 WHERE account_id = ?"_s.arg(table), {id}));
        rows += erased;
    }
    PORTIER_ASSIGN(links, tx.exec(u"DELETE FROM single_use_links WHERE subject_id = ?"_s, {id}));
    const QString nobody = u"erased:"_s + id; // the column is unique
    PORTIER_ASSIGN(account,
                   tx.exec(u"UPDATE accounts SET email = ?, email_compared = ?, display_name = '', language = '',"
                           " password_hash = '', email_verified_at = NULL, is_reviewer = 0, is_approver = 0,"
                           " is_admin = 0, status = 'erased', updated_at = ?, version = version + 1"
                           " WHERE id = ? AND status <> 'erased'"_s,
                           {nobody, nobody, now, id}));
    if (account > 0)
        PORTIER_TRY(operations::appendChange(
            tx, {u"account.updated"_s, id, operations::ChangeOperation::Removed, u"role:admin"_s, {}}, now));
    return rows + links + account;
}

Result<qint64> erase(Transaction &tx, const Person &person, Instant now)
{
    PORTIER_ASSIGN(rows, eraseAddress(tx, person.email));
    if (person.accountId.isEmpty())
        return rows;
    PORTIER_ASSIGN(more, eraseAccount(tx, person.accountId, now));
    return rows + more;
}

} // namespace

operations::PersonalDataSource accountPersonalData()
{
    return {u"account"_s, collect,
            [](Transaction &tx, const Person &person, int, Instant now) { return erase(tx, person, now); },
            visitAddresses};
}

} // namespace portier::identity
