// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/identity/singleuselink.h"
#include "core/operations/actor.h"
#include "core/storage/transaction.h"

#include <QJsonObject>

#include <functional>

namespace portier::identity
{

/// A mail of class "account" that identity wants sent. This room does not know the outbox: `runtime` connects the two.
struct AccountMail {
    QString kind;        ///< template: "invitation", "email_verification", "email_change", "password_reset", ...
    QString subjectKind; ///< "account", "invitation", "api_key"
    QString subjectId;
    QString accountId; ///< empty for an address without account
    QString address;
    QString name;
    QString language; ///< empty: the instance's
    QString zone;
    QString token; ///< secret; becomes the fact "link_url", {public_url}/account/{token}
    QJsonObject facts;
    operations::Actor cause;
};

/// Writes the mail into the outbox, in the transaction of what caused it.
using PostAccountMail = std::function<Result<>(storage::Transaction &tx, const AccountMail &mail, Instant now)>;

/// A mail to the account's own address.
[[nodiscard]] AccountMail mailTo(const Account &account, const QString &kind, const operations::Actor &cause);
/// Issues a link and mails it to `email`: verification, change of e-mail, reset.
[[nodiscard]] Result<> mailLink(storage::Transaction &tx, SingleUseKind kind, const Account &account,
                                const QString &email, const PostAccountMail &post, const operations::Actor &cause,
                                Instant now);
/// Does nothing without a `post`, as in tests that are about something else.
[[nodiscard]] Result<> postMail(storage::Transaction &tx, const PostAccountMail &post, const AccountMail &mail,
                                Instant now);

} // namespace portier::identity
