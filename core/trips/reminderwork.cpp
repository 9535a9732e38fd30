// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/reminderwork.h"

#include "core/trips/periodicmails.h"
#include "core/trips/reminderstore.h"
#include "core/trips/snapshotstore.h"
#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

namespace JobQueue = scheduling::JobQueue;
using scheduling::JobContext;
using scheduling::JobOutcome;
using storage::Transaction;

namespace
{
QString keyOf(const Reminder &reminder)
{
    return u"%1/%2/%3"_s.arg(reminder.tripId, toIsoDate(reminder.departDate), QString::number(reminder.days));
}

QTime reminderTime(const TripEnvironment &environment)
{
    const auto spec = environment.schedules->spec(reminderSchedule, u"UTC"_s);
    return spec ? spec->time : defaultReminderTime;
}

Result<> enqueue(Transaction &tx, const Reminder &reminder, Instant now)
{
    scheduling::NewJob job;
    job.kind = reminderJobKind;
    job.uniqueKey = keyOf(reminder);
    job.payload = {{u"trip_id"_s, reminder.tripId},
                   {u"depart_date"_s, toIsoDate(reminder.departDate)},
                   {u"days"_s, reminder.days}};
    job.runAt = reminder.dueAt;
    PORTIER_TRY(JobQueue::enqueue(tx, job, now));
    return {};
}

Result<> withdraw(Transaction &tx, const Reminder &reminder, Instant now)
{
    PORTIER_TRY(ReminderStore(tx).removePlanned(reminder));
    PORTIER_TRY(JobQueue::cancelByKey(tx, reminderJobKind, keyOf(reminder), now));
    return {};
}

Result<> send(Transaction &tx, const Reminder &reminder, const Trip &trip, const TripOwner &owner, Instant now)
{
    PORTIER_ASSIGN(newest, SnapshotStore(tx).newest(trip.id, trip.queryRevision));
    PORTIER_TRY(notifications::addToOutbox(tx, tripReminderEvent(trip, reminder.days, newest, owner, now), now));
    return ReminderStore(tx).setState(reminder, ReminderState::Sent, now);
}

/// Does what the rule says and closes the job with it.
Result<> remindIn(const TripEnvironment &environment, Transaction &tx, const scheduling::Job &job, Instant now)
{
    const auto close = [&](const JobOutcome &outcome) { return JobContext::finish(tx, job, outcome, now); };
    const QJsonObject &payload = job.payload;
    const QString tripId = payload.value(u"trip_id"_s).toString();
    const QDate departDate = fromIsoDate(payload.value(u"depart_date"_s).toString()).value_or(QDate());
    PORTIER_ASSIGN(found, TripStore(tx).find(tripId));
    if (!found)
        return close(JobOutcome::done());
    PORTIER_TRY(tx.serialise(u"trips:"_s + found->userId)); // an edit may be on its way
    PORTIER_ASSIGN(trip, TripStore(tx).find(tripId));
    PORTIER_ASSIGN(reminder, ReminderStore(tx).find(tripId, departDate, payload.value(u"days"_s).toInt()));
    if (!trip || !reminder)
        return close(JobOutcome::done());
    PORTIER_ASSIGN(owner, environment.findOwner(tx, trip->userId));
    const bool isOn = environment.schedules->spec(reminderSchedule, u"UTC"_s).has_value();
    const bool mayHear = owner && owner->active && isOn; // PLT-047
    switch (nextMove(*reminder, *trip, owner ? zoneOf(*owner) : QTimeZone::utc(), now)) {
    case ReminderMove::Wait:
        return close(JobOutcome::postponed(reminder->dueAt, u"not_yet"_s));
    case ReminderMove::Forget:
        break;
    case ReminderMove::Send:
        if (mayHear) {
            PORTIER_TRY(send(tx, *reminder, *trip, *owner, now));
            break;
        }
        [[fallthrough]];
    case ReminderMove::Miss:
        PORTIER_TRY(ReminderStore(tx).setState(*reminder, ReminderState::Missed, now));
        break;
    }
    return close(JobOutcome::done());
}
} // namespace

