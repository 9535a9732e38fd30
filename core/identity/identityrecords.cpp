// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/identityrecords.h"

#include "core/operations/changefeed.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using operations::ChangeOperation;

Result<> recordAccount(storage::Transaction &tx, const operations::Actor &actor, const QString &event,
                       const QString &accountId, const QJsonObject &changes, Instant now)
{
    const QString kind = u"account."_s + event;
    PORTIER_TRY(operations::appendAudit(tx, {actor, kind, u"account"_s, accountId, u"ok"_s, changes}, now));
    const auto operation = event == "created"_L1 ? ChangeOperation::Created : ChangeOperation::Updated;
    PORTIER_TRY(operations::appendChange(tx, {kind, accountId, operation, u"account:"_s + accountId, {}}, now));
    return operations::appendChange(tx, {kind, accountId, operation, u"role:admin"_s, {}}, now);
}

Result<> recordSession(storage::Transaction &tx, const operations::Actor &actor, const QString &event,
                       const QString &accountId, const QString &sessionId, Instant now)
{
    const QString kind = u"session."_s + event;
    PORTIER_TRY(operations::appendAudit(tx, {actor, kind, u"session"_s, sessionId, u"ok"_s, {}}, now));
    const auto operation = event == "created"_L1 ? ChangeOperation::Created : ChangeOperation::Removed;
    return operations::appendChange(tx, {kind, sessionId, operation, u"account:"_s + accountId, accountId}, now);
}

Result<> recordKey(storage::Transaction &tx, const operations::Actor &actor, const QString &event, const QString &keyId,
                   const QJsonObject &changes, Instant now)
{
    const QString kind = u"api_key."_s + event;
    PORTIER_TRY(operations::appendAudit(tx, {actor, kind, u"api_key"_s, keyId, u"ok"_s, changes}, now));
    const auto operation = event == "created"_L1 ? ChangeOperation::Created : ChangeOperation::Updated;
    return operations::appendChange(tx, {kind, keyId, operation, u"role:admin"_s, {}}, now);
}

Result<> recordInvitation(storage::Transaction &tx, const operations::Actor &actor, const QString &event,
                          const QString &invitationId, Instant now)
{
    const QString kind = u"invitation."_s + event;
    PORTIER_TRY(operations::appendAudit(tx, {actor, kind, u"invitation"_s, invitationId, u"ok"_s, {}}, now));
    const auto operation = event == "created"_L1 ? ChangeOperation::Created : ChangeOperation::Updated;
    return operations::appendChange(tx, {kind, invitationId, operation, u"role:admin"_s, {}}, now);
}

Result<> recordFailedSignIn(storage::Transaction &tx, const operations::Actor &actor, const QString &accountId,
                            Instant now)
{
    return operations::appendAudit(tx, {actor, u"session.refused"_s, u"account"_s, accountId, u"failed"_s, {}}, now);
}

Result<> recordLinkRenewed(storage::Transaction &tx, const operations::Actor &actor, const Link &link, Instant now)
{
    const QJsonObject changes{{u"generation"_s, QJsonArray{link.generation - 1, link.generation}}};
    PORTIER_TRY(operations::appendAudit(tx, {actor, u"link.renewed"_s, u"link"_s, link.id, u"ok"_s, changes}, now));
    return operations::appendChange(tx, {u"link.renewed"_s, link.id, ChangeOperation::Updated, u"role:admin"_s, {}},
                                    now);
}

} // namespace portier::identity
