// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/sourcecalls.h"

#include "core/base/log.h"
#include "core/operations/metrics.h"
#include "core/trips/sources/retryplan.h"
#include "core/trips/sources/sourcehealth.h"

#include <QRandomGenerator>

namespace portier::trips
{

using namespace Qt::StringLiterals;

namespace
{

CallOutcome failedCall(FailureClass failureClass, QString code)
{
    return {{}, SourceFailure{failureClass, std::move(code), {}}};
}

std::optional<SourceFailure> failureOf(const HttpExchange &exchange, const JudgeReply &judge)
{
    switch (exchange.end) {
    case HttpExchange::End::Replied:
        return judge ? judge(exchange.reply) : failureOfStatus(exchange.reply.status);
    case HttpExchange::End::Timeout:
        return SourceFailure{FailureClass::Transient, u"timeout"_s, {}};
    case HttpExchange::End::TooLarge:
        return SourceFailure{FailureClass::Transient, u"bad_response"_s, {}};
    case HttpExchange::End::Cancelled:
        return SourceFailure{FailureClass::Transient, u"cancelled"_s, {}};
    case HttpExchange::End::NotSent:
    case HttpExchange::End::Broken:
        break;
    }
    return SourceFailure{FailureClass::Transient, u"upstream_unavailable"_s, {}};
}

/// The "status" of metrics and logs: the HTTP status, or how the exchange ended without one.
QString statusText(const HttpExchange &exchange)
{
    switch (exchange.end) {
    case HttpExchange::End::Replied:
        return QString::number(exchange.reply.status);
    case HttpExchange::End::Timeout:
        return u"timeout"_s;
    case HttpExchange::End::TooLarge:
        return u"too_large"_s;
    case HttpExchange::End::Cancelled:
        return u"cancelled"_s;
    case HttpExchange::End::NotSent:
        return u"not_sent"_s;
    case HttpExchange::End::Broken:
        break;
    }
    return u"broken"_s;
}

} // namespace

Millis SourceCalls::timeLeft() const
{
    return std::max(Millis(0), m_wiring.deadline - m_wiring.clock->monotonic());
}

QCoro::Task<bool> SourceCalls::pause(std::shared_ptr<SourceCalls> self, Millis wait)
{
    if (wait >= self->timeLeft())
        co_return false;
    co_await sleepFor(*self->m_wiring.clock, wait);
    co_return true;
}

QCoro::Task<CallOutcome> SourceCalls::call(std::shared_ptr<SourceCalls> self, QString endpoint, HttpRequest request,
                                           JudgeReply judge)
{
    for (int retries = 0;; ++retries) {
        CallOutcome outcome = co_await exchange(self, endpoint, request, judge);
        if (!outcome.failure || outcome.failure->code == u"cancelled")
            co_return outcome;
        const auto asked = retryAfter(outcome.reply.header("retry-after"), self->now());
        const double random =
            self->m_wiring.random ? self->m_wiring.random() : QRandomGenerator::system()->generateDouble();
        const RetryDecision plan = decideRetry(outcome.failure->failureClass, retries, asked, random, self->now());
        if (plan.holdUntil)
            outcome.failure->heldUntil = plan.holdUntil;
        if (!plan.waitAndRetry)
            co_return outcome;
        const bool waited = co_await pause(self, *plan.waitAndRetry);
        if (!waited)
            co_return outcome;
    }
}

QCoro::Task<CallOutcome> SourceCalls::exchange(std::shared_ptr<SourceCalls> self, QString endpoint, HttpRequest request,
                                               JudgeReply judge)
{
    const Wiring &wiring = self->m_wiring;
    const auto place = co_await CallSlots::acquire(wiring.slotPool, wiring.clock, wiring.source, wiring.concurrentCalls,
                                                   wiring.spacing, self->timeLeft());
    if (!place || self->timeLeft() == Millis(0))
        co_return failedCall(FailureClass::Transient, u"timeout"_s);
    if (wiring.budget) {
        const bool paid = co_await wiring.budget->spend();
        if (!paid)
            co_return failedCall(FailureClass::Quota, u"budget_exhausted"_s);
    }
    request.timeLeft = self->timeLeft();
    const HttpExchange done = co_await wiring.http->send(request);
    if (done.end == HttpExchange::End::NotSent) {
        if (wiring.budget)
            co_await wiring.budget->giveBack();
    } else {
        ++self->m_used;
    }
    const auto failure = failureOf(done, judge);
    self->report(endpoint, done, failure);
    co_return CallOutcome{done.reply, failure};
}

void SourceCalls::report(const QString &endpoint, const HttpExchange &exchange,
                         const std::optional<SourceFailure> &failure)
{
    const QString status = statusText(exchange);
    if (m_wiring.metrics) {
        m_wiring.metrics->increment(
            u"external_api_calls_total"_s,
            {{u"provider"_s, m_wiring.source}, {u"endpoint"_s, endpoint}, {u"status"_s, status}});
        m_wiring.metrics->observe(u"portier_upstream_seconds"_s, static_cast<double>(exchange.duration.count()) / 1000,
                                  {{u"source"_s, m_wiring.source}});
    }
    log::info("trips"_L1, "external_call"_L1,
              {{u"provider"_s, m_wiring.source},
               {u"endpoint"_s, endpoint},
               {u"status"_s, status},
               {u"class"_s, failure ? toText(failure->failureClass) : u"ok"_s},
               {u"duration_ms"_s, qint64(exchange.duration.count())},
               {u"cached"_s, false}});
}

} // namespace portier::trips