Result<> planReminders(const TripEnvironment &environment, Transaction &tx, const Trip &trip, const TripOwner &owner,
                       Instant now)
{
    ReminderStore store(tx);
    const QTimeZone zone = zoneOf(owner);
    PORTIER_ASSIGN(known, store.ofTrip(trip.id));
    for (const Reminder &reminder : std::as_const(known)) {
        const bool wanted = nextMove(reminder, trip, zone, now) != ReminderMove::Forget;
        if (!wanted && reminder.state == ReminderState::Planned)
            PORTIER_TRY(withdraw(tx, reminder, now));
    }
    if (trip.status == TripStatus::Expired)
        return {};
    const QList<Reminder> reminders = remindersOf(trip.id, trip.plan, zone, now, reminderTime(environment));
    for (const Reminder &reminder : reminders) {
        PORTIER_ASSIGN(isNew, store.insert(reminder, now));
        if (isNew && reminder.state == ReminderState::Planned)
            PORTIER_TRY(enqueue(tx, reminder, now));
    }
    return {};
}

Result<> withdrawReminders(Transaction &tx, const QString &tripId, Instant now)
{
    PORTIER_ASSIGN(known, ReminderStore(tx).ofTrip(tripId));
    for (const Reminder &reminder : std::as_const(known)) {
        if (reminder.state == ReminderState::Planned)
            PORTIER_TRY(withdraw(tx, reminder, now));
    }
    return {};
}

Result<> moveReminders(const TripEnvironment &environment, Transaction &tx, const QString &userId,
                       const QTimeZone &zone, Instant now)
{
    PORTIER_TRY(tx.serialise(u"trips:"_s + userId));
    const QTime time = reminderTime(environment);
    ReminderStore store(tx);
    PORTIER_ASSIGN(planned, store.plannedOfUser(userId));
    for (Reminder &reminder : planned) {
        const Instant dueAt = reminderDueAt(reminder.departDate, reminder.days, zone, time);
        if (dueAt == reminder.dueAt)
            continue;
        reminder.dueAt = dueAt;
        PORTIER_TRY(store.setDue(reminder, dueAt, now));
        PORTIER_TRY(JobQueue::cancelByKey(tx, reminderJobKind, keyOf(reminder), now));
        PORTIER_TRY(enqueue(tx, reminder, now));
    }
    return {};
}

Result<> moveAllReminders(const TripEnvironment &environment, Transaction &tx, Instant now)
{
    PORTIER_ASSIGN(users, ReminderStore(tx).usersWithPlanned());
    for (const QString &userId : std::as_const(users)) {
        PORTIER_ASSIGN(owner, environment.findOwner(tx, userId));
        if (owner)
            PORTIER_TRY(moveReminders(environment, tx, userId, zoneOf(*owner), now));
    }
    return {};
}

ReminderWork::ReminderWork(Environment environment, std::shared_ptr<Clock> clock)
    : m_environment(std::move(environment)), m_clock(std::move(clock))
{
}

scheduling::JobKind ReminderWork::kind()
{
    scheduling::JobKind kind;
    kind.name = reminderJobKind;
    kind.handler = [this](std::shared_ptr<JobContext> job) { return remind(std::move(job)); };
    kind.maxAttempts = 100; // failures of our own; it is of use for a day
    return kind;
}

QCoro::Task<JobOutcome> ReminderWork::remind(std::shared_ptr<JobContext> job)
{
    const auto reminding = [environment = m_environment, row = job->job(), now = m_clock->now()](Transaction &tx) {
        return remindIn(*environment, tx, row, now);
    };
    const auto done = co_await job->write(reminding);
    co_return done ? JobOutcome::committed() : JobOutcome::retry(done.error().code);
}

} // namespace portier::trips
