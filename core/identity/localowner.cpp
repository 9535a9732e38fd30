// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/localowner.h"

#include "core/base/uuid.h"
#include "core/identity/accountstore.h"
#include "core/identity/identityrecords.h"

#include <QJsonArray>

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

const QString ownerAddress = u"owner@portier.local"_s;
constexpr Millis sessionLength = std::chrono::days(30);

Result<Account> ownerOf(Transaction &tx, const QString &language, const QString &timeZone, Instant now)
{
    AccountStore accounts(tx);
    PORTIER_ASSIGN(known, accounts.findByEmail(EmailAddress::compare(ownerAddress)));
    if (known && known->account.isActive())
        return known->account;
    PORTIER_ASSIGN(isFirst, accounts.claimFirst(now));
    if (known || !isFirst)
        return fail(Error::conflict(u"not_a_local_folder"_s));
    Account owner;
    owner.id = newUuid(now);
    owner.email = ownerAddress;
    owner.displayName = u"Portier"_s;
    owner.language = language;
    owner.timeZone = timeZone;
    owner.roles = {Role::Member, Role::Admin};
    owner.emailVerifiedAt = now;
    owner.createdAt = owner.updatedAt = now;
    PORTIER_ASSIGN(inserted, accounts.insert(owner, QString()));
    if (!inserted)
        return fail(Error::conflict(u"not_a_local_folder"_s));
    const QJsonObject changes{
        {u"roles"_s, QJsonArray{QJsonArray(), QJsonArray::fromStringList(roleNames(owner.roles))}}};
    PORTIER_TRY(recordAccount(tx, operations::Actor::system(), u"created"_s, owner.id, changes, now));
    return owner;
}

} // namespace

QCoro::Task<Result<SignIn>> signInLocalOwner(storage::Database &database, std::shared_ptr<Clock> clock,
                                             QString language, QString timeZone)
{
    auto body = [language, timeZone, now = clock->now()](Transaction &tx) -> Result<SignIn> {
        PORTIER_ASSIGN(owner, ownerOf(tx, language, timeZone, now));
        SignInRequest request;
        request.deviceName = u"Portier"_s;
        request.platform = u"desktop"_s;
        return SessionService::begin(tx, owner, request, sessionLength, now);
    };
    co_return co_await database.write(std::move(body));
}

} // namespace portier::identity
