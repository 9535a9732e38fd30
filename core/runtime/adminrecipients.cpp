// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/adminrecipients.h"

#include "core/identity/accountstore.h"

namespace portier::runtime
{

using notifications::Channel;
using notifications::Recipient;

Result<QList<Recipient>> adminRecipients(storage::Transaction &tx, const QList<Channel> &channels)
{
    PORTIER_ASSIGN(accounts, identity::AccountStore(tx).list());
    QList<Recipient> recipients;
    for (const identity::Account &account : std::as_const(accounts)) {
        if (!account.isAdmin() || !account.isActive())
            continue;
        for (const Channel channel : channels) {
            Recipient recipient;
            recipient.accountId = account.id;
            recipient.address = channel == Channel::Mail ? account.email : QString();
            recipient.name = account.displayName;
            recipient.language = account.language;
            recipient.zone = account.timeZone;
            recipient.channels = {channel};
            recipients.append(recipient);
        }
    }
    return recipients;
}

} // namespace portier::runtime
