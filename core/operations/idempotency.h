// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace portier::storage
{
class Transaction;
}

namespace portier::operations
{

class Sealer;

/// The Idempotency-Key of one request in flight (PLT-055 to PLT-058). Empty when the caller sent none.
struct IdempotencyClaim {
    QString principal;      ///< "account:<id>", "key:<id>", or "prefix:<client prefix>" for anonymous callers
    QString route;          ///< "POST /api/v1/trips"
    QString key;            ///< as sent, without quotes
    QByteArray fingerprint; ///< SHA-256 of method, path, query and raw body
    QString claimId;        ///< UUIDv7 of this attempt; only its holder may store or release
    bool sealed = false;    ///< the reply holds a secret and is stored sealed
    std::shared_ptr<const Sealer> sealer; ///< of the store, for sealed replies

    [[nodiscard]] bool isEmpty() const { return key.isEmpty(); }
};

/// A success reply as a replay repeats it.
struct StoredReply {
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    QString location; ///< empty: none
};

/// Keeps claimed keys and stored replies.
class IdempotencyStore
{
public:
    virtual ~IdempotencyStore() = default;
    /// Marks the key as in flight. Gives nothing when the request may run, the stored reply when it is a replay.
    /// Errors: Invalid "idempotency_mismatch" (same key, other fingerprint), Conflict "idempotency_in_flight".
    /// A marker older than 60 s belongs to a dead process and is taken over.
    virtual QCoro::Task<Result<std::optional<StoredReply>>> claim(IdempotencyClaim claim) = 0;
    /// Frees the key after a failed request; leaves a stored reply and another attempt's marker alone.
    virtual QCoro::Task<Result<>> release(IdempotencyClaim claim) = 0;
    /// What sealed claims carry along; may be null where no route has secret replies.
    [[nodiscard]] virtual std::shared_ptr<const Sealer> sealer() const { return nullptr; }
};

/// Turns the in-flight marker into the stored reply, in the transaction of the effect (PLT-057). Does nothing for an
/// empty claim. Error: Conflict "idempotency_in_flight" when another attempt took the marker over meanwhile; the body
/// must then return it, so that the effect rolls back.
[[nodiscard]] Result<> storeIdempotentReply(storage::Transaction &tx, const IdempotencyClaim &claim,
                                            const StoredReply &reply, Instant now);

/// How a service stores the reply to its caller without knowing what a reply looks like: the controller passes this
/// with the request, the service calls it with its result as the last step of its transaction body. Empty for callers
/// other than the API (jobs, command line): use remember() below.
template <class T>
using RememberReply = std::function<Result<>(storage::Transaction &tx, const T &result)>;

template <class T>
[[nodiscard]] Result<> remember(const RememberReply<T> &reply, storage::Transaction &tx, const T &result)
{
    return reply ? reply(tx, result) : Result<>();
}

} // namespace portier::operations
