// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/invitation.h"

#include "core/identity/emailaddress.h"

#include <array>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array allStates{InvitationState::Open, InvitationState::Accepted, InvitationState::Revoked};

const QString columns = u"id, email, language, roles, parties, invited_by, state, account_id, created_at, expires_at,"
                        " ended_at"_s;

Invitation readInvitation(const storage::Row &row)
{
    Invitation invitation;
    invitation.id = row.text(0);
    invitation.email = row.text(1);
    invitation.language = row.text(2);
    for (const QString &name : row.text(3).split(u',', Qt::SkipEmptyParts)) {
        if (const auto role = roleFromName(name))
            invitation.roles.insert(*role);
    }
    invitation.parties = row.text(4).split(u',', Qt::SkipEmptyParts);
    invitation.invitedBy = row.text(5);
    invitation.state = invitationStateFromName(row.text(6)).value_or(InvitationState::Revoked);
    invitation.accountId = row.text(7);
    invitation.createdAt = row.instant(8);
    invitation.expiresAt = row.instant(9);
    invitation.endedAt = row.optInstant(10);
    return invitation;
}

} // namespace

QString invitationStateName(InvitationState state)
{
    switch (state) {
    case InvitationState::Open:
        return u"open"_s;
    case InvitationState::Accepted:
        return u"accepted"_s;
    case InvitationState::Revoked:
        return u"revoked"_s;
    }
    return {};
}

std::optional<InvitationState> invitationStateFromName(const QString &name)
{
    for (const InvitationState state : allStates) {
        if (invitationStateName(state) == name)
            return state;
    }
    return std::nullopt;
}

Result<std::optional<Invitation>> InvitationStore::find(const QString &id)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM invitations WHERE id = ?"_s, {id}));
    return row ? std::optional(readInvitation(*row)) : std::nullopt;
}

Result<std::optional<Invitation>> InvitationStore::findOpen(const QString &comparedEmail)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM invitations WHERE email_compared = ? AND state = 'open'"_s,
                           {comparedEmail}));
    return row ? std::optional(readInvitation(*row)) : std::nullopt;
}

Result<QList<Invitation>> InvitationStore::page(std::optional<InvitationState> state,
                                                const std::optional<InvitationPosition> &after, int limit)
{
    QString where = u"1 = 1"_s;
    storage::Binds binds;
    if (state) {
        where += u" AND state = ?"_s;
        binds.append(invitationStateName(*state));
    }
    if (after) {
        where += u" AND (created_at < ? OR (created_at = ? AND id < ?))"_s;
        binds << after->createdAt << after->createdAt << after->id;
    }
    binds.append(limit);
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + columns + u" FROM invitations WHERE "_s + where +
                                        u" ORDER BY created_at DESC, id DESC LIMIT ?"_s,
                                    binds));
    QList<Invitation> invitations;
    for (const storage::Row &row : std::as_const(rows))
        invitations.append(readInvitation(row));
    return invitations;
}

Result<bool> InvitationStore::insert(const Invitation &invitation)
{
    PORTIER_ASSIGN(
        inserted,
        m_tx.exec(u"INSERT INTO invitations ("_s + columns +
                      u", email_compared) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, NULL, ?)"
                      " ON CONFLICT (email_compared) WHERE state = 'open' DO NOTHING"_s,
                  {invitation.id, invitation.email, invitation.language, roleNames(invitation.roles).join(u','),
                   invitation.parties.join(u','), invitation.invitedBy, invitationStateName(invitation.state),
                   invitation.createdAt, invitation.expiresAt, EmailAddress::compare(invitation.email)}));
    return inserted == 1;
}

Result<> InvitationStore::setExpiry(const QString &id, Instant expiresAt)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE invitations SET expires_at = ? WHERE id = ?"_s, {expiresAt, id}));
    return {};
}

Result<bool> InvitationStore::end(const QString &id, InvitationState state, const QString &accountId, Instant now)
{
    const std::optional<QString> account = accountId.isEmpty() ? std::nullopt : std::optional(accountId);
    PORTIER_ASSIGN(ended, m_tx.exec(u"UPDATE invitations SET state = ?, account_id = ?, ended_at = ?"
                                    " WHERE id = ? AND state = 'open'"_s,
                                    {invitationStateName(state), account, now, id}));
    return ended == 1;
}

} // namespace portier::identity
