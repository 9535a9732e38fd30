// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/livequestions.h"

#include "core/base/log.h"
#include "core/operations/metrics.h"
#include "core/trips/sources/budgetstore.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using storage::Transaction;

namespace
{

LiveOutcome failedOutcome(FailureClass failureClass, const QString &code)
{
    LiveOutcome outcome;
    outcome.stored.answer = SourceAnswer::failed(failureClass, code);
    return outcome;
}

} // namespace

void measureSaving(operations::Metrics &metrics, const QString &source, const SavedRatios &ratios)
{
    const QString gauge = u"portier_price_calls_saved_ratio"_s;
    metrics.set(gauge, ratios.ofSource, {{u"source"_s, source}});
    metrics.set(gauge, ratios.overall, {{u"source"_s, u"all"_s}});
}

Millis sideLimit(Side side)
{
    return side == Side::Flights ? Millis(60s) : Millis(120s);
}

/// The reservation of one question. Each spent call is durable before it leaves, so a crash never forgets it.
class LiveQuestions::Budget final : public CallBudget
{
public:
    Budget(storage::Database &database, std::shared_ptr<Clock> clock, QString source, QString reservation,
           NotifyAdmins notify)
        : m_database(database), m_clock(std::move(clock)), m_source(std::move(source)),
          m_reservation(std::move(reservation)), m_notify(std::move(notify))
    {
    }
    QCoro::Task<bool> spend() override
    {
        const auto body = [source = m_source, id = m_reservation, notify = m_notify, now = m_clock->now()](
                              Transaction &tx) { return ledger::spend(tx, source, id, notify, now); };
        const Result<bool> left = co_await m_database.write(body);
        co_return left.value_or(false);
    }
    QCoro::Task<> giveBack() override
    {
        const auto body = [source = m_source, id = m_reservation, now = m_clock->now()](Transaction &tx) {
            return BudgetStore(tx, source).giveBack(id, now);
        };
        const Result<> done = co_await m_database.write(body);
        if (!done)
            log::warning("trips"_L1, "price_source_budget"_L1, {{u"source"_s, m_source}}, u"a call stays charged");
    }

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    QString m_source;
    QString m_reservation;
    NotifyAdmins m_notify;
};

LiveQuestions::LiveQuestions(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics,
                             const PriceFinderOptions &options)
    : m_database(database), m_clock(std::move(clock)), m_metrics(metrics), m_notify(options.notify),
      m_random(options.random), m_http(m_clock, options.http),
      m_slots(std::make_shared<CallSlots>(options.concurrentCalls, options.batchDelay))
{
}

std::shared_ptr<LiveQuestions::Asked> LiveQuestions::ask(std::shared_ptr<PriceSource> source, const Question &question,
                                                         bool &joined)
{
    auto &asked = m_asked[question.cacheKey];
    joined = asked != nullptr;
    if (joined)
        return asked;
    const auto mine = std::make_shared<Asked>();
    asked = mine;
    // The entry may be gone when run() returns at once, so nothing is read from the table afterwards.
    m_tasks.add(run(shared_from_this(), std::move(source), question, mine));
    return mine;
}

QCoro::Task<> LiveQuestions::run(std::shared_ptr<LiveQuestions> self, std::shared_ptr<PriceSource> source,
                                 Question question, std::shared_ptr<Asked> asked)
{
    asked->outcome = co_await answer(self, source, question);
    self->m_asked.remove(question.cacheKey);
    asked->done.complete();
}

