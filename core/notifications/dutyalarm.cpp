// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/dutyalarm.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

Result<> raiseDutyAlarm(storage::Transaction &tx, const Message &message, const QString &reason,
                        const FindAdmins &findAdmins, Instant now)
{
    if (message.messageClass != MessageClass::Duty || !findAdmins)
        return {};
    PORTIER_ASSIGN(admins, findAdmins(tx));
    Event event;
    event.key = u"duty_bounced:"_s + message.id;
    event.kind = u"duty_bounced"_s;
    event.messageClass = MessageClass::Operator;
    event.subjectKind = message.subjectKind;
    event.subjectId = message.subjectId;
    event.subjectName = message.subjectName;
    event.facts = {{u"address"_s, maskedAddress(message.address)},
                   {u"reason"_s, reason},
                   {u"about"_s, message.subjectName.isEmpty() ? message.kind : message.subjectName},
                   {u"sent_at"_s, toRfc3339(message.createdAt)},
                   {u"portier_url"_s, u"/"_s}};
    event.recipients = admins;
    PORTIER_TRY(addToOutbox(tx, event, now));
    return {};
}

} // namespace portier::notifications
