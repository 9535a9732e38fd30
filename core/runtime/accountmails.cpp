// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/accountmails.h"

#include "core/base/uuid.h"
#include "core/notifications/outbox.h"
#include "core/notifications/sealedfacts.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

notifications::Recipient recipientOf(const identity::AccountMail &mail)
{
    notifications::Recipient recipient;
    recipient.accountId = mail.accountId;
    recipient.address = mail.address;
    recipient.name = mail.name;
    recipient.language = mail.language;
    recipient.zone = mail.zone;
    return recipient;
}

} // namespace

identity::PostAccountMail accountMailPoster(std::shared_ptr<const operations::Sealer> sealer)
{
    return [sealer = std::move(sealer)](storage::Transaction &tx, const identity::AccountMail &mail,
                                        Instant now) -> Result<> {
        notifications::Event event;
        event.key = mail.kind + u':' + newUuid(now);
        event.kind = mail.kind;
        event.messageClass = notifications::MessageClass::Account;
        event.subjectKind = mail.subjectKind;
        event.subjectId = mail.subjectId;
        event.facts = mail.facts;
        if (mail.token.isEmpty())
            event.facts.insert(u"sign_in_url"_s, u"/sign-in"_s);
        else
            event.facts.insert(u"link_url"_s, notifications::sealedFact(u"/account/"_s + mail.token, event.kind,
                                                                        event.subjectId, *sealer));
        event.cause = mail.cause;
        event.recipients = {recipientOf(mail)};
        PORTIER_TRY(notifications::addToOutbox(tx, event, now));
        return {};
    };
}

} // namespace portier::runtime
