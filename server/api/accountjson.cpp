// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/accountjson.h"

#include "server/api/jsonvalues.h"

#include <QJsonArray>

namespace portier::api
{

using namespace Qt::StringLiterals;

QJsonObject toJson(const identity::Account &account)
{
    return {
        {u"id"_s, account.id},
        {u"email"_s, account.email},
        {u"email_verified_at"_s, instantOrNull(account.emailVerifiedAt)},
        {u"has_password"_s, account.hasPassword},
        {u"display_name"_s, account.displayName},
        {u"language"_s, textOrNull(account.language)},
        {u"time_zone"_s, account.timeZone},
        {u"roles"_s, QJsonArray::fromStringList(identity::roleNames(account.roles))},
        {u"status"_s, identity::statusName(account.status)},
        {u"created_at"_s, toRfc3339(account.createdAt)},
        {u"updated_at"_s, toRfc3339(account.updatedAt)},
        {u"version"_s, account.version},
    };
}

QJsonObject toJson(const identity::Session &session, const QString &currentSessionId)
{
    return {
        {u"id"_s, session.id},
        {u"device_name"_s, session.deviceName},
        {u"platform"_s, session.platform},
        {u"client_prefix"_s, session.clientPrefix},
        {u"created_at"_s, toRfc3339(session.createdAt)},
        {u"expires_at"_s, toRfc3339(session.expiresAt)},
        {u"last_used_at"_s, toRfc3339(session.lastUsedAt)},
        {u"current"_s, session.id == currentSessionId},
    };
}

QJsonObject toJson(const identity::SignIn &signIn)
{
    return {
        {u"token"_s, signIn.token},
        {u"device_token"_s, signIn.deviceToken},
        {u"expires_at"_s, toRfc3339(signIn.session.expiresAt)},
        {u"account"_s, toJson(signIn.account)},
    };
}

} // namespace portier::api
