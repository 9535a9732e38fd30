// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/idempotency.h"
#include "core/operations/sealedcolumnstore.h"
#include "core/storage/database.h"

namespace portier::operations
{

/// The store of Idempotency-Keys in the database (PLT-055 to PLT-058).
class DatabaseIdempotencyStore final : public IdempotencyStore
{
public:
    DatabaseIdempotencyStore(storage::Database &database, std::shared_ptr<Clock> clock,
                             std::shared_ptr<const Sealer> sealer);

    QCoro::Task<Result<std::optional<StoredReply>>> claim(IdempotencyClaim claim) override;
    QCoro::Task<Result<>> release(IdempotencyClaim claim) override;
    /// Stores the reply in a transaction of its own, for effects that are safe to repeat.
    QCoro::Task<Result<>> store(IdempotencyClaim claim, StoredReply reply);
    [[nodiscard]] std::shared_ptr<const Sealer> sealer() const override { return m_sealer; }

    /// Where secret replies lie.
    [[nodiscard]] static SealedColumn sealedColumn();
    /// Removes keys whose 24 h are over; for retention.
    [[nodiscard]] static Result<qint64> removeExpired(storage::Transaction &tx, Instant now);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const Sealer> m_sealer;
};

} // namespace portier::operations
