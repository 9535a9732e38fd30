// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/pricesource.h"
#include "core/trips/sources/sideresult.h"

#include <QMap>

namespace portier::trips
{

class Airports;

/// The simulated market: needs no network and no key, and gives the same prices for the same question and UTC day on
/// every machine (TRP-160 to TRP-170).
class DemoSource final : public PriceSource
{
public:
    enum class Fault { Fail, Empty, Slow, Glitch };
    struct Options {
        bool enabled = true;
        QMap<QDate, Fault> faults; ///< test-only "demo.faults" (TRP-169)
    };
    DemoSource(std::shared_ptr<Clock> clock, const Airports &airports, Options options);

    [[nodiscard]] QString name() const override { return QStringLiteral("demo"); }
    [[nodiscard]] QString label() const override { return QStringLiteral("Demo"); }
    [[nodiscard]] int version() const override { return 1; }
    [[nodiscard]] SourceState state() const override;
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QJsonObject identity() const override;
    [[nodiscard]] QJsonObject wireParameters(const Query &query) const override;
    [[nodiscard]] int worstCaseCalls(const Query &) const override { return 0; }
    QCoro::Task<SourceAnswer> fetch(Query query, std::shared_ptr<SourceCalls> calls) override;

    /// The market's answer on one UTC day; a pure function of its arguments.
    [[nodiscard]] SourceAnswer answer(const Query &query, QDate day) const;

private:
    std::shared_ptr<Clock> m_clock;
    const Airports &m_airports;
    Options m_options;
};

/// One invented past day of a trip (TRP-171).
struct SimulatedDay {
    Instant takenAt;
    SideResult flights; ///< Untracked when the trip does not track the side
    SideResult hotels;
};

/// The `days` days before `now`, oldest first, each at the time of day of `now`; at most 60. For backfilled snapshots.
[[nodiscard]] QList<SimulatedDay> simulatedHistory(const DemoSource &market, const Airports &airports,
                                                   const std::optional<FlightQuery> &flights,
                                                   const std::optional<HotelQuery> &hotels, Instant now, int days = 60);

} // namespace portier::trips
