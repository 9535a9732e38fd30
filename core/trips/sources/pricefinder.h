// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/operations/actor.h"
#include "core/storage/database.h"
#include "core/trips/sources/httpclient.h"
#include "core/trips/sources/pricesource.h"
#include "core/trips/sources/sideresult.h"
#include "core/trips/sources/sourcenotice.h"

#include <QHash>
#include <QMap>

namespace portier::operations
{
class Metrics;
}

namespace portier::trips
{

class Airports;
struct RawResponse;
struct SourceCost;
struct SourceTest;

/// Budgets and politeness of one source (TRP-115, TRP-129).
struct SourceLimits {
    std::optional<qint64> monthlyCalls; ///< UTC calendar month; none: no budget
    std::optional<qint64> dailyCalls;   ///< UTC day
    int concurrentCalls = 4;
    Millis spacing{0}; ///< between the starts of two calls
};

/// Settings of the finder; built by the composition root from Config.
struct PriceFinderOptions {
    QMap<Side, QStringList> order;       ///< trips.sources.flights / .hotels, until an admin stores another one
    QHash<QString, SourceLimits> limits; ///< by source name; absent: no budget, 4 calls at once
    int concurrentCalls = 10;            ///< over all sources (TRP-129)
    Millis batchDelay{0};                ///< from one batch of so many calls to the next (PLT-066)
    HttpClient::Options http;            ///< user agent and timeouts
    /// Tells the admins inside the transaction that found the edge; must have no other effect than its statements.
    std::function<Result<>(storage::Transaction &, const SourceNotice &, Instant)> notify;
    /// A number in [0, 1) for the jitter of retries; default: the system's random numbers.
    std::function<double()> random;
};

/// One source as the API shows it.
struct SourceStatus {
    QString name;
    QString label;
    QList<Side> sides;
    bool configured = false;
    bool simulated = false;
    bool serving = false; ///< takes turns at the moment (TRP-061)
    QJsonObject details;  ///< for admins only: health per side, budgets, saving
};

/// Prices one side of a trip: walks the ordered sources, reuses stored answers, respects budgets, breakers and limits,
/// and applies the query's filters to whatever answers (trips.md §5.1 to §5.7). Lives on the core thread; stop() before
/// destroying it.
class PriceFinder
{
public:
    PriceFinder(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics,
                const Airports &airports, QList<std::shared_ptr<PriceSource>> sources, PriceFinderOptions options);
    ~PriceFinder();

    /// Other sources, limits of theirs included, from the next question on; what is on the wire still ends.
    void setSources(QList<std::shared_ptr<PriceSource>> sources, QHash<QString, SourceLimits> limits);

    /// Never fails as a coroutine: what went wrong is in the result. At `limit` (default: 60 s flights, 120 s hotels,
    /// TRP-096) the side is failed("timeout") or stale; the question on the wire goes on and its answer is stored.
    QCoro::Task<SideResult> price(Query query, Trigger trigger, std::optional<Millis> limit = {});

    /// Codes for creating and editing: "side_without_source", "filter_unsupported", "currency_unsupported" (TRP-034).
    /// Judged by the order in force.
    QCoro::Task<QStringList> warnings(Query query);
    /// True while only the simulated market serves (TRP-061).
    [[nodiscard]] bool isSimulated() const;
    /// All sources; with `details` for admins.
    QCoro::Task<Result<QList<SourceStatus>>> status();
    /// What reuse spared in the last 30 days over all sources; the source of each is in its details (TRP-109).
    QCoro::Task<Result<QJsonObject>> overallSaving();
    /// The order in force of each side.
    QCoro::Task<Result<QMap<Side, QStringList>>> order();
    /// Stores the admins' order of the named sides, all or nothing. Error: Invalid with field errors "source_unknown"
    /// and "duplicate".
    QCoro::Task<Result<>> setOrder(QMap<Side, QStringList> order, operations::Actor actor);
    /// Closes the breaker and lifts holds of a source. Error: Invalid "source_unknown".
    QCoro::Task<Result<>> resetHealth(QString source, operations::Actor actor);
    /// What the question would cost at the source that is asked first; nothing when none can take it (TRP-122).
    QCoro::Task<Result<std::optional<SourceCost>>> cost(Query query);
    /// Asks a source once per side, live, and tells how that went. Error: Invalid "source_unknown".
    QCoro::Task<Result<QList<SourceTest>>> test(QString source, operations::Actor actor);
    /// A stored reply as it came. Errors: NotFound "not_found", "raw_expired" (TRP-002).
    QCoro::Task<Result<RawResponse>> rawResponse(QString id);
    /// Drops raw bodies older than `rawDays` and what is left of rows older than `metadataDays`, the longest a snapshot
    /// lives (TRP-002, TRP-108); gives how many bodies went. For the daily retention job.
    QCoro::Task<Result<qint64>> retain(int rawDays, int metadataDays);

    /// Aborts what is on the wire and waits until nothing runs.
    QCoro::Task<> stop();

private:
    class Private;
    std::shared_ptr<Private> d;
};

} // namespace portier::trips
