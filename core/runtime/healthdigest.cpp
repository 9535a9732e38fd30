// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/healthdigest.h"

#include "core/base/zonedtime.h"
#include "core/runtime/adminrecipients.h"
#include "core/scheduling/periods.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

using notifications::Channel;
using notifications::Recipient;

const QString kind = u"health_digest"_s;

/// Nobody gets it twice because they are an admin and an operator.
QList<Recipient> together(QList<Recipient> admins, const QList<Recipient> &others)
{
    for (const Recipient &other : others) {
        const bool isAdmin = std::any_of(admins.begin(), admins.end(), [&other](const Recipient &admin) {
            return admin.address.compare(other.address, Qt::CaseInsensitive) == 0;
        });
        if (other.channels == QList{Channel::Mail} && !isAdmin)
            admins.append(other);
    }
    return admins;
}

} // namespace

notifications::Event healthDigestEvent(const QList<HealthLine> &lines, const QDate &day, const QString &period)
{
    QJsonArray checks;
    for (const HealthLine &line : lines) {
        QJsonObject check{{u"check"_s, line.check}, {u"state"_s, nameOf(line.grade)}};
        if (line.count)
            check.insert(u"count"_s, *line.count);
        if (line.at)
            check.insert(u"at"_s, toRfc3339(*line.at));
        checks.append(check);
    }
    notifications::Event event;
    event.key = kind + u'/' + period;
    event.kind = kind;
    event.messageClass = notifications::MessageClass::Operator;
    event.list = u"operator"_s;
    event.facts = {{u"day"_s, toIsoDate(day)},
                   {u"state"_s, nameOf(worstOf(lines))},
                   {u"checks"_s, checks},
                   {u"portier_url"_s, u"/"_s}};
    return event;
}

void HealthDigest::registerWork(scheduling::Scheduler &scheduler)
{
    scheduler.registerWork(
        kind, [this](const scheduling::OccurrenceRun &occurrence) { return run(occurrence); }, 1);
}

QCoro::Task<scheduling::JobOutcome> HealthDigest::run(scheduling::OccurrenceRun occurrence)
{
    const scheduling::Occurrence &planned = occurrence.occurrence;
    const QDate day = planned.nominalLocal.date();
    // Once per day, however the schedule shifts (PLT-089); a run by hand is its own reason to write (PLT-092).
    const QString period = planned.manual ? planned.id : scheduling::dayPeriod(day);
    const auto body = [gathers = m_gathers, others = m_recipients, day, period,
                       now = m_clock->now()](storage::Transaction &tx) -> Result<> {
        HealthFacts facts;
        facts.now = now;
        for (const Gather &gather : gathers)
            PORTIER_TRY(gather(tx, facts));
        PORTIER_ASSIGN(admins, adminRecipients(tx, {Channel::Mail}));
        notifications::Event event = healthDigestEvent(gradeHealth(facts), day, period);
        event.recipients = together(admins, others);
        PORTIER_TRY(notifications::addToOutbox(tx, event, now));
        return {};
    };
    const auto told = co_await occurrence.job->write(body);
    co_return told ? scheduling::JobOutcome::done() : scheduling::JobOutcome::retry(told.error().code);
}

} // namespace portier::runtime
