// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/identity/principal.h"

namespace portier::identity
{

enum class AccountStatus { Active, Disabled, Erased };

/// A person who can sign in (PLT-001).
struct Account {
    QString id;
    QString email; ///< as typed, trimmed and NFC
    QString displayName;
    QString language; ///< "de" | "en"; empty: none chosen
    QString timeZone; ///< IANA
    QSet<Role> roles; ///< always with Member (PLT-009)
    AccountStatus status = AccountStatus::Active;
    std::optional<Instant> emailVerifiedAt;
    bool hasPassword = false;
    Instant createdAt;
    Instant updatedAt;
    qint64 version = 1;

    [[nodiscard]] bool isActive() const { return status == AccountStatus::Active; }
    [[nodiscard]] bool isAdmin() const { return roles.contains(Role::Admin); }
};

/// One signed-in device (PLT-019).
struct Session {
    QString id;
    QString accountId;
    QString deviceName;
    QString platform;
    QString clientPrefix;
    Instant createdAt;
    Instant expiresAt;
    Instant lastUsedAt;
    std::optional<Instant> barredAt = {}; ///< ended because its account left the allowlist (PLT-033)
};

/// What a successful sign-in or sign-up hands out, once.
struct SignIn {
    Account account;
    Session session;
    QString token;       ///< secret
    QString deviceToken; ///< secret; proves a known device and grants nothing (PLT-017)
};

/// "member", "reviewer", "approver", "admin".
[[nodiscard]] QString roleName(Role role);
[[nodiscard]] std::optional<Role> roleFromName(const QString &name);
/// Sorted by rank, for replies and audit rows.
[[nodiscard]] QStringList roleNames(const QSet<Role> &roles);
/// "active", "disabled", "erased".
[[nodiscard]] QString statusName(AccountStatus status);
[[nodiscard]] std::optional<AccountStatus> statusFromName(const QString &name);

} // namespace portier::identity
