// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountcreation.h"

#include "core/base/uuid.h"
#include "core/identity/accountstore.h"
#include "core/identity/identityrecords.h"
#include "core/identity/profilerules.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

Result<Account> draftAccount(const NewProfile &profile, const QString &defaultZone, Instant now)
{
    ProfileFields fields{profile.email, std::nullopt, profile.language, std::nullopt};
    if (!profile.displayName.isEmpty())
        fields.displayName = profile.displayName;
    if (!profile.timeZone.isEmpty())
        fields.timeZone = profile.timeZone;
    PORTIER_TRY(checkProfile(fields));
    const EmailAddress address = *EmailAddress::parse(profile.email);
    Account account;
    account.id = newUuid(now);
    account.email = address.typed;
    account.displayName = profile.displayName.isEmpty() ? defaultName(address) : profile.displayName.trimmed();
    account.language = profile.language;
    account.timeZone = profile.timeZone.isEmpty() ? defaultZone : profile.timeZone;
    account.roles = {Role::Member};
    account.createdAt = account.updatedAt = now;
    return account;
}

Result<> insertAccount(storage::Transaction &tx, Account &account, const QString &passwordHash,
                       const operations::Actor &actor, Instant now)
{
    PORTIER_ASSIGN(inserted, AccountStore(tx).insert(account, passwordHash));
    if (!inserted)
        return fail(emailTaken());
    account.hasPassword = !passwordHash.isEmpty();
    const QJsonObject changes{
        {u"roles"_s, QJsonArray{QJsonArray(), QJsonArray::fromStringList(roleNames(account.roles))}}};
    return recordAccount(tx, actor, u"created"_s, account.id, changes, now);
}

Error emailTaken()
{
    return Error::conflict(u"email_taken"_s);
}

} // namespace portier::identity
