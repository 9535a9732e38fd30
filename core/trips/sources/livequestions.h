// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/completion.h"
#include "core/base/taskscope.h"
#include "core/trips/sources/questionledger.h"
#include "core/trips/sources/sourcecalls.h"

namespace portier::trips
{

/// What a live question gave, to everybody who waited for it.
struct LiveOutcome {
    QString refusal;                ///< passed over without a call, see Admission
    std::optional<Instant> retryAt; ///< of a refusal or a hold
    bool fromStore = false;         ///< another process answered it meanwhile
    StoredAnswer stored;            ///< id, time and answer; its failure when the source failed
};

/// The questions on the wire. Equal ones (by cache key) are asked once and shared (TRP-103). One belongs to a
/// PriceFinder and lives on the core thread.
class LiveQuestions : public std::enable_shared_from_this<LiveQuestions>
{
public:
    struct Asked {
        Completion done;
        LiveOutcome outcome;
    };

    LiveQuestions(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics,
                  const PriceFinderOptions &options);

    /// Joins the equal question on the wire, or asks; `joined` says which.
    [[nodiscard]] std::shared_ptr<Asked> ask(std::shared_ptr<PriceSource> source, const Question &question,
                                             bool &joined);
    /// Aborts what is on the wire, takes no more, and waits until nothing runs.
    [[nodiscard]] static QCoro::Task<> stop(std::shared_ptr<LiveQuestions> self);

private:
    class Budget;
    [[nodiscard]] static QCoro::Task<> run(std::shared_ptr<LiveQuestions> self, std::shared_ptr<PriceSource> source,
                                           Question question, std::shared_ptr<Asked> asked);
    [[nodiscard]] static QCoro::Task<LiveOutcome> answer(std::shared_ptr<LiveQuestions> self,
                                                         std::shared_ptr<PriceSource> source, Question question);
    [[nodiscard]] std::shared_ptr<SourceCalls> callsFor(const Question &question, const QString &reservation);
    void measure(const Question &question, const Settlement &settlement);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    operations::Metrics &m_metrics;
    QHash<QString, QSet<Side>> m_openSides; ///< by source
    NotifyAdmins m_notify;
    std::function<double()> m_random;
    HttpClient m_http;
    std::shared_ptr<CallSlots> m_slots;
    QHash<QString, std::shared_ptr<Asked>> m_asked;
    TaskScope m_tasks;
    bool m_stopping = false;
};

/// The gauge of each source, and of all of them as source "all" (TRP-109, TRP-290).
void measureSaving(operations::Metrics &metrics, const QString &source, const SavedRatios &ratios);
/// TRP-096: 60 s for flights, 120 s for hotels.
[[nodiscard]] Millis sideLimit(Side side);

} // namespace portier::trips
