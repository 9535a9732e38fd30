// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/callslots.h"
#include "core/trips/sources/httpclient.h"
#include "core/trips/sources/pricesource.h"

#include <functional>

namespace portier::operations
{
class Metrics;
}

namespace portier::trips
{

/// What a question's calls are charged to; the finder's is the source's budget (TRP-116, TRP-117).
class CallBudget
{
public:
    virtual ~CallBudget() = default;
    /// Turns one reserved call into a used one before it leaves; false when nothing is left.
    virtual QCoro::Task<bool> spend() = 0;
    /// The call spent last provably never left.
    virtual QCoro::Task<> giveBack() = 0;
};

/// The end of one call, its retries included.
struct CallOutcome {
    HttpReply reply;                      ///< the last one; status 0 when there was none
    std::optional<SourceFailure> failure; ///< nothing: `reply` is good
};

/// Says what a reply means to the plug-in; nothing: it is good.
using JudgeReply = std::function<std::optional<SourceFailure>(const HttpReply &)>;

/// The wire of one question: every HTTP exchange of a plug-in goes through call(), which waits for a place, charges
/// the budget, retries what is worth it, and reports latency and status (TRP-115 to TRP-117, TRP-126, TRP-129,
/// TRP-151).
class SourceCalls
{
public:
    struct Wiring {
        QString source;
        HttpClient *http = nullptr;
        std::shared_ptr<Clock> clock;
        std::shared_ptr<CallSlots> slotPool;
        std::shared_ptr<CallBudget> budget;     ///< none: calls are free
        operations::Metrics *metrics = nullptr; ///< none: not measured
        int concurrentCalls = 4;
        Millis spacing{0};
        Millis deadline{0}; ///< monotonic; no call or wait starts that would pass it
        std::function<double()> random;
    };
    explicit SourceCalls(Wiring wiring) : m_wiring(std::move(wiring)) {}

    /// `endpoint` names the call in metrics and logs, never with parameters: "tools/call sk_flights_search".
    [[nodiscard]] static QCoro::Task<CallOutcome> call(std::shared_ptr<SourceCalls> self, QString endpoint,
                                                       HttpRequest request, JudgeReply judge = {});
    /// Exchanges that reached the source so far.
    [[nodiscard]] int used() const { return m_used; }
    /// Waits by the clock unless the deadline would pass; false then.
    [[nodiscard]] static QCoro::Task<bool> pause(std::shared_ptr<SourceCalls> self, Millis wait);
    [[nodiscard]] Millis timeLeft() const;
    [[nodiscard]] Clock &clock() const { return *m_wiring.clock; }
    [[nodiscard]] Instant now() const { return m_wiring.clock->now(); }

private:
    [[nodiscard]] static QCoro::Task<CallOutcome> exchange(std::shared_ptr<SourceCalls> self, QString endpoint,
                                                           HttpRequest request, JudgeReply judge);
    void report(const QString &endpoint, const HttpExchange &exchange, const std::optional<SourceFailure> &failure);

    Wiring m_wiring;
    int m_used = 0;
};

} // namespace portier::trips
