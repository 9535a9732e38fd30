// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/livequestions.h"

namespace portier::trips
{

/// How one side of a source answered a question of the house's own.
struct SourceTest {
    Side side = Side::Flights;
    QString code; ///< why there was no answer: that of a failure or of passing over; empty: it answered
    qsizetype offers = 0;
    qint64 ms = 0;
};

/// A journey that any source can answer: Frankfurt to Madrid in a month, or a week's stay there.
[[nodiscard]] Query probeQuery(const PriceSource &source, Side side, QDate today);

/// Asks each side of a source once, live, through its budget, breaker and limits like any other question.
[[nodiscard]] QCoro::Task<QList<SourceTest>> probeSource(std::shared_ptr<LiveQuestions> live,
                                                         std::shared_ptr<PriceSource> source, SourceLimits limits,
                                                         std::shared_ptr<Clock> clock);

} // namespace portier::trips
