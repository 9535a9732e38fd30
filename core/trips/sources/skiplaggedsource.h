// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/sources/mcpsession.h"
#include "core/trips/sources/pricesource.h"
#include "core/trips/sources/skiplaggedreader.h"

namespace portier::trips
{

/// Flights and hotels of Skiplagged's public MCP server (trips.md §6.1). Needs no key; the operator must enable it.
/// The wire contract is known from reading clients, not from a specification, so everything is read tolerantly.
class SkiplaggedSource final : public PriceSource
{
public:
    struct Options {
        bool enabled = false;
        QUrl baseUrl = QUrl(QStringLiteral("https://mcp.skiplagged.com")); ///< "/mcp" is appended
        skiplagged::AmountScope amountScope = skiplagged::AmountScope::Party;

        bool operator==(const Options &) const = default;
    };
    explicit SkiplaggedSource(Options options);

    [[nodiscard]] const Options &options() const { return m_options; }
    [[nodiscard]] QString name() const override { return QStringLiteral("skiplagged"); }
    [[nodiscard]] QString label() const override { return QStringLiteral("Skiplagged"); }
    [[nodiscard]] int version() const override { return 1; }
    [[nodiscard]] SourceState state() const override;
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] QJsonObject identity() const override;
    [[nodiscard]] QJsonObject wireParameters(const Query &query) const override;
    [[nodiscard]] int worstCaseCalls(const Query &query) const override;
    [[nodiscard]] int usualCalls(const Query &query) const override;
    QCoro::Task<SourceAnswer> fetch(Query query, std::shared_ptr<SourceCalls> calls) override;

private:
    [[nodiscard]] static QCoro::Task<SourceAnswer> fetchFlights(std::shared_ptr<McpSession> session, FlightQuery query,
                                                                skiplagged::AmountScope scope,
                                                                std::shared_ptr<SourceCalls> calls);
    [[nodiscard]] static QCoro::Task<SourceAnswer> fetchHotels(std::shared_ptr<McpSession> session, HotelQuery query,
                                                               std::shared_ptr<SourceCalls> calls);

    Options m_options;
    std::shared_ptr<McpSession> m_session;
};

} // namespace portier::trips
