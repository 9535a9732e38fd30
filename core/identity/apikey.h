// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QStringList>

namespace portier::identity
{

/// A program's credential (PLT-035 to PLT-037). Its secret is nowhere in here.
struct ApiKey {
    QString id;
    QString accountId; ///< owner; the key never may more than they
    QString prefix;    ///< 8 characters, public
    QString name;
    QString description;
    QStringList scopes; ///< at least one of apiKeyScopes()
    bool isActive = true;
    std::optional<Instant> expiresAt;
    std::optional<Instant> previousUntil; ///< until then the secret before the last rotation works, too
    std::optional<Instant> lastUsedAt;
    Instant createdAt;
    Instant updatedAt;
    qint64 version = 1;
};

/// The scopes of table PLT-009.
[[nodiscard]] const QStringList &apiKeyScopes();

/// What is said about a key, before it is judged.
struct ApiKeyFields {
    std::optional<QString> name, description;
    std::optional<QStringList> scopes;
    std::optional<Instant> expiresAt;
};
/// The rules of PLT-036 for the fields that are there: Invalid "validation_failed" with all broken ones (too_short,
/// too_long, not_one_of, duplicate, instant_in_past).
[[nodiscard]] Result<> checkApiKey(const ApiKeyFields &fields, Instant now);

/// `pk_<prefix>_<secret>` taken apart; secrets are 43 base64url characters of 256 random bits.
struct ApiKeyToken {
    QString prefix;
    QString secret;

    static ApiKeyToken generate(const QString &prefix);
    [[nodiscard]] static std::optional<ApiKeyToken> parse(const QString &token);
    [[nodiscard]] QString text() const;
};
/// 8 random characters of a-z and 0-9.
[[nodiscard]] QString newKeyPrefix();

} // namespace portier::identity
