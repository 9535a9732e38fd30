// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/pricefinder.h"

#include "core/operations/metrics.h"
#include "core/trips/airports.h"
#include "core/trips/sources/livequestions.h"
#include "core/trips/sources/offerfilter.h"
#include "core/trips/sources/sourceadministration.h"
#include "core/trips/sources/sourcecost.h"
#include "core/trips/sources/sourceprobe.h"
#include "core/trips/sources/sourceselection.h"
#include "core/trips/sources/sourcestore.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

/// What the database knows before anybody is asked: the order in force and the stored answers by cache key.
struct Board {
    QStringList order;
    QHash<QString, StoredAnswer> fresh;
    QHash<QString, StoredAnswer> newest; ///< up to 7 days old, partial ones included

    [[nodiscard]] std::optional<StoredAnswer> freshAnswer(const QString &key) const
    {
        const auto found = fresh.constFind(key);
        return found == fresh.cend() ? std::nullopt : std::optional(*found);
    }
};

/// Where an answer came from when nobody was asked for it (TRP-109).
enum class Reuse { None, Cache, Coalesced };

Result<Board> readBoard(Transaction &tx, Side side, const QStringList &configured, const QStringList &keys,
                        Trigger trigger, Instant now)
{
    Board board;
    PORTIER_ASSIGN(stored, SourceStore(tx).order(side));
    board.order = stored.value_or(configured);
    ResponseStore responses(tx);
    for (const QString &key : keys) {
        PORTIER_ASSIGN(fresh, responses.fresh(key, trigger, now));
        if (fresh)
            board.fresh.insert(key, *fresh);
        PORTIER_ASSIGN(newest, responses.newest(key, std::chrono::days(7), now));
        if (newest)
            board.newest.insert(key, *newest);
    }
    return board;
}

/// Whether a filtered answer ends the search: a price or an honest "nothing", not prices in another currency.
bool isAnswer(const SideResult &result)
{
    return result.status == SideStatus::Priced || result.status == SideStatus::NoOffers;
}

} // namespace

class PriceFinder::Private
{
public:
    storage::Database &database;
    std::shared_ptr<Clock> clock;
    operations::Metrics &metrics;
    const Airports &airports;
    Sources sources;
    PriceFinderOptions options;
    std::shared_ptr<LiveQuestions> live;
    qint64 queries = 0;            ///< since the start
    qint64 queriesWithoutCall = 0; ///< of these, answered by what was there

    static QCoro::Task<SideResult> price(std::shared_ptr<Private> self, Query query, Trigger trigger, Millis limit);
    static QCoro::Task<SideResult> askInTurn(std::shared_ptr<Private> self, Query query, Trigger trigger,
                                             Millis deadline, Board board);

    /// What one source's turn gave: an answer, or why there is none.
    struct Turn {
        std::optional<StoredAnswer> stored;
        Reuse reuse = Reuse::None;
        Attempt attempt;
        std::optional<Instant> retryAt;
        bool outOfTime = false;
    };
    static QCoro::Task<Turn> takeTurn(std::shared_ptr<Private> self, std::shared_ptr<PriceSource> source,
                                      Question question, Millis deadline, std::optional<StoredAnswer> fresh);
    /// Metrics and saving of an answered question.
    static QCoro::Task<> count(std::shared_ptr<Private> self, QString source, Side side, Reuse reuse,
                               int callsOfAnswer);
    /// The last resort: a stale answer, or the failure.
    [[nodiscard]] SideResult unanswered(const Sources &serving, const Query &query, Trigger trigger,
                                        const QList<Attempt> &attempts, const Board &board,
                                        std::optional<Instant> retryAt);

