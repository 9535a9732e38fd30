// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookingservice.h"

#include "core/base/enumtext.h"
#include "core/base/log.h"
#include "core/base/zonedtime.h"
#include "core/bookings/bookingflow.h"
#include "core/bookings/resourcestore.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using storage::Transaction;

namespace
{

constexpr EnumTable<DecisionResult::Kind, 4> resultKinds{{{DecisionResult::Kind::Approved, "approved"},
                                                          {DecisionResult::Kind::Denied, "denied"},
                                                          {DecisionResult::Kind::Canceled, "canceled"},
                                                          {DecisionResult::Kind::AlreadyDone, "already_done"}}};

DateRange wantedRange(const QJsonObject &body, const std::optional<Booking> &stored)
{
    const DateRange before = stored ? stored->range : DateRange();
    return {fromIsoDate(body.value(u"start_date"_s).toString()).value_or(before.start),
            fromIsoDate(body.value(u"end_date"_s).toString()).value_or(before.end)};
}

/// Who is in the way of a write that the database itself refused (BKG-017). No booking id: of a submission.
Result<QList<BookingConflict>> winners(Transaction &tx, const QJsonObject &body, const QString &bookingId)
{
    BookingStore bookings(tx);
    PORTIER_ASSIGN(stored, bookings.find(bookingId));
    PORTIER_ASSIGN(resource, ResourceStore(tx).findBySlug(body.value(u"resource"_s).toString()));
    const QString resourceId = stored ? stored->resourceId : resource ? resource->id : QString();
    return bookings.overlapping(resourceId, wantedRange(body, stored), bookingId);
}

/// The error as the caller gets it: a guard of the database that fired becomes the conflict it stands for.
QCoro::Task<Error> explained(storage::Database &database, Error error, QJsonObject body, QString bookingId)
{
    if (error.code != u"constraint_violation"_s)
        co_return error;
    const auto looking = [body, bookingId](Transaction &tx) { return winners(tx, body, bookingId); };
    const auto found = co_await database.read(looking);
    if (!found || found->isEmpty())
        co_return error;
    co_return conflictError(*found);
}

/// PLT-162
void logChange(QLatin1String event, const BookingCaller &caller, const QString &bookingId)
{
    log::info("bookings"_L1, event, {{u"booking_id"_s, bookingId}, {u"request_id"_s, caller.actor.requestId}});
}

void logDecision(const Result<DecisionResult> &result, const BookingCaller &caller, const QString &bookingId)
{
    if (result && result->kind != DecisionResult::Kind::AlreadyDone)
        logChange("booking_updated"_L1, caller, bookingId);
}

} // namespace

QString toText(DecisionResult::Kind kind)
{
    return nameIn(resultKinds, kind);
}

BookingService::BookingService(storage::Database &database, std::shared_ptr<Clock> clock, BookingEnv environment)
    : m_database(database), m_clock(std::move(clock)), m_environment(std::move(environment))
{
}

QCoro::Task<Result<BookingView>> BookingService::submit(BookingCaller caller, QJsonObject body,
                                                        operations::RememberReply<BookingView> remember)
{
    const auto submitting = [environment = m_environment, caller, body, remember,
                             now = m_clock->now()](Transaction &tx) -> Result<SubmitOutcome> {
        PORTIER_ASSIGN(outcome, BookingFlow(*environment, tx, caller, now).submit(body));
        if (outcome.view)
            PORTIER_TRY(operations::remember(remember, tx, *outcome.view));
        return outcome;
    };
    const auto outcome = co_await m_database.write(submitting);
    if (!outcome) {
        const Error error = co_await explained(m_database, outcome.error(), body, QString());
        co_return fail(error);
    }
    if (outcome->refusal)
        co_return fail(*outcome->refusal);
    const BookingView view = *outcome->view;
    logChange("booking_created"_L1, caller, view.id);
    co_return view;
}

QCoro::Task<Result<ChangedBooking>> BookingService::edit(BookingCaller caller, QString bookingId, QJsonObject patch,
                                                         qint64 ifMatch)
{
    return change(ChangeKind::Edit, std::move(caller), bookingId, patch, ifMatch);
}

QCoro::Task<Result<ChangedBooking>> BookingService::reopen(BookingCaller caller, QString bookingId, QJsonObject patch,
                                                           qint64 ifMatch)
{
    return change(ChangeKind::Reopen, std::move(caller), bookingId, patch, ifMatch);
}

QCoro::Task<Result<ChangedBooking>> BookingService::change(ChangeKind kind, BookingCaller caller, QString bookingId,
                                                           QJsonObject patch, qint64 ifMatch)
{
    const auto changing = [environment = m_environment, kind, caller, bookingId, patch, ifMatch,
                           now = m_clock->now()](Transaction &tx) {
        return BookingFlow(*environment, tx, caller, now).change(kind, bookingId, patch, ifMatch);
    };
    const auto changed = co_await m_database.write(changing);
    if (changed && changed->event)
        logChange("booking_updated"_L1, caller, bookingId);
    if (changed)
        co_return changed;
    const Error error = co_await explained(m_database, changed.error(), patch, bookingId);
    co_return fail(error);
}

QCoro::Task<Result<DecisionResult>> BookingService::approve(BookingCaller caller, QString bookingId, QJsonObject body)
{
    const auto approving = [environment = m_environment, caller, bookingId, body,
                            now = m_clock->now()](Transaction &tx) {
        return BookingFlow(*environment, tx, caller, now).decide(DecisionKind::Approve, bookingId, body);
    };
    const auto done = co_await m_database.write(approving);
    logDecision(done, caller, bookingId);
    co_return done;
}

QCoro::Task<Result<DecisionResult>> BookingService::deny(BookingCaller caller, QString bookingId, QJsonObject body)
{
    const auto denying = [environment = m_environment, caller, bookingId, body, now = m_clock->now()](Transaction &tx) {
        return BookingFlow(*environment, tx, caller, now).decide(DecisionKind::Deny, bookingId, body);
    };
    const auto done = co_await m_database.write(denying);
    logDecision(done, caller, bookingId);
    co_return done;
}

QCoro::Task<Result<DecisionResult>> BookingService::cancel(BookingCaller caller, QString bookingId, QJsonObject body)
{
    const auto canceling = [environment = m_environment, caller, bookingId, body,
                            now = m_clock->now()](Transaction &tx) {
        return BookingFlow(*environment, tx, caller, now).cancel(bookingId, body);
    };
    const auto done = co_await m_database.write(canceling);
    logDecision(done, caller, bookingId);
    co_return done;
}

} // namespace portier::bookings
