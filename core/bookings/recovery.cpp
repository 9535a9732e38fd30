// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/recovery.h"

#include "core/bookings/bookingmails.h"
#include "core/bookings/bookingservice.h"
#include "core/bookings/fieldrules.h"
#include "core/bookings/recoverystore.h"
#include "core/identity/emailaddress.h"
#include "core/operations/sealer.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using scheduling::JobContext;
using scheduling::JobOutcome;
using storage::Transaction;

namespace
{

QString placeOf(const QString &id)
{
    return u"recovery_requests/"_s + id;
}

bool hasEnded(scheduling::JobState state)
{
    using scheduling::JobState;
    return state == JobState::Done || state == JobState::Dead || state == JobState::Cancelled;
}

/// False while a cooldown runs, of the address or of the client (BKG-085): then nothing more is counted and no address
/// stored.
Result<bool> chargeRecovery(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                            const QString &email, Instant now)
{
    if (!environment.rateLimits)
        return true;
    const QString prefix = caller.actor.clientPrefix;
    const QString person = u"email:"_s + QString::fromLatin1(identity::EmailAddress::hash(email).toHex());
    QList<operations::RateCharge> cooldowns{{u"recovery_cooldown"_s, person}};
    if (!prefix.isEmpty())
        cooldowns.append({u"recovery_cooldown"_s, u"prefix:"_s + prefix});
    PORTIER_ASSIGN(cooling, environment.rateLimits->charge(tx, cooldowns, prefix, now));
    if (cooling && !cooling->admitted)
        return false;
    PORTIER_ASSIGN(hourly, environment.rateLimits->charge(tx, {{u"recovery_address"_s, person}}, prefix, now));
    if (hourly)
        PORTIER_TRY(hourly->toResult());
    return true;
}

Result<> answer(const BookingEnvironment &environment, Transaction &tx, const scheduling::Job &job, Instant now)
{
    RecoveryStore requests(tx);
    PORTIER_ASSIGN(request, requests.find(job.id));
    if (request) {
        PORTIER_ASSIGN(email, environment.sealer->open(request->email, placeOf(job.id)));
        BookingMails mails(environment, tx, operations::Actor::system(), now);
        PORTIER_TRY(mails.sendAccessLinks(QString::fromUtf8(email), request->language, job.id));
        PORTIER_TRY(requests.remove(job.id));
    }
    return JobContext::finish(tx, job, JobOutcome::done(), now);
}

QCoro::Task<JobOutcome> runRecovery(std::shared_ptr<JobContext> job, BookingEnv environment,
                                    std::shared_ptr<Clock> clock)
{
    const auto answering = [environment, job = job->job(), now = clock->now()](Transaction &tx) {
        return answer(*environment, tx, job, now);
    };
    const auto done = co_await job->write(answering);
    co_return done ? JobOutcome::committed() : JobOutcome::retry(done.error().code);
}

} // namespace

Result<> askForLinks(const BookingEnvironment &environment, Transaction &tx, const BookingCaller &caller,
                     const QString &text, const QString &language, Instant now)
{
    const QString email = normalEmail(text);
    if (!isEmail(email))
        return fail(Error::invalid({{u"/email"_s, email.isEmpty() ? u"required"_s : u"invalid_email"_s, {}}}));
    PORTIER_ASSIGN(admitted, chargeRecovery(environment, tx, caller, email, now));
    scheduling::NewJob job;
    job.kind = recoveryJob;
    job.requestId = caller.actor.requestId;
    PORTIER_ASSIGN(id, scheduling::JobQueue::enqueue(tx, job, now));
    if (!admitted) // the job finds nothing to do, and the answer takes as long as any other (BKG-086)
        return {};
    const QByteArray sealed = environment.sealer->seal(email.toUtf8(), placeOf(id));
    return RecoveryStore(tx).insert({id, sealed, language}, now);
}

Result<qint64> removeLostRequests(Transaction &tx)
{
    RecoveryStore requests(tx);
    PORTIER_ASSIGN(ids, requests.ids());
    qint64 removed = 0;
    for (const QString &id : std::as_const(ids)) {
        PORTIER_ASSIGN(job, scheduling::JobQueue::find(tx, id));
        if (job && !hasEnded(job->state))
            continue;
        PORTIER_TRY(requests.remove(id));
        ++removed;
    }
    return removed;
}

Result<> forgetRecovery(const BookingEnvironment &environment, Transaction &tx, const QString &email)
{
    RecoveryStore requests(tx);
    PORTIER_ASSIGN(waiting, requests.ids());
    for (const QString &id : std::as_const(waiting)) {
        PORTIER_ASSIGN(request, requests.find(id));
        const auto address = environment.sealer->open(request->email, placeOf(id));
        if (address && QString::fromUtf8(*address) == email) // what no key opens tells nobody's address
            PORTIER_TRY(requests.remove(id));
    }
    return {};
}

scheduling::JobKind recoveryKind(BookingEnv environment, std::shared_ptr<Clock> clock)
{
    scheduling::JobKind kind;
    kind.name = recoveryJob;
    kind.handler = [environment, clock](std::shared_ptr<JobContext> job) {
        return runRecovery(std::move(job), environment, clock);
    };
    return kind;
}

QCoro::Task<Result<>> BookingService::recover(BookingCaller caller, QString email, QString language)
{
    return m_database.write(
        [environment = m_environment, caller, email, language, now = m_clock->now()](Transaction &tx) {
            return askForLinks(*environment, tx, caller, email, language, now);
        });
}

operations::SealedColumn sealedRecoveryAddresses()
{
    return {.table = u"recovery_requests"_s,
            .keys = {u"id"_s},
            .column = u"email"_s,
            .place = [](const QStringList &keys) { return placeOf(keys.constFirst()); }};
}

} // namespace portier::bookings
