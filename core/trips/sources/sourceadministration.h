// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/trips/sources/pricefinder.h"
#include "core/trips/sources/sourceselection.h"

namespace portier::trips
{

/// What administrators see and change of the price sources. Bodies of transactions.
namespace administration
{
struct SourceFacts {
    QString name;
    QString label;
    QList<Side> sides;
    SourceState state = SourceState::Ready;
    bool simulated = false;
    SourceLimits limits;
};

/// `details` of one source: health per side, budgets, saving of the last 30 days (TRP-109, TRP-284).
[[nodiscard]] Result<QJsonObject> detailsOf(storage::Transaction &tx, const SourceFacts &source, Instant now);
/// {"live_calls", "avoided_calls", "ratio"} of the last 30 days over all sources (TRP-109).
[[nodiscard]] Result<QJsonObject> overallSaving(storage::Transaction &tx, Instant now);
/// Error: Invalid with a field error per name that is no source of its side ("source_unknown") or repeated
/// ("duplicate").
[[nodiscard]] Result<> setOrder(storage::Transaction &tx, const QList<SourceFacts> &sources,
                                const QMap<Side, QStringList> &order, const operations::Actor &actor, Instant now);
/// Error: Invalid "source_unknown".
[[nodiscard]] Result<> resetHealth(storage::Transaction &tx, const QList<SourceFacts> &sources, const QString &name,
                                   const operations::Actor &actor, Instant now);
/// Writes to the audit log that an administrator has asked the source.
[[nodiscard]] Result<> recordTest(storage::Transaction &tx, const QString &name, bool good,
                                  const operations::Actor &actor, Instant now);
} // namespace administration

} // namespace portier::trips
