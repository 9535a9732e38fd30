// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/tripfigures.h"

#include "core/base/taskscope.h"
#include "core/operations/metrics.h"
#include "core/trips/checkstore.h"
#include "core/trips/trip.h"
#include "core/trips/tripstore.h"

using namespace Qt::StringLiterals;

namespace portier::trips
{

namespace
{
constexpr Millis countEvery = std::chrono::seconds(10);
constexpr Millis lastDay = std::chrono::hours(24);

struct Counts {
    QMap<QString, qint64> trips;
    QMap<QString, qint64> checks;
};

Result<Counts> countIn(storage::Transaction &tx, Instant now)
{
    PORTIER_ASSIGN(trips, TripStore(tx).countByStatus());
    PORTIER_ASSIGN(checks, CheckStore(tx).countByOutcome(now - lastDay));
    return Counts{trips, checks};
}
} // namespace

struct TripFigures::State {
    storage::Database &database;
    std::shared_ptr<Clock> clock;
    TaskScope scope;
    Counts counts;
    std::optional<Millis> countedAt;
    bool counting = false;
    bool stopped = false;
};

TripFigures::TripFigures(storage::Database &database, std::shared_ptr<Clock> clock, operations::Metrics &metrics)
    : m_state(new State{database, std::move(clock), {}, {}, {}, false, false})
{
    metrics.addCollector([weak = std::weak_ptr<State>(m_state)](operations::Metrics &target) {
        const std::shared_ptr<State> state = weak.lock();
        if (!state || state->stopped)
            return;
        for (const TripStatus status : {TripStatus::Active, TripStatus::Paused, TripStatus::Error, TripStatus::Expired})
            target.set(u"portier_trips"_s, double(state->counts.trips.value(toText(status))),
                       {{u"status"_s, toText(status)}});
        target.set(u"portier_active_trips"_s, double(state->counts.trips.value(u"active"_s)));
        for (auto it = state->counts.checks.cbegin(); it != state->counts.checks.cend(); ++it)
            target.set(u"portier_price_checks_24h"_s, double(*it), {{u"result"_s, it.key()}});
        const bool due = !state->countedAt || state->clock->monotonic() - *state->countedAt >= countEvery;
        if (due && !state->counting)
            state->scope.add(countNow(state));
    });
}

TripFigures::~TripFigures() = default;

QCoro::Task<> TripFigures::countNow(std::shared_ptr<State> state)
{
    state->counting = true;
    const auto counting = [now = state->clock->now()](storage::Transaction &tx) { return countIn(tx, now); };
    const auto counts = co_await state->database.read(counting);
    if (counts) {
        // An outcome that no check of the last day had is shown as zero, not as its last count.
        for (qint64 &count : state->counts.checks)
            count = 0;
        state->counts.trips = counts->trips;
        state->counts.checks.insert(counts->checks);
    }
    state->countedAt = state->clock->monotonic();
    state->counting = false;
}

QCoro::Task<> TripFigures::stop()
{
    m_state->stopped = true;
    return m_state->scope.join();
}

} // namespace portier::trips