    [[nodiscard]] SideResult judged(const PriceSource &source, const Query &query, const StoredAnswer &stored) const;
    [[nodiscard]] std::optional<SideResult> staleResult(const Sources &serving, const Query &query, Trigger trigger,
                                                        const QList<Attempt> &attempts, const Board &board) const;
    void countQuery(const QString &source, Side side, const QString &result);
    [[nodiscard]] QStringList warnings(const Query &query, const QStringList &order) const;
    [[nodiscard]] QList<administration::SourceFacts> facts() const;
    static QCoro::Task<Result<std::optional<SourceCost>>> cost(std::shared_ptr<Private> self, Query query,
                                                               QStringList order);
    static QCoro::Task<Result<QList<SourceTest>>> test(std::shared_ptr<Private> self, QString name,
                                                       operations::Actor actor);
};

SideResult PriceFinder::Private::judged(const PriceSource &source, const Query &query, const StoredAnswer &stored) const
{
    SideResult result = applyFilters(query, stored.answer, airports);
    result.source = source.name();
    result.fetchedAt = stored.fetchedAt;
    result.ageSeconds = std::max<qint64>(0, (clock->now() - stored.fetchedAt) / std::chrono::seconds(1));
    result.responseIds = QStringList{stored.id};
    return result;
}

std::optional<SideResult> PriceFinder::Private::staleResult(const Sources &serving, const Query &query, Trigger trigger,
                                                            const QList<Attempt> &attempts, const Board &board) const
{
    const Millis age = staleAge(trigger, attempts);
    if (age == Millis(0))
        return std::nullopt; // not even what was fetched this very moment
    std::optional<SideResult> best;
    for (const auto &source : serving) {
        const auto stored = board.newest.constFind(cacheKey(*source, query));
        if (passOverReason(*source, query) || stored == board.newest.cend() || clock->now() - stored->fetchedAt > age)
            continue;
        if (best && *best->fetchedAt >= stored->fetchedAt)
            continue;
        SideResult result = judged(*source, query, *stored);
        if (isAnswer(result))
            best = std::move(result);
    }
    if (best)
        best->stale = true;
    return best;
}

void PriceFinder::Private::countQuery(const QString &source, Side side, const QString &result)
{
    ++queries;
    if (result != "live"_L1)
        ++queriesWithoutCall;
    metrics.set(u"portier_cache_hit_ratio"_s, double(queriesWithoutCall) / double(queries));
    metrics.increment(u"portier_price_queries_total"_s,
                      {{u"source"_s, source}, {u"side"_s, toText(side)}, {u"result"_s, result}});
}

QCoro::Task<SideResult> PriceFinder::Private::price(std::shared_ptr<Private> self, Query query, Trigger trigger,
                                                    Millis limit)
{
    const Side side = sideOf(query);
    const Millis deadline = self->clock->monotonic() + limit;
    QStringList keys;
    for (const auto &source : std::as_const(self->sources)) {
        if (!passOverReason(*source, query))
            keys.append(cacheKey(*source, query));
    }
    const auto body = [side, configured = self->options.order.value(side), keys, trigger, now = self->clock->now()](
                          Transaction &tx) { return readBoard(tx, side, configured, keys, trigger, now); };
    const Result<Board> board = co_await self->database.read(body);
    if (!board)
        co_return SideResult::failed(side, SideFailure{u"storage_unavailable"_s, {}, true, {}});
    SideResult result = co_await askInTurn(self, query, trigger, deadline, *board);
    result.currency = currencyOf(query);
    co_return result;
}

