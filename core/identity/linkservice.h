// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/linkstore.h"
#include "core/identity/linktoken.h"
#include "core/identity/principal.h"
#include "core/storage/database.h"

#include <functional>

namespace portier::identity
{

/// What became of a token, for the page it opens (BKG-080) and the API.
enum class LinkState {
    Good,
    Invalid,  ///< not ours: wrong signature, retired key, broken text
    Replaced, ///< ours, but the link was renewed since
    Gone,     ///< ours, but the link is no more (BKG-082)
};

struct LinkVerdict {
    LinkState state = LinkState::Invalid;
    LinkToken token; ///< unless Invalid
    Link link;       ///< Good and Replaced

    [[nodiscard]] bool isGood() const { return state == LinkState::Good; }
};

/// Told in the transaction of a renewal, so that the new link can be mailed (BKG-074).
using LinkRenewed = std::function<Result<>(storage::Transaction &, const Link &, const operations::Actor &, Instant)>;

/// Standing links: makes them, signs their tokens and tells whom a token stands for (PLT-038 to PLT-040). What takes a
/// Transaction may be called on any database thread. Must outlive the tasks it returned.
class LinkService
{
public:
    LinkService(storage::Database &database, std::shared_ptr<Clock> clock, LinkSigner signer);
    /// Before anything runs.
    void onRenewed(LinkRenewed told) { m_renewed = std::move(told); }

    /// The owner's link, made when there is none; always the same one (BKG-072). A link whose key was retired moves to
    /// the newest one (BKG-073).
    [[nodiscard]] Result<Link> ensure(storage::Transaction &tx, const LinkOwner &owner, Instant now) const;
    /// The text to mail: the link itself, or one of its actions.
    [[nodiscard]] QString token(const Link &link) const;
    [[nodiscard]] QString token(const Link &link, const LinkAction &action) const;

    /// Writes nothing (BKG-077).
    [[nodiscard]] Result<LinkVerdict> look(storage::Transaction &tx, const QString &token) const;
    QCoro::Task<Result<LinkVerdict>> look(QString token);
    /// Who acts with this token in the API. Error: Forbidden "invalid_link" (401) for all but a good one.
    QCoro::Task<Result<Principal>> authenticate(QString token, QString clientPrefix);

    /// Ends all tokens of the link and makes a new one possible (BKG-074). Error: NotFound.
    [[nodiscard]] Result<Link> renew(storage::Transaction &tx, const QString &id, const operations::Actor &actor,
                                     Instant now) const;
    QCoro::Task<Result<Link>> renew(QString id, operations::Actor actor);
    /// The moment a POST came through this link; bookkeeping.
    QCoro::Task<Result<>> recordUse(QString id);

    /// Newest first. Who looks at other people's links is written down (PLT-010).
    QCoro::Task<Result<QList<Link>>> list(std::optional<LinkPosition> after, int limit, operations::Actor reader,
                                          QString partyId = {});

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    LinkSigner m_signer;
    LinkRenewed m_renewed;
};

} // namespace portier::identity
