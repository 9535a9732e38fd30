// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/linkstore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Bind;

namespace
{

const QString columns = u"id, kind, email, party_id, resource_id, generation, key_number, last_used_at, created_at"_s;

Link readLink(const storage::Row &row)
{
    const LinkOwner owner{linkKindFromName(row.text(1)).value_or(LinkKind::Feed), row.text(2), row.text(3),
                          row.text(4)};
    return {row.text(0), owner, int(row.integer(5)), int(row.integer(6)), row.optInstant(7), row.instant(8)};
}

std::optional<Link> readOptional(const std::optional<storage::Row> &row)
{
    return row ? std::optional(readLink(*row)) : std::nullopt;
}

Bind textOrNull(const QString &text)
{
    return text.isEmpty() ? Bind(std::nullopt) : Bind(text);
}

} // namespace

Result<std::optional<Link>> LinkStore::find(const QString &id)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM links WHERE id = ?"_s, {id}));
    return readOptional(row);
}

Result<std::optional<Link>> LinkStore::find(const LinkOwner &owner)
{
    const QString select = u"SELECT "_s + columns + u" FROM links WHERE kind = ?"_s;
    const QString kind = linkKindName(owner.kind);
    if (owner.kind == LinkKind::Approver) {
        PORTIER_ASSIGN(row, m_tx.queryOne(select + u" AND party_id = ?"_s, {kind, owner.partyId}));
        return readOptional(row);
    }
    PORTIER_ASSIGN(row, m_tx.queryOne(select + u" AND email = ? AND COALESCE(resource_id, '') = ?"_s,
                                      {kind, owner.email, owner.resourceId}));
    return readOptional(row);
}

Result<Link> LinkStore::insert(const Link &link)
{
    PORTIER_TRY(m_tx.exec(
        u"INSERT INTO links ("_s + columns + u") VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?) ON CONFLICT DO NOTHING"_s,
        {link.id, linkKindName(link.owner.kind), textOrNull(link.owner.email), textOrNull(link.owner.partyId),
         textOrNull(link.owner.resourceId), link.generation, link.keyNumber, link.createdAt}));
    PORTIER_ASSIGN(stored, find(link.owner));
    if (!stored)
        return fail(Error::internal(u"a link vanished while it was made"_s));
    return *stored;
}

Result<std::optional<Link>> LinkStore::renew(const QString &id, int keyNumber)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"UPDATE links SET generation = generation + 1, key_number = ? WHERE id = ?"
                                      " RETURNING "_s +
                                          columns,
                                      {keyNumber, id}));
    return readOptional(row);
}

Result<> LinkStore::setKey(const QString &id, int keyNumber)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE links SET key_number = ? WHERE id = ?"_s, {keyNumber, id}));
    return {};
}

Result<> LinkStore::touch(const QString &id, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE links SET last_used_at = ? WHERE id = ?"
                          " AND (last_used_at IS NULL OR last_used_at < ?)"_s,
                          {now, id, now}));
    return {};
}

Result<qint64> LinkStore::removeOfAddress(const QString &comparedEmail)
{
    return m_tx.exec(u"DELETE FROM links WHERE email = ?"_s, {comparedEmail});
}

Result<qint64> LinkStore::removeOfParty(const QString &partyId)
{
    return m_tx.exec(u"DELETE FROM links WHERE party_id = ?"_s, {partyId});
}

Result<QList<Link>> LinkStore::list(const std::optional<LinkPosition> &after, int limit, const QString &partyId)
{
    QString where = u" WHERE 1 = 1"_s;
    storage::Binds binds;
    if (after) {
        where += u" AND (created_at < ? OR (created_at = ? AND id < ?))"_s;
        binds = {after->createdAt, after->createdAt, after->id};
    }
    if (!partyId.isEmpty()) {
        where += u" AND party_id = ?"_s;
        binds.append(partyId);
    }
    binds.append(limit);
    const Result<QList<storage::Row>> rows = m_tx.query(
        u"SELECT "_s + columns + u" FROM links"_s + where + u" ORDER BY created_at DESC, id DESC LIMIT ?"_s, binds);
    PORTIER_TRY(rows);
    QList<Link> links;
    for (const storage::Row &row : std::as_const(*rows))
        links.append(readLink(row));
    return links;
}

Result<qint64> LinkStore::countUnderKey(int keyNumber)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT COUNT(*) FROM links WHERE key_number = ?"_s, {keyNumber}));
    return row->integer(0);
}

} // namespace portier::identity