QCoro::Task<PriceFinder::Private::Turn> PriceFinder::Private::takeTurn(std::shared_ptr<Private> self,
                                                                       std::shared_ptr<PriceSource> source,
                                                                       Question question, Millis deadline,
                                                                       std::optional<StoredAnswer> fresh)
{
    const Millis started = self->clock->monotonic();
    Turn turn;
    turn.attempt = Attempt{question.source, u"cached"_s, {}, 0};
    if (fresh) {
        turn.stored = *fresh;
        turn.reuse = Reuse::Cache;
        co_return turn;
    }
    bool joined = false;
    const auto asked = self->live->ask(source, question, joined);
    const Millis left = std::max(Millis(0), deadline - started);
    const bool inTime = co_await asked->done.within(*self->clock, left);
    turn.attempt.ms = (self->clock->monotonic() - started).count();
    turn.attempt.reason = u"failed"_s;
    if (!inTime) {
        turn.attempt.code = u"timeout"_s;
        turn.outOfTime = true;
        co_return turn;
    }
    const LiveOutcome &outcome = asked->outcome;
    if (!outcome.refusal.isEmpty()) {
        turn.attempt = Attempt{question.source, outcome.refusal, {}, 0};
        turn.retryAt = outcome.retryAt;
    } else if (outcome.stored.answer.failure) {
        turn.attempt.code = outcome.stored.answer.failure->code;
        turn.retryAt = outcome.retryAt;
    } else {
        turn.stored = outcome.stored;
        turn.reuse = outcome.fromStore ? Reuse::Cache : joined ? Reuse::Coalesced : Reuse::None;
        turn.attempt.reason = outcome.fromStore ? u"cached"_s : u"ok"_s;
    }
    co_return turn;
}

QCoro::Task<> PriceFinder::Private::count(std::shared_ptr<Private> self, QString source, Side side, Reuse reuse,
                                          int callsOfAnswer)
{
    static const QHash<Reuse, QString> names{
        {Reuse::None, u"live"_s}, {Reuse::Cache, u"cache"_s}, {Reuse::Coalesced, u"coalesced"_s}};
    self->countQuery(source, side, names.value(reuse));
    if (reuse == Reuse::None || callsOfAnswer == 0)
        co_return;
    const auto body = [source, callsOfAnswer, now = self->clock->now()](Transaction &tx) -> Result<SavedRatios> {
        SourceStore store(tx);
        PORTIER_TRY(store.addSaving(source, 0, callsOfAnswer, now));
        return ledger::savedRatios(tx, source, now);
    };
    // A lost figure is no reason to lose the price.
    const Result<SavedRatios> ratios = co_await self->database.write(body);
    if (ratios)
        measureSaving(self->metrics, source, *ratios);
}

QCoro::Task<SideResult> PriceFinder::Private::askInTurn(std::shared_ptr<Private> self, Query query, Trigger trigger,
                                                        Millis deadline, Board board)
{
    const Side side = sideOf(query);
    const Sources serving = sourcesFor(board.order, self->sources);
    QList<Attempt> attempts;
    std::optional<Instant> retryAt;
    for (const auto &source : serving) {
        if (const auto reason = passOverReason(*source, query)) {
            attempts.append({source->name(), *reason, {}, 0});
            continue;
        }
        const Question question = questionFor(*source, query, trigger, self->options.limits.value(source->name()));
        const std::optional<StoredAnswer> fresh = board.freshAnswer(question.cacheKey);
        Turn turn = co_await takeTurn(self, source, question, deadline, fresh);
        if (turn.retryAt)
            retryAt = turn.retryAt;
        if (turn.stored) {
            SideResult result = self->judged(*source, query, *turn.stored);
            co_await count(self, question.source, side, turn.reuse, turn.stored->callsUsed);
            if (isAnswer(result)) {
                result.cached = turn.reuse == Reuse::Cache;
                result.attempts = attempts << turn.attempt;
                co_return result;
            }
            turn.attempt.reason = u"failed"_s;
            turn.attempt.code = result.failure ? result.failure->code : u"bad_response"_s;
        }
        attempts.append(turn.attempt);
        if (turn.outOfTime)
            break;
    }
    co_return self->unanswered(serving, query, trigger, attempts, board, retryAt);
}

