// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/linkservice.h"

#include "core/base/uuid.h"
#include "core/identity/identityrecords.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

LinkToken tokenOf(const Link &link)
{
    return {link.keyNumber, link.id, link.generation, link.owner.kind, std::nullopt};
}

Principal principalOf(const Link &link, const QString &clientPrefix)
{
    Principal principal;
    principal.kind = Principal::Kind::Link;
    principal.id = link.id;
    principal.link = link.owner;
    principal.clientPrefix = clientPrefix;
    return principal;
}

} // namespace

LinkService::LinkService(storage::Database &database, std::shared_ptr<Clock> clock, LinkSigner signer)
    : m_database(database), m_clock(std::move(clock)), m_signer(std::move(signer))
{
}

Result<Link> LinkService::ensure(Transaction &tx, const LinkOwner &owner, Instant now) const
{
    LinkStore links(tx);
    PORTIER_ASSIGN(found, links.find(owner));
    if (!found) {
        PORTIER_ASSIGN(made, links.insert({newUuid(now), owner, 1, m_signer.newestKey(), std::nullopt, now}));
        return made;
    }
    if (!m_signer.holds(found->keyNumber)) {
        found->keyNumber = m_signer.newestKey();
        PORTIER_TRY(links.setKey(found->id, found->keyNumber));
    }
    return *found;
}

QString LinkService::token(const Link &link) const
{
    return m_signer.sign(tokenOf(link));
}

QString LinkService::token(const Link &link, const LinkAction &action) const
{
    LinkToken token = tokenOf(link);
    token.action = action;
    return m_signer.sign(token);
}

Result<LinkVerdict> LinkService::look(Transaction &tx, const QString &token) const
{
    const auto read = m_signer.verify(token);
    if (!read)
        return LinkVerdict();
    PORTIER_ASSIGN(link, LinkStore(tx).find(read->linkId));
    if (!link)
        return LinkVerdict{LinkState::Gone, *read, {}};
    const bool current = link->generation == read->generation && link->owner.kind == read->kind;
    return LinkVerdict{current ? LinkState::Good : LinkState::Replaced, *read, *link};
}

QCoro::Task<Result<LinkVerdict>> LinkService::look(QString token)
{
    // A database is not asked about a text that nobody signed.
    if (!m_signer.verify(token))
        co_return LinkVerdict();
    auto body = [this, token](Transaction &tx) { return look(tx, token); };
    co_return co_await m_database.read(std::move(body));
}

QCoro::Task<Result<Principal>> LinkService::authenticate(QString token, QString clientPrefix)
{
    PORTIER_CO_ASSIGN(verdict, co_await look(token));
    if (!verdict.isGood())
        co_return fail(Error::forbidden(u"invalid_link"_s));
    co_return principalOf(verdict.link, clientPrefix);
}

Result<Link> LinkService::renew(Transaction &tx, const QString &id, const operations::Actor &actor, Instant now) const
{
    PORTIER_ASSIGN(renewed, LinkStore(tx).renew(id, m_signer.newestKey()));
    if (!renewed)
        return fail(Error::notFound());
    PORTIER_TRY(recordLinkRenewed(tx, actor, *renewed, now));
    if (m_renewed)
        PORTIER_TRY(m_renewed(tx, *renewed, actor, now));
    return *renewed;
}

QCoro::Task<Result<Link>> LinkService::renew(QString id, operations::Actor actor)
{
    auto body = [this, id, actor, now = m_clock->now()](Transaction &tx) { return renew(tx, id, actor, now); };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<>> LinkService::recordUse(QString id)
{
    auto body = [id, now = m_clock->now()](Transaction &tx) { return LinkStore(tx).touch(id, now); };
    co_return co_await m_database.write(std::move(body));
}

QCoro::Task<Result<QList<Link>>> LinkService::list(std::optional<LinkPosition> after, int limit,
                                                   operations::Actor reader, QString partyId)
{
    auto body = [after, limit, reader, partyId, now = m_clock->now()](Transaction &tx) -> Result<QList<Link>> {
        PORTIER_TRY(operations::appendAudit(tx, {reader, u"links.read"_s, u"link"_s, {}, u"ok"_s, {}}, now));
        return LinkStore(tx).list(after, limit, partyId);
    };
    co_return co_await m_database.write(std::move(body));
}

} // namespace portier::identity