QCoro::Task<LiveOutcome> LiveQuestions::answer(std::shared_ptr<LiveQuestions> self, std::shared_ptr<PriceSource> source,
                                               Question question)
{
    if (self->m_stopping)
        co_return failedOutcome(FailureClass::Transient, u"cancelled"_s);
    const auto admit = [question, notify = self->m_notify, now = self->m_clock->now()](Transaction &tx) {
        return ledger::admit(tx, question, notify, now);
    };
    const Result<Admission> admission = co_await self->m_database.write(admit);
    if (!admission)
        co_return failedOutcome(FailureClass::Transient, u"storage_unavailable"_s);
    LiveOutcome outcome;
    if (admission->hit) {
        outcome.fromStore = true;
        outcome.stored = *admission->hit;
        co_return outcome;
    }
    if (!admission->refusal.isEmpty()) {
        outcome.refusal = admission->refusal;
        outcome.retryAt = admission->retryAt;
        co_return outcome;
    }

    const auto calls = self->callsFor(question, admission->reservation);
    outcome.stored.answer = co_await source->fetch(question.query, calls);
    outcome.stored.fetchedAt = self->m_clock->now();
    outcome.stored.callsUsed = calls->used();
    // The answer is durable before anybody uses it: a crash after this costs no second call (TRP-097).
    const auto settle = [question, answer = outcome.stored.answer, reservation = admission->reservation,
                         used = calls->used(), notify = self->m_notify, now = self->m_clock->now()](Transaction &tx) {
        return ledger::settle(tx, question, answer, reservation, used, notify, now);
    };
    const Result<Settlement> settlement = co_await self->m_database.write(settle);
    if (!settlement)
        co_return failedOutcome(FailureClass::Transient, u"storage_unavailable"_s);
    outcome.stored.id = settlement->responseId;
    outcome.retryAt = settlement->health.heldUntil ? settlement->health.heldUntil : settlement->health.retryAt;
    self->measure(question, *settlement);
    co_return outcome;
}

std::shared_ptr<SourceCalls> LiveQuestions::callsFor(const Question &question, const QString &reservation)
{
    SourceCalls::Wiring wiring;
    wiring.source = question.source;
    wiring.http = &m_http;
    wiring.clock = m_clock;
    wiring.slotPool = m_slots;
    if (!reservation.isEmpty())
        wiring.budget = std::make_shared<Budget>(m_database, m_clock, question.source, reservation, m_notify);
    wiring.metrics = &m_metrics;
    wiring.concurrentCalls = question.limits.concurrentCalls;
    wiring.spacing = question.limits.spacing;
    wiring.deadline = m_clock->monotonic() + sideLimit(question.side());
    wiring.random = m_random;
    return std::make_shared<SourceCalls>(std::move(wiring));
}

void LiveQuestions::measure(const Question &question, const Settlement &settlement)
{
    const bool open = settlement.health.state != SourceHealth::State::Closed;
    m_metrics.set(u"portier_source_breaker_open"_s, open ? 1 : 0,
                  {{u"source"_s, question.source}, {u"side"_s, toText(question.side())}});
    QSet<Side> &openSides = m_openSides[question.source];
    if (open)
        openSides.insert(question.side());
    else
        openSides.remove(question.side());
    const operations::Labels provider{{u"provider"_s, question.source}};
    m_metrics.set(u"portier_circuit_open"_s, openSides.isEmpty() ? 0 : 1, provider);
    const operations::Labels source{{u"source"_s, question.source}};
    measureSaving(m_metrics, question.source, settlement.saved);
    if (settlement.budgets.isEmpty())
        return;
    // One label, so one period: the first, which is the month where there is one (TRP-115).
    const BudgetRow &budget = settlement.budgets.constFirst();
    m_metrics.set(u"portier_source_budget_used"_s, double(budget.used), source);
    m_metrics.set(u"portier_source_budget_limit"_s, double(budget.limit), source);
    constexpr qsizetype monthLength = 7; // "2027-01"
    if (budget.period.size() != monthLength || budget.limit <= 0)
        return;
    m_metrics.set(u"portier_provider_calls_month"_s, double(budget.used), provider);
    m_metrics.set(u"portier_provider_budget_ratio"_s, double(budget.used) / double(budget.limit), provider);
}

QCoro::Task<> LiveQuestions::stop(std::shared_ptr<LiveQuestions> self)
{
    self->m_stopping = true;
    self->m_http.abortAll();
    co_await self->m_tasks.join();
}

} // namespace portier::trips