SideResult PriceFinder::Private::unanswered(const Sources &serving, const Query &query, Trigger trigger,
                                            const QList<Attempt> &attempts, const Board &board,
                                            std::optional<Instant> retryAt)
{
    const Side side = sideOf(query);
    if (auto stale = staleResult(serving, query, trigger, attempts, board)) {
        countQuery(stale->source, side, u"stale"_s);
        stale->attempts = attempts;
        return *stale;
    }
    auto failure = failureFrom(attempts);
    if (!failure) {
        SideResult none;
        none.side = side;
        none.status = SideStatus::NoSource;
        none.attempts = attempts;
        return none;
    }
    if (failure->transient)
        failure->retryAt = retryAt;
    return SideResult::failed(side, *failure, attempts);
}

QStringList PriceFinder::Private::warnings(const Query &query, const QStringList &order) const
{
    const Sources serving = sourcesFor(order, sources);
    QStringList reasons;
    for (const auto &source : serving) {
        const auto reason = passOverReason(*source, query);
        if (!reason)
            return {};
        reasons.append(*reason);
    }
    for (const QString &reason : {u"filter_unsupported"_s, u"currency_unsupported"_s}) {
        if (reasons.contains(reason))
            return {reason};
    }
    return {u"side_without_source"_s};
}

QList<administration::SourceFacts> PriceFinder::Private::facts() const
{
    QList<administration::SourceFacts> facts;
    for (const auto &source : sources) {
        const Capabilities can = source->capabilities();
        facts.append({source->name(), source->label(), can.sides, source->state(), can.simulated,
                      options.limits.value(source->name())});
    }
    return facts;
}

PriceFinder::PriceFinder(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics,
                         const Airports &airports, QList<std::shared_ptr<PriceSource>> sources,
                         PriceFinderOptions options)
    : d(std::make_shared<Private>(Private{database, clock, metrics, airports, std::move(sources), options,
                                          std::make_shared<LiveQuestions>(database, clock, metrics, options)}))
{
}

PriceFinder::~PriceFinder() = default;

void PriceFinder::setSources(QList<std::shared_ptr<PriceSource>> sources, QHash<QString, SourceLimits> limits)
{
    d->sources = std::move(sources);
    d->options.limits = std::move(limits);
}

QCoro::Task<SideResult> PriceFinder::price(Query query, Trigger trigger, std::optional<Millis> limit)
{
    const Millis longest = limit.value_or(sideLimit(sideOf(query)));
    return Private::price(d, std::move(query), trigger, longest);
}

QCoro::Task<QStringList> PriceFinder::warnings(Query query)
{
    const auto self = d;
    const auto orders = co_await order();
    const QMap<Side, QStringList> &inForce = orders ? *orders : self->options.order;
    co_return self->warnings(query, inForce.value(sideOf(query)));
}

bool PriceFinder::isSimulated() const
{
    return onlySimulated(d->sources);
}

QCoro::Task<Result<QList<SourceStatus>>> PriceFinder::status()
{
    const bool simulated = isSimulated();
    const auto body = [facts = d->facts(), simulated,
                       now = d->clock->now()](Transaction &tx) -> Result<QList<SourceStatus>> {
        QList<SourceStatus> all;
        for (const auto &source : facts) {
            PORTIER_ASSIGN(details, administration::detailsOf(tx, source, now));
            const bool ready = source.state == SourceState::Ready;
            all.append({source.name, source.label, source.sides, ready, source.simulated,
                        ready && source.simulated == simulated, details});
        }
        return all;
    };
    return d->database.read(body);
}

QCoro::Task<Result<QJsonObject>> PriceFinder::overallSaving()
{
    const auto body = [now = d->clock->now()](Transaction &tx) { return administration::overallSaving(tx, now); };
    return d->database.read(body);
}

QCoro::Task<Result<QMap<Side, QStringList>>> PriceFinder::order()
{
    const auto body = [configured = d->options.order](Transaction &tx) -> Result<QMap<Side, QStringList>> {
        QMap<Side, QStringList> orders;
        for (const Side side : {Side::Flights, Side::Hotels}) {
            PORTIER_ASSIGN(stored, SourceStore(tx).order(side));
            orders.insert(side, stored.value_or(configured.value(side)));
        }
        return orders;
    };
    return d->database.read(body);
}

