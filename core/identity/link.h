// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <optional>

namespace portier::identity
{

enum class LinkKind {
    Personal, ///< a requester's address, all resources
    Approver, ///< a party, whoever its current address belongs to
    Feed,     ///< a requester's address, read-only, iCalendar feeds and nothing else
};

/// Whom a link stands for: exactly one row per owner (bookings.md §3).
struct LinkOwner {
    LinkKind kind = LinkKind::Personal;
    QString email;      ///< Personal, Feed: compared form
    QString partyId;    ///< Approver
    QString resourceId; ///< Feed of one resource; empty: of all

    static LinkOwner personal(const QString &comparedEmail) { return {LinkKind::Personal, comparedEmail, {}, {}}; }
    static LinkOwner approver(const QString &partyId) { return {LinkKind::Approver, {}, partyId, {}}; }
    static LinkOwner feed(const QString &comparedEmail, const QString &resourceId = {})
    {
        return {LinkKind::Feed, comparedEmail, {}, resourceId};
    }
    bool operator==(const LinkOwner &) const = default;
};

/// A standing link (PLT-038): it does not expire and holds no secret; its token is signed anew each time it is mailed,
/// with the same result.
struct Link {
    QString id;
    LinkOwner owner;
    int generation = 1; ///< counts renewals; older tokens are replaced ones
    int keyNumber = 1;  ///< of the link signing key
    std::optional<Instant> lastUsedAt;
    Instant createdAt;
};

/// What an action link points at. A pointer, never a grant (BKG-075).
struct LinkAction {
    QString name;      ///< "approve", "deny", "cancel": lower-case letters, digits, '_', at most 31
    QString subjectId; ///< UUID of the booking
    int round = 0;
    bool operator==(const LinkAction &) const = default;
};

/// "personal", "approver", "feed".
[[nodiscard]] QString linkKindName(LinkKind kind);
[[nodiscard]] std::optional<LinkKind> linkKindFromName(QStringView name);

} // namespace portier::identity
