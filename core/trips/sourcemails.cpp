// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sourcemails.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

using notifications::Channel;
using notifications::Event;
using notifications::Recipient;

namespace
{
Event budgetEvent(const SourceNotice &notice)
{
    const QString level = notice.kind == SourceNotice::Kind::BudgetWarning ? u"warning"_s : u"exhausted"_s;
    Event event;
    event.kind = u"source_budget_warning"_s;
    event.key = u"source_budget_warning:%1:%2:%3"_s.arg(notice.source, notice.period, level);
    event.facts = {{u"source"_s, notice.source}, {u"level"_s, level},        {u"period"_s, notice.period},
                   {u"used"_s, notice.used},     {u"limit"_s, notice.limit}, {u"portier_url"_s, u"/"_s}};
    return event;
}

Event refusedEvent(const SourceNotice &notice, Instant now)
{
    Event event;
    event.kind = u"source_refused"_s;
    event.key = u"source_refused:%1:%2"_s.arg(notice.source).arg(toMs(now));
    event.facts = {{u"source"_s, notice.source}, {u"at"_s, toRfc3339(now)}, {u"portier_url"_s, u"/"_s}};
    return event;
}

Recipient recipientOf(const TripOwner &admin)
{
    Recipient recipient;
    recipient.accountId = admin.id;
    recipient.address = admin.email;
    recipient.name = admin.name;
    recipient.language = admin.language;
    recipient.zone = admin.zone;
    recipient.channels = {Channel::Mail};
    return recipient;
}
} // namespace

Event sourceNoticeEvent(const SourceNotice &notice, const QList<TripOwner> &admins, Instant now)
{
    Event event = notice.kind == SourceNotice::Kind::AuthFailed ? refusedEvent(notice, now) : budgetEvent(notice);
    event.messageClass = notifications::MessageClass::Operator;
    event.list = u"operator"_s;
    event.subjectKind = u"price_source"_s;
    event.subjectId = notice.source;
    event.subjectName = notice.source;
    for (const TripOwner &admin : admins) {
        event.recipients.append(recipientOf(admin));
        Recipient desktop = recipientOf(admin);
        desktop.address.clear();
        desktop.channels = {Channel::Desktop};
        event.recipients.append(desktop);
    }
    return event;
}

} // namespace portier::trips
