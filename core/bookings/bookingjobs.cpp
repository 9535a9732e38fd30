// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingjobs.h"

#include "core/base/log.h"
#include "core/base/zonedtime.h"
#include "core/bookings/bookingrecords.h"
#include "core/bookings/bookingschedules.h"
#include "core/bookings/bookingwriter.h"
#include "core/bookings/resourcestore.h"
#include "core/identity/linkstore.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/periods.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using scheduling::JobOutcome;
using scheduling::OccurrenceRun;
using storage::Transaction;

namespace
{

EventFacts systemFacts(const BookingEnvironment &environment, const Dossier &dossier, Instant now)
{
    const QDate today = todayIn(dossier.resource, now);
    const Limits limits = effectiveLimits(dossier.resource.limits, environment.limitsInForce());
    EventFacts facts;
    facts.actor = ActorRole::System;
    facts.past = dossier.booking.isPast(today);
    if (const auto archived = dossier.booking.archivedAt)
        facts.retentionOver =
            localDate(*archived, zoneOf(dossier.resource)).daysTo(today) > limits.archiveRetentionDays;
    return facts;
}

/// A booking that somebody else took meanwhile, or that is no longer due, is nothing to do.
bool isNothingToDo(const Error &error)
{
    return error.code == u"not_found"_s || error.code == u"invalid_state"_s;
}

} // namespace

Result<> cleanUpBooking(const BookingEnvironment &environment, Transaction &tx, const QString &bookingId, Instant now)
{
    PORTIER_ASSIGN(dossier, lockDossier(tx, bookingId));
    PORTIER_ASSIGN(effects,
                   judge(dossier.booking.status, BookingEvent::Cleanup, systemFacts(environment, dossier, now)));
    BookingWriter::Change change;
    change.before = dossier.booking;
    change.actor = {ActorRole::System, {}};
    change.note = u"not decided in time"_s;
    change.auditAction = u"booking.cleaned_up"_s;
    return BookingWriter(environment, tx, operations::Actor::system(), now).commit(dossier, effects, change);
}

Result<> purgeBooking(const BookingEnvironment &environment, Transaction &tx, const QString &bookingId, Instant now)
{
    PORTIER_ASSIGN(dossier, lockDossier(tx, bookingId));
    PORTIER_TRY(judge(dossier.booking.status, BookingEvent::Purge, systemFacts(environment, dossier, now)));
    BookingStore bookings(tx);
    PORTIER_TRY(bookings.remove(bookingId));
    PORTIER_ASSIGN(left, bookings.countOfRequester(dossier.booking.email));
    if (left == 0) // BKG-082
        PORTIER_TRY(identity::LinkStore(tx).removeOfAddress(dossier.booking.email));
    BookingRecords records(environment, tx, operations::Actor::system(), now);
    PORTIER_TRY(records.audit(u"booking.purged"_s, u"booking"_s, bookingId));
    return records.tellOf(dossier, operations::ChangeOperation::Removed);
}

Result<> mailDigests(const BookingEnvironment &environment, Transaction &tx, const QString &resourceId,
                     const QString &period, Instant now)
{
    ResourceStore resources(tx);
    PORTIER_ASSIGN(resource, resources.find(resourceId));
    if (!resource)
        return {};
    PORTIER_ASSIGN(parties, resources.parties(resourceId));
    const QDate today = todayIn(*resource, now);
    const int minAge = effectiveLimits(resource->limits, environment.limitsInForce()).digestMinAgeDays;
    BookingMails mails(environment, tx, operations::Actor::system(), now);
    for (const Party &party : std::as_const(parties)) {
        PORTIER_ASSIGN(undecided, BookingStore(tx).undecidedBy(party.id, today));
        QList<Booking> items;
        for (const Booking &booking : std::as_const(undecided)) {
            if (localDate(booking.createdAt, zoneOf(*resource)).daysTo(today) >= minAge)
                items.append(booking);
        }
        PORTIER_TRY(mails.sendDigest(*resource, party, items, period));
    }
    return {};
}

void BookingJobs::registerWork(scheduling::Scheduler &scheduler)
{
    const auto pastPending = [](Transaction &tx, const Resource &resource, QDate today) {
        return BookingStore(tx).pastPending(resource.id, today);
    };
    const auto purgeable = [](Transaction &tx, const Resource &resource, QDate today) {
        return BookingStore(tx).purgeable(resource.id, today);
    };
    scheduler.registerWork(cleanupSchedule, [this, pastPending](const OccurrenceRun &run) {
        return forEach(&m_database, m_clock, m_environment, run, pastPending, cleanUpBooking);
    });
    scheduler.registerWork(purgeSchedule, [this, purgeable](const OccurrenceRun &run) {
        return forEach(&m_database, m_clock, m_environment, run, purgeable, purgeBooking);
    });
    scheduler.registerWork(digestSchedule, [this](const OccurrenceRun &run) { return digest(run); });
}

QCoro::Task<JobOutcome> BookingJobs::forEach(storage::Database *database, std::shared_ptr<Clock> clock,
                                             BookingEnv environment, OccurrenceRun run, Ids ids, Step step)
{
    const QString resourceId = run.schedule.owner;
    const auto looking = [resourceId, ids, now = clock->now()](Transaction &tx) -> Result<QStringList> {
        PORTIER_ASSIGN(resource, ResourceStore(tx).find(resourceId));
        if (!resource)
            return QStringList();
        return ids(tx, *resource, todayIn(*resource, now));
    };
    const auto due = co_await database->read(looking);
    if (!due)
        co_return JobOutcome::retry(due.error().code);
    int failed = 0;
    const bool isPurge = run.schedule.name == purgeSchedule;
    const QStringList bookings = *due;
    for (const QString &id : bookings) {
        if (run.job->shouldStop())
            co_return JobOutcome::retry(u"stopped"_s);
        const auto taking = [environment, id, step, now = clock->now()](Transaction &tx) {
            return step(*environment, tx, id, now);
        };
        const auto done = co_await run.job->write(taking);
        if (done)
            log::info("bookings"_L1, isPurge ? "booking_deleted"_L1 : "booking_updated"_L1, {{u"booking_id"_s, id}});
        if (done || isNothingToDo(done.error()))
            continue;
        if (done.error().code == u"job_fenced"_s)
            co_return JobOutcome::cancelled(done.error().code);
        ++failed;
        log::warning("bookings"_L1, "booking_skipped"_L1,
                     {{u"booking"_s, id}, {u"work"_s, run.schedule.name}, {u"code"_s, done.error().code}},
                     done.error().message);
    }
    co_return failed == 0 ? JobOutcome::done() : JobOutcome::retry(u"booking_failed"_s);
}

QCoro::Task<JobOutcome> BookingJobs::digest(OccurrenceRun run)
{
    // A run by hand is its own reason to write; the planned one writes once per week, however it is moved (PLT-089).
    const QString period =
        run.occurrence.manual ? run.occurrence.id : scheduling::weekPeriod(run.occurrence.nominalLocal.date());
    const auto mailing = [environment = m_environment, resourceId = run.schedule.owner, period, job = run.job->job(),
                          now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_TRY(mailDigests(*environment, tx, resourceId, period, now));
        return scheduling::JobContext::finish(tx, job, JobOutcome::done(), now);
    };
    const auto done = co_await run.job->write(mailing);
    co_return done ? JobOutcome::committed() : JobOutcome::retry(done.error().code);
}

} // namespace portier::bookings
