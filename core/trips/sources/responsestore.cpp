// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/responsestore.h"

#include "core/base/gzip.h"
#include "core/base/uuid.h"
#include "core/trips/sources/sourceselection.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;
using storage::Row;

namespace
{

constexpr qsizetype maxPackedBody = 2 * 1024 * 1024;
constexpr qsizetype maxPlainBody = 128 * 1024 * 1024; ///< what 2 MiB of gzip may reasonably hold
constexpr Millis reuseAge = std::chrono::days(7);

struct PackedBody {
    QByteArray bytes;
    bool truncated = false;
};

PackedBody pack(QByteArray body)
{
    PackedBody packed{gzipped(body), false};
    while (packed.bytes.size() > maxPackedBody) {
        body.truncate(body.size() / 2);
        packed = {gzipped(body), true};
    }
    return packed;
}

const QString answerColumns = u"id, fetched_at, calls_used, normalised"_s;

Result<std::optional<StoredAnswer>> readAnswer(const std::optional<Row> &row)
{
    if (!row)
        return std::optional<StoredAnswer>();
    PORTIER_ASSIGN(answer, answerFromJson(row->object(3)));
    return std::optional(
        StoredAnswer{row->text(0), row->instant(1), static_cast<int>(row->integer(2)), std::move(answer)});
}

} // namespace

Result<QString> ResponseStore::add(const QString &source, const Query &query, const QString &cacheKey,
                                   const SourceAnswer &answer, int callsUsed, Instant now)
{
    const QString id = newUuid(now);
    const PackedBody body = pack(answer.body);
    PORTIER_TRY(m_tx.exec(u"INSERT INTO price_responses (id, source, side, cache_key, query, fetched_at, http_status, "
                          "body, body_truncated, calls_used, result, partial, normalised, created_at) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                          {id, source, toText(sideOf(query)), cacheKey, toJson(query), now, answer.httpStatus,
                           body.bytes, body.truncated, callsUsed, answer.isEmpty() ? u"empty"_s : u"offers"_s,
                           answer.partial, toJson(answer), now}));
    return id;
}

Result<std::optional<StoredAnswer>> ResponseStore::fresh(const QString &cacheKey, Trigger trigger, Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + answerColumns +
                                          u" FROM price_responses WHERE cache_key = ? AND partial = 0 AND normalised "
                                          "IS NOT NULL AND ((result = 'offers' AND fetched_at > ?) OR (result = "
                                          "'empty' AND fetched_at > ?)) ORDER BY fetched_at DESC LIMIT 1"_s,
                                      {cacheKey, now - freshAge(trigger, false), now - freshAge(trigger, true)}));
    return readAnswer(row);
}

Result<std::optional<StoredAnswer>> ResponseStore::newest(const QString &cacheKey, Millis age, Instant now)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + answerColumns +
                                          u" FROM price_responses WHERE cache_key = ? AND normalised IS NOT NULL AND "
                                          "fetched_at >= ? ORDER BY fetched_at DESC LIMIT 1"_s,
                                      {cacheKey, now - std::min(age, reuseAge)}));
    return readAnswer(row);
}

Result<RawResponse> ResponseStore::raw(const QString &id)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT source, side, query, fetched_at, http_status, body_truncated, body FROM "
                                      "price_responses WHERE id = ?"_s,
                                      {id}));
    if (!row)
        return fail(Error::notFound());
    if (row->isNull(6))
        return fail(Error::notFound(u"raw_expired"_s, u"the reply is no longer kept"_s));
    PORTIER_ASSIGN(body, gunzipped(row->bytes(6), maxPlainBody));
    return RawResponse{id,
                       row->text(0),
                       sideFromText(row->text(1)).value_or(Side::Flights),
                       row->object(2),
                       row->instant(3),
                       static_cast<int>(row->integer(4)),
                       row->boolean(5),
                       body};
}

Result<qint64> ResponseStore::retain(Millis rawAge, Millis metadataAge, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE price_responses SET normalised = NULL WHERE fetched_at < ? AND normalised IS NOT "
                          "NULL"_s,
                          {now - reuseAge}));
    PORTIER_ASSIGN(dropped, m_tx.exec(u"UPDATE price_responses SET body = NULL WHERE fetched_at < ? AND body IS NOT "
                                      "NULL"_s,
                                      {now - rawAge}));
    PORTIER_TRY(m_tx.exec(u"DELETE FROM price_responses WHERE fetched_at < ?"_s, {now - metadataAge}));
    return dropped;
}

} // namespace portier::trips
