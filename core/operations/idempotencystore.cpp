// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/idempotencystore.h"

namespace portier::operations
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr Millis keptFor = 24h;
/// A request ends within 30 s (PLT-068); a marker of this age belongs to a dead process (PLT-057).
constexpr Millis inFlightFor = 60s;

Error inFlight()
{
    return Error::conflict(u"idempotency_in_flight"_s, u"the first request with this key still runs"_s,
                           {{u"retry_after"_s, 1}});
}

/// Where a sealed reply belongs: it opens for no other key.
QString place(const QStringList &rowKeys)
{
    return u"idempotency_keys/"_s + rowKeys.join(u'\n');
}

QString place(const IdempotencyClaim &claim)
{
    return place(QStringList{claim.principal, claim.route, claim.key});
}

/// Takes a key that is new, expired, or marked by a dead process; false when somebody holds it.
Result<bool> takeKey(storage::Transaction &tx, const IdempotencyClaim &claim, Instant now)
{
    PORTIER_ASSIGN(
        row, tx.queryOne(u"INSERT INTO idempotency_keys (principal, route, idempotency_key, fingerprint, claim_id,"
                         " claimed_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                         " ON CONFLICT (principal, route, idempotency_key) DO UPDATE SET"
                         " fingerprint = excluded.fingerprint, claim_id = excluded.claim_id,"
                         " claimed_at = excluded.claimed_at, expires_at = excluded.expires_at, status = NULL,"
                         " content_type = NULL, body = NULL, sealed = 0, location = NULL"
                         " WHERE idempotency_keys.expires_at <= ?"
                         " OR (idempotency_keys.status IS NULL AND idempotency_keys.claimed_at <= ?)"
                         " RETURNING claim_id"_s,
                         {claim.principal, claim.route, claim.key, claim.fingerprint, claim.claimId, now, now + keptFor,
                          now, now - inFlightFor}));
    return row.has_value();
}

struct HeldKey {
    QByteArray fingerprint;
    bool answered = false;
    bool sealed = false;
    StoredReply reply;
};

Result<std::optional<HeldKey>> findKey(storage::Transaction &tx, const IdempotencyClaim &claim)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT fingerprint, status, content_type, body, sealed, location"
                                    " FROM idempotency_keys"
                                    " WHERE principal = ? AND route = ? AND idempotency_key = ?"_s,
                                    {claim.principal, claim.route, claim.key}));
    if (!row)
        return std::nullopt;
    HeldKey held;
    held.fingerprint = row->bytes(0);
    held.answered = !row->isNull(1);
    held.sealed = row->boolean(4);
    held.reply = {int(row->integer(1)), row->text(2).toLatin1(), row->bytes(3), row->text(5)};
    return held;
}

/// Nothing when the request may run.
Result<std::optional<HeldKey>> claimKey(storage::Transaction &tx, const IdempotencyClaim &claim, Instant now)
{
    PORTIER_ASSIGN(taken, takeKey(tx, claim, now));
    if (taken)
        return std::nullopt;
    PORTIER_ASSIGN(held, findKey(tx, claim));
    // Released between the two statements (PostgreSQL only): the caller's retry will get it.
    if (!held)
        return fail(inFlight());
    if (held->fingerprint != claim.fingerprint)
        return fail(Error::invalid(u"idempotency_mismatch"_s, u"this key came with another request before"_s));
    if (!held->answered)
        return fail(inFlight());
    return held;
}

} // namespace

Result<> storeIdempotentReply(storage::Transaction &tx, const IdempotencyClaim &claim, const StoredReply &reply,
                              Instant now)
{
    if (claim.isEmpty())
        return {};
    if (claim.sealed && !claim.sealer)
        return fail(Error::internal(u"a secret reply cannot be stored without a sealer"_s));
    const QByteArray body = claim.sealed ? claim.sealer->seal(reply.body, place(claim)) : reply.body;
    PORTIER_ASSIGN(changed,
                   tx.exec(u"UPDATE idempotency_keys SET status = ?, content_type = ?, body = ?, sealed = ?,"
                           " location = ?, expires_at = ? WHERE principal = ? AND route = ? AND idempotency_key = ?"
                           " AND claim_id = ? AND status IS NULL"_s,
                           {reply.status, QString::fromLatin1(reply.contentType), body, claim.sealed, reply.location,
                            now + keptFor, claim.principal, claim.route, claim.key, claim.claimId}));
    if (changed == 0)
        return fail(inFlight());
    return {};
}

DatabaseIdempotencyStore::DatabaseIdempotencyStore(storage::Database &database, std::shared_ptr<Clock> clock,
                                                   std::shared_ptr<const Sealer> sealer)
    : m_database(database), m_clock(std::move(clock)), m_sealer(std::move(sealer))
{
}

QCoro::Task<Result<std::optional<StoredReply>>> DatabaseIdempotencyStore::claim(IdempotencyClaim claim)
{
    const Instant now = m_clock->now();
    const std::shared_ptr<const Sealer> sealer = m_sealer;
    const auto claimIn = [claim, now](storage::Transaction &tx) { return claimKey(tx, claim, now); };
    auto held = co_await m_database.write(claimIn);
    if (!held)
        co_return fail(held.error());
    if (!*held)
        co_return std::nullopt;
    StoredReply reply = std::move((*held)->reply);
    if ((*held)->sealed) {
        if (!sealer)
            co_return fail(Error::internal(u"a stored reply is sealed and there is no sealer"_s));
        PORTIER_CO_ASSIGN(body, sealer->open(reply.body, place(claim)));
        reply.body = body;
    }
    co_return reply;
}

QCoro::Task<Result<>> DatabaseIdempotencyStore::release(IdempotencyClaim claim)
{
    return m_database.write([claim](storage::Transaction &tx) -> Result<> {
        PORTIER_TRY(tx.exec(u"DELETE FROM idempotency_keys WHERE principal = ? AND route = ? AND idempotency_key = ?"
                            " AND claim_id = ? AND status IS NULL"_s,
                            {claim.principal, claim.route, claim.key, claim.claimId}));
        return {};
    });
}

SealedColumn DatabaseIdempotencyStore::sealedColumn()
{
    return {.table = u"idempotency_keys"_s,
            .keys = {u"principal"_s, u"route"_s, u"idempotency_key"_s},
            .column = u"body"_s,
            .place = [](const QStringList &keys) { return place(keys); },
            .condition = u"sealed = 1"_s};
}

QCoro::Task<Result<>> DatabaseIdempotencyStore::store(IdempotencyClaim claim, StoredReply reply)
{
    return m_database.write([claim, reply, now = m_clock->now()](storage::Transaction &tx) {
        return storeIdempotentReply(tx, claim, reply, now);
    });
}

Result<qint64> DatabaseIdempotencyStore::removeExpired(storage::Transaction &tx, Instant now)
{
    return tx.exec(u"DELETE FROM idempotency_keys WHERE expires_at <= ?"_s, {now});
}

} // namespace portier::operations
