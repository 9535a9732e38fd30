// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/rotationreminder.h"

#include "core/notifications/outbox.h"
#include "core/runtime/adminrecipients.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

const QString kind = u"rotation_reminder"_s;

notifications::Event eventOf(const QList<operations::KeyPurpose> &purposes, const QDate &day)
{
    QJsonArray names;
    for (const operations::KeyPurpose purpose : purposes)
        names.append(operations::purposeName(purpose));
    notifications::Event event;
    event.key = kind + u'/' + day.toString(Qt::ISODate); // once per quarter, however the schedule shifts (PLT-089)
    event.kind = kind;
    event.messageClass = notifications::MessageClass::Operator;
    event.facts = {{u"secrets"_s, names}, {u"status_url"_s, u"/"_s}};
    return event;
}

Result<> tellAdmins(storage::Transaction &tx, notifications::Event event, Instant now)
{
    PORTIER_ASSIGN(admins, adminRecipients(tx, {notifications::Channel::Mail}));
    event.recipients = admins;
    PORTIER_TRY(notifications::addToOutbox(tx, event, now));
    return {};
}

} // namespace

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
    // Schedules know months, not quarters.
    const QDate day = occurrence.occurrence.nominalLocal.date();
    const Instant now = m_clock->now();
    const auto purposes = oldPurposes(*m_keys, now);
    if (day.month() % 3 != 1 || purposes.isEmpty())
        co_return scheduling::JobOutcome::done();
    const auto body = [event = eventOf(purposes, day), now](storage::Transaction &tx) {
        return tellAdmins(tx, event, now);
    };
    const auto told = co_await occurrence.job->write(body);
    co_return told ? scheduling::JobOutcome::done() : scheduling::JobOutcome::retry(told.error().code);
}

} // namespace portier::runtime
