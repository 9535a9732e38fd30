// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/preferences.h"
#include "core/storage/transaction.h"

namespace portier::notifications
{

/// Statements of what people want (PLT-128).
class PreferenceStore
{
public:
    explicit PreferenceStore(storage::Transaction &tx) : m_tx(tx) {}

    /// The defaults for nobody and for accounts without a row.
    [[nodiscard]] Result<Profile> profile(const QString &accountId);
    /// Counts the version up.
    [[nodiscard]] Result<> saveProfile(const QString &accountId, const Profile &profile, Instant now);
    /// Accounts that want digests or summaries, and how.
    [[nodiscard]] Result<QMap<QString, Profile>> plannedProfiles();
    [[nodiscard]] Result<Preferences> load(const QString &accountId);

    /// True for people without account and for what has no list.
    [[nodiscard]] Result<bool> isEnabled(const QString &accountId, const QString &list, Channel channel);
    [[nodiscard]] Result<> setEnabled(const QString &accountId, const QString &list, Channel channel, bool enabled,
                                      Instant now);
    [[nodiscard]] Result<> erase(const QString &accountId);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::notifications
