// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountmail.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

QString mailKindOf(SingleUseKind kind)
{
    return kind == SingleUseKind::Verification ? u"email_verification"_s : singleUseKindName(kind);
}

} // namespace

AccountMail mailTo(const Account &account, const QString &kind, const operations::Actor &cause)
{
    AccountMail mail;
    mail.kind = kind;
    mail.subjectKind = u"account"_s;
    mail.subjectId = mail.accountId = account.id;
    mail.address = account.email;
    mail.name = account.displayName;
    mail.language = account.language;
    mail.zone = account.timeZone;
    mail.cause = cause;
    return mail;
}

Result<> mailLink(storage::Transaction &tx, SingleUseKind kind, const Account &account, const QString &email,
                  const PostAccountMail &post, const operations::Actor &cause, Instant now)
{
    AccountMail mail = mailTo(account, mailKindOf(kind), cause);
    PORTIER_ASSIGN(token, SingleUseLinkStore(tx).issue(kind, account.id, email, now));
    mail.token = token;
    mail.address = email;
    mail.facts = {{u"expires_at"_s, toRfc3339(now + lifetimeOf(kind))}};
    return postMail(tx, post, mail, now);
}

Result<> postMail(storage::Transaction &tx, const PostAccountMail &post, const AccountMail &mail, Instant now)
{
    return post ? post(tx, mail, now) : Result<>();
}

} // namespace portier::identity
