// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"
#include "core/trips/sources/pricesource.h"

namespace portier::trips
{

/// A stored answer as far as reuse needs it (TRP-108).
struct StoredAnswer {
    QString id;
    Instant fetchedAt;
    int callsUsed = 0;
    SourceAnswer answer;
};

/// A source's reply as it came, for its readers (trips.md §10, responses).
struct RawResponse {
    QString id;
    QString source;
    Side side = Side::Flights;
    QJsonObject query;
    Instant fetchedAt;
    int httpStatus = 0;
    bool truncated = false;
    QByteArray body;
};

/// Statements on price_responses.
class ResponseStore
{
public:
    explicit ResponseStore(storage::Transaction &tx) : m_tx(tx) {}

    /// Keeps an answer that is no failure; returns its id.
    [[nodiscard]] Result<QString> add(const QString &source, const Query &query, const QString &cacheKey,
                                      const SourceAnswer &answer, int callsUsed, Instant now);
    /// The newest answer of that key that is fresh for the trigger: young enough (empty ones sooner old) and complete.
    [[nodiscard]] Result<std::optional<StoredAnswer>> fresh(const QString &cacheKey, Trigger trigger, Instant now);
    /// The newest answer of that key, partial ones included, not older than `age`.
    [[nodiscard]] Result<std::optional<StoredAnswer>> newest(const QString &cacheKey, Millis age, Instant now);
    /// Error: NotFound "not_found", NotFound "raw_expired" when only the metadata is left (TRP-002).
    [[nodiscard]] Result<RawResponse> raw(const QString &id);

    /// Retention (TRP-002, TRP-108): bodies older than `rawAge`, normalised forms older than 7 days, and what is left
    /// of rows older than `metadataAge`. Returns how many bodies went.
    [[nodiscard]] Result<qint64> retain(Millis rawAge, Millis metadataAge, Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::trips
