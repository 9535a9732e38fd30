// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/questionledger.h"

#include "core/base/log.h"
#include "core/base/uuid.h"
#include "core/base/zonedtime.h"
#include "core/operations/changefeed.h"
#include "core/trips/sources/budgetstore.h"
#include "core/trips/sources/sourcestore.h"

#include <QCryptographicHash>

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::Transaction;

namespace
{

/// Longer than any side's deadline, so that only a dead process loses its reservation.
constexpr Millis reservationLease = 5min;

Result<> tellAdmins(Transaction &tx, const QString &source, const QList<SourceNotice> &notices,
                    const NotifyAdmins &notify, Instant now)
{
    for (const SourceNotice &notice : notices) {
        PORTIER_TRY(operations::appendChange(
            tx, {u"price_source.updated"_s, source, operations::ChangeOperation::Updated, u"role:admin"_s, {}}, now));
        log::warning("trips"_L1,
                     notice.kind == SourceNotice::Kind::AuthFailed ? "price_source_auth_failed"_L1
                                                                   : "price_source_budget"_L1,
                     {{u"source"_s, source}, {u"used"_s, notice.used}, {u"limit"_s, notice.limit}},
                     u"a price source needs an administrator's eye");
        if (notify)
            PORTIER_TRY(notify(tx, notice, now));
    }
    return {};
}

Instant endOfUtcMonth(Instant now)
{
    const QDate today = localDate(now, QTimeZone::utc());
    return startOfDay(QDate(today.year(), today.month(), 1).addMonths(1), QTimeZone::utc());
}

/// Failures that say nothing about the source itself.
bool concernsSource(const SourceFailure &failure, int callsUsed)
{
    return failure.code != u"budget_exhausted" && failure.code != u"cancelled" &&
           !(failure.code == u"timeout" && callsUsed == 0);
}

bool isAuthOpen(const SourceHealth &health)
{
    return health.state == SourceHealth::State::Open && !health.retryAt;
}

/// A hold and an auth failure concern the whole source, everything else the side that was asked.
Result<SourceHealth> keepHealth(Transaction &tx, const Question &question, SourceFailure failure,
                                QList<SourceNotice> &notices, Instant now)
{
    if (failure.failureClass == FailureClass::Quota && !failure.heldUntil)
        failure.heldUntil = endOfUtcMonth(now);
    SourceStore store(tx);
    SourceHealth own;
    const bool wholeSource = failure.heldUntil || failure.failureClass == FailureClass::Auth;
    bool newlyRefused = false;
    for (const Side side : question.sourceSides) {
        if (side != question.side() && !wholeSource)
            continue;
        PORTIER_ASSIGN(before, store.health(question.source, side, true));
        const SourceHealth after = failedWith(before, failure, question.credential, now);
        PORTIER_TRY(store.saveHealth(question.source, side, after, now));
        newlyRefused = newlyRefused || (isAuthOpen(after) && !isAuthOpen(before));
        if (side == question.side())
            own = after;
        if (after.state != before.state || after.heldUntil != before.heldUntil)
            PORTIER_TRY(operations::appendChange(
                tx,
                {u"price_source.updated"_s, question.source, operations::ChangeOperation::Updated, u"role:admin"_s, {}},
                now));
    }
    if (newlyRefused)
        notices.append({SourceNotice::Kind::AuthFailed, question.source, {}, 0, 0});
    return own;
}

Result<SourceHealth> keepSuccess(Transaction &tx, const Question &question, Instant now)
{
    SourceStore store(tx);
    PORTIER_ASSIGN(before, store.health(question.source, question.side(), true));
    const SourceHealth after = succeeded(before, now);
    PORTIER_TRY(store.saveHealth(question.source, question.side(), after, now));
    if (before.state != after.state)
        PORTIER_TRY(operations::appendChange(
            tx, {u"price_source.updated"_s, question.source, operations::ChangeOperation::Updated, u"role:admin"_s, {}},
            now));
    return after;
}

} // namespace

