// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rotationreminder.h"

#include "core/notifications/outbox.h"
#include "core/runtime/adminrecipients.h"
#include "core/scheduling/periods.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

const QString kind = u"rotation_reminder"_s;

Result<> tellAdmins(storage::Transaction &tx, notifications::Event event, Instant now)
{
    PORTIER_ASSIGN(admins, adminRecipients(tx, {notifications::Channel::Mail}));
    event.recipients = admins;
    PORTIER_TRY(notifications::addToOutbox(tx, event, now));
    return {};
}

} // namespace

notifications::Event rotationReminderEvent(const QList<operations::KeyPurpose> &purposes, const QString &period)
{
    QJsonArray names;
    for (const operations::KeyPurpose purpose : purposes)
        names.append(operations::purposeName(purpose));
    notifications::Event event;
    event.key = kind + u'/' + period;
    event.kind = kind;
    event.messageClass = notifications::MessageClass::Operator;
    event.list = u"operator"_s;
    event.facts = {{u"secrets"_s, names}, {u"status_url"_s, u"/"_s}};
    return event;
}

QList<operations::KeyPurpose> oldPurposes(const operations::KeyRing &keys, Instant now)
{
    QList<operations::KeyPurpose> old;
    for (const operations::KeyPurpose purpose : operations::keyPurposes()) {
        const QList<operations::NumberedKey> held = keys.keys(purpose);
        if (operations::isRotatable(purpose) && !held.isEmpty() &&
            now - held.constFirst().createdAt > RotationReminder::oldAfter)
            old.append(purpose);
    }
    return old;
}

void RotationReminder::registerWork(scheduling::Scheduler &scheduler)
{
    scheduler.registerWork(
        kind, [this](const scheduling::OccurrenceRun &occurrence) { return run(occurrence); }, 1);
}

QCoro::Task<scheduling::JobOutcome> RotationReminder::run(scheduling::OccurrenceRun occurrence)
{
    const scheduling::Occurrence &planned = occurrence.occurrence;
    const QDate day = planned.nominalLocal.date();
    const Instant now = m_clock->now();
    const auto purposes = oldPurposes(*m_keys, now);
    // Schedules know months, not quarters.
    if ((day.month() % 3 != 1 && !planned.manual) || purposes.isEmpty())
        co_return scheduling::JobOutcome::done();
    // Once per quarter, however the schedule shifts (PLT-089); a run by hand is its own reason to write (PLT-092).
    const QString period = planned.manual ? planned.id : scheduling::quarterPeriod(day);
    const auto body = [event = rotationReminderEvent(purposes, period), now](storage::Transaction &tx) {
        return tellAdmins(tx, event, now);
    };
    const auto told = co_await occurrence.job->write(body);
    co_return told ? scheduling::JobOutcome::done() : scheduling::JobOutcome::retry(told.error().code);
}

} // namespace portier::runtime
