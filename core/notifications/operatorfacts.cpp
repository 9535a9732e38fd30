// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/operatorfacts.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

using Type = Fact::Type;

/// PLT-173: the conditions that have texts. A capability that adds one adds its words to critical_notice.*.mail.
const QStringList &conditionCodes()
{
    static const QStringList codes{u"database_unreachable"_s,
                                   u"worker_missing"_s,
                                   u"source_failing"_s,
                                   u"channel_failing"_s,
                                   u"channel_paused"_s,
                                   u"outbox_stuck"_s,
                                   u"dead_letters"_s,
                                   u"poison_jobs"_s,
                                   u"disk_low"_s,
                                   u"source_budget_low"_s,
                                   u"source_budget_spent"_s,
                                   u"clock_jumped"_s,
                                   u"schedule_lag"_s,
                                   u"schedule_invalid"_s,
                                   u"mail_ceiling"_s,
                                   u"other"_s};
    return codes;
}

const QStringList grades{u"ok"_s, u"warn"_s, u"fail"_s};
const QStringList healthChecks{u"database"_s, u"worker"_s,  u"sources"_s, u"snapshots"_s, u"trips"_s,
                               u"outbox"_s,   u"budgets"_s, u"refresh"_s, u"backups"_s,   u"errors"_s};

} // namespace

QMap<QString, QList<Fact>> operatorMailFacts()
{
    return {
        {criticalNoticeKind,
         {{u"stage"_s, Type::Code, false, {u"begin"_s, u"reminder"_s, u"end"_s}},
          {u"condition"_s, Type::Code, false, conditionCodes()},
          {u"code"_s, Type::Text},
          {u"instance"_s, Type::Text},
          {u"began_at"_s, Type::Instant},
          {u"portier_url"_s, Type::Url},
          maybe({u"subject"_s, Type::Text}),
          maybe({u"ended_at"_s, Type::Instant}),
          maybe({u"count"_s, Type::Count}),
          maybe({u"cause"_s, Type::Text}),
          maybe({u"share"_s, Type::Text})}},
        {u"health_digest"_s,
         {{u"day"_s, Type::Date},
          {u"state"_s, Type::Code, false, grades},
          {u"checks"_s,
           Type::List,
           false,
           {},
           {{u"check"_s, Type::Code, false, healthChecks},
            {u"state"_s, Type::Code, false, grades},
            maybe({u"count"_s, Type::Count}),
            maybe({u"at"_s, Type::Instant})}},
          {u"portier_url"_s, Type::Url}}},
        {u"phone_code"_s, {{u"code"_s, Type::Text}, {u"expires_at"_s, Type::Instant}, {u"portier_url"_s, Type::Url}}},
        {u"duty_bounced"_s,
         {{u"address"_s, Type::Text},
          {u"reason"_s, Type::Code, false, {u"bounced"_s, u"complained"_s, u"opted_out"_s}},
          {u"about"_s, Type::Text},
          {u"sent_at"_s, Type::Instant},
          {u"portier_url"_s, Type::Url}}}};
}

Event criticalNotice(const operations::Notice &notice, const QString &instance)
{
    const QString subject = notice.condition.subject;
    // Becomes part of a Message-ID: mails of one episode form a thread.
    const QString about = subject.isEmpty() ? notice.condition.code : notice.condition.code + u'.' + subject;
    const QString episode = about + u'.' + QString::number(toMs(notice.beganAt));
    Event event;
    event.key = u"critical.%1.%2.%3"_s.arg(episode, operations::nameOf(notice.stage), QString::number(toMs(notice.at)));
    event.kind = criticalNoticeKind;
    event.messageClass = MessageClass::Operator;
    event.subjectKind = u"condition"_s;
    event.subjectId = episode;
    event.subjectName = notice.condition.code;
    event.facts = notice.details;
    event.facts.insert(u"stage"_s, operations::nameOf(notice.stage));
    event.facts.insert(u"condition"_s, notice.condition.code);
    event.facts.insert(u"code"_s, notice.condition.code);
    event.facts.insert(u"instance"_s, instance);
    event.facts.insert(u"began_at"_s, toRfc3339(notice.beganAt));
    event.facts.insert(u"portier_url"_s, u"/"_s);
    if (!subject.isEmpty())
        event.facts.insert(u"subject"_s, subject);
    if (notice.endedAt)
        event.facts.insert(u"ended_at"_s, toRfc3339(*notice.endedAt));
    return event;
}

} // namespace portier::notifications