QCoro::Task<Result<>> PriceFinder::setOrder(QMap<Side, QStringList> order, operations::Actor actor)
{
    const auto body = [facts = d->facts(), order, actor, now = d->clock->now()](Transaction &tx) {
        return administration::setOrder(tx, facts, order, actor, now);
    };
    return d->database.write(body);
}

QCoro::Task<Result<>> PriceFinder::resetHealth(QString source, operations::Actor actor)
{
    const auto body = [facts = d->facts(), source, actor, now = d->clock->now()](Transaction &tx) {
        return administration::resetHealth(tx, facts, source, actor, now);
    };
    return d->database.write(body);
}

QCoro::Task<Result<std::optional<SourceCost>>> PriceFinder::Private::cost(std::shared_ptr<Private> self, Query query,
                                                                          QStringList order)
{
    const Sources serving = sourcesFor(order, self->sources);
    const auto first = std::find_if(serving.begin(), serving.end(),
                                    [&query](const auto &source) { return !passOverReason(*source, query); });
    if (first == serving.end())
        co_return std::optional<SourceCost>();
    const SourceCost cost{(*first)->name(), sideOf(query), (*first)->usualCalls(query), 0, {}, 0};
    const auto body = [cost, limits = self->options.limits.value(cost.source),
                       now = self->clock->now()](Transaction &tx) { return readCost(tx, cost, limits, now); };
    const auto read = co_await self->database.read(body);
    if (!read)
        co_return fail(read.error());
    co_return std::optional(*read);
}

QCoro::Task<Result<std::optional<SourceCost>>> PriceFinder::cost(Query query)
{
    const auto self = d;
    const auto orders = co_await order();
    if (!orders)
        co_return fail(orders.error());
    co_return co_await Private::cost(self, query, orders->value(sideOf(query)));
}

QCoro::Task<Result<QList<SourceTest>>> PriceFinder::Private::test(std::shared_ptr<Private> self, QString name,
                                                                  operations::Actor actor)
{
    const auto source = std::find_if(self->sources.begin(), self->sources.end(),
                                     [&name](const auto &each) { return each->name() == name; });
    if (source == self->sources.end())
        co_return fail(Error::invalid(u"source_unknown"_s, u"no such price source"_s));
    QList<SourceTest> tests = co_await probeSource(self->live, *source, self->options.limits.value(name), self->clock);
    const bool good = std::all_of(tests.cbegin(), tests.cend(), [](const auto &each) { return each.code.isEmpty(); });
    const auto body = [actor, name, good, now = self->clock->now()](Transaction &tx) {
        return administration::recordTest(tx, name, good, actor, now);
    };
    const auto recorded = co_await self->database.write(body);
    if (!recorded)
        co_return fail(recorded.error());
    co_return tests;
}

QCoro::Task<Result<QList<SourceTest>>> PriceFinder::test(QString source, operations::Actor actor)
{
    return Private::test(d, std::move(source), std::move(actor));
}

QCoro::Task<Result<RawResponse>> PriceFinder::rawResponse(QString id)
{
    const auto body = [id](Transaction &tx) { return ResponseStore(tx).raw(id); };
    return d->database.read(body);
}

QCoro::Task<Result<qint64>> PriceFinder::retain(int rawDays, int metadataDays)
{
    const auto body = [rawDays, metadataDays, now = d->clock->now()](Transaction &tx) -> Result<qint64> {
        PORTIER_TRY(SourceStore(tx).removeSavingsBefore(now - std::chrono::days(60)));
        return ResponseStore(tx).retain(std::chrono::days(rawDays), std::chrono::days(metadataDays), now);
    };
    return d->database.write(body);
}

QCoro::Task<> PriceFinder::stop()
{
    return LiveQuestions::stop(d->live);
}

} // namespace portier::trips
