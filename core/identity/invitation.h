// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/account.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

enum class InvitationState { Open, Accepted, Revoked };
/// "open", "accepted", "revoked".
[[nodiscard]] QString invitationStateName(InvitationState state);
[[nodiscard]] std::optional<InvitationState> invitationStateFromName(const QString &name);

/// Somebody whom an admin asked in (PLT-004).
struct Invitation {
    QString id;
    QString email; ///< as typed, trimmed and NFC
    QString language;
    QSet<Role> roles;
    QStringList parties;
    QString invitedBy; ///< account id; empty: the operator
    InvitationState state = InvitationState::Open;
    QString accountId; ///< once accepted
    Instant createdAt;
    Instant expiresAt; ///< of its newest link
    std::optional<Instant> endedAt;
};

/// Where a page of invitations goes on.
struct InvitationPosition {
    Instant createdAt;
    QString id;
};

/// Rows of invitations.
class InvitationStore
{
public:
    explicit InvitationStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<std::optional<Invitation>> find(const QString &id);
    [[nodiscard]] Result<std::optional<Invitation>> findOpen(const QString &comparedEmail);
    /// Newest first.
    [[nodiscard]] Result<QList<Invitation>> page(std::optional<InvitationState> state,
                                                 const std::optional<InvitationPosition> &after, int limit);
    /// False when the address has an open one.
    [[nodiscard]] Result<bool> insert(const Invitation &invitation);
    [[nodiscard]] Result<> setExpiry(const QString &id, Instant expiresAt);
    /// Ends an open one; false when it has ended already.
    [[nodiscard]] Result<bool> end(const QString &id, InvitationState state, const QString &accountId, Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