Question questionFor(const PriceSource &source, const Query &query, Trigger trigger, SourceLimits limits)
{
    const QByteArray identity =
        QCryptographicHash::hash(canonicalJson(source.identity()), QCryptographicHash::Sha256).toHex();
    return {query,
            trigger,
            source.name(),
            source.capabilities().sides,
            cacheKey(source, query),
            QString::fromLatin1(identity.left(16)),
            source.worstCaseCalls(query),
            limits};
}

Result<Admission> ledger::admit(Transaction &tx, const Question &question, const NotifyAdmins &notify, Instant now)
{
    Admission admission;
    PORTIER_ASSIGN(hit, ResponseStore(tx).fresh(question.cacheKey, question.trigger, now));
    if (hit) {
        admission.hit = std::move(hit);
        return admission;
    }
    SourceStore store(tx);
    PORTIER_ASSIGN(health, store.health(question.source, question.side(), true));
    if (const auto refused = refusal(health, question.credential, now)) {
        admission.refusal = *refused;
        admission.retryAt = *refused == u"held" ? health.heldUntil : health.retryAt;
        return admission;
    }
    const auto limits = budgetLimits(question.limits.monthlyCalls, question.limits.dailyCalls, now);
    if (!limits.isEmpty() && question.worstCaseCalls > 0) {
        const QString id = newUuid(now);
        QList<SourceNotice> notices;
        PORTIER_ASSIGN(reserved,
                       BudgetStore(tx, question.source)
                           .reserve(id, limits, question.worstCaseCalls, now + reservationLease, now, notices));
        PORTIER_TRY(tellAdmins(tx, question.source, notices, notify, now));
        if (!reserved) {
            admission.refusal = u"budget_exhausted"_s;
            return admission;
        }
        admission.reservation = id;
    }
    if (health.state != SourceHealth::State::Closed)
        PORTIER_TRY(store.saveHealth(question.source, question.side(), started(health, now), now));
    return admission;
}

Result<bool> ledger::spend(Transaction &tx, const QString &source, const QString &reservation,
                           const NotifyAdmins &notify, Instant now)
{
    QList<SourceNotice> notices;
    PORTIER_ASSIGN(left, BudgetStore(tx, source).spend(reservation, now, notices));
    PORTIER_TRY(tellAdmins(tx, source, notices, notify, now));
    return left;
}

Result<SavedRatios> ledger::savedRatios(Transaction &tx, const QString &source, Instant now)
{
    PORTIER_ASSIGN(own, SourceStore(tx).saving(source, now));
    PORTIER_ASSIGN(all, SourceStore(tx).overallSaving(now));
    return SavedRatios{own.ratio(), all.ratio()};
}

Result<Settlement> ledger::settle(Transaction &tx, const Question &question, const SourceAnswer &answer,
                                  const QString &reservation, int callsUsed, const NotifyAdmins &notify, Instant now)
{
    Settlement settlement;
    BudgetStore budget(tx, question.source);
    if (!reservation.isEmpty())
        PORTIER_TRY(budget.release(reservation, now));
    SourceStore store(tx);
    if (callsUsed > 0)
        PORTIER_TRY(store.addSaving(question.source, callsUsed, 0, now));
    PORTIER_ASSIGN(saved, savedRatios(tx, question.source, now));
    settlement.saved = saved;
    PORTIER_ASSIGN(budgets, budget.list(budgetLimits(question.limits.monthlyCalls, question.limits.dailyCalls, now)));
    settlement.budgets = budgets;
    if (!answer.failure) {
        PORTIER_ASSIGN(health, keepSuccess(tx, question, now));
        settlement.health = health;
        PORTIER_ASSIGN(
            id, ResponseStore(tx).add(question.source, question.query, question.cacheKey, answer, callsUsed, now));
        settlement.responseId = id;
        return settlement;
    }
    if (concernsSource(*answer.failure, callsUsed)) {
        PORTIER_ASSIGN(health, keepHealth(tx, question, *answer.failure, settlement.notices, now));
        settlement.health = health;
        PORTIER_TRY(tellAdmins(tx, question.source, settlement.notices, notify, now));
    } else {
        PORTIER_ASSIGN(health, store.health(question.source, question.side()));
        settlement.health = health;
    }
    return settlement;
}

} // namespace portier::trips
