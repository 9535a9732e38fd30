// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/preferencestore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

QString timeText(QTime time)
{
    return time.toString(u"HH:mm"_s);
}

QTime timeFrom(const QString &text, QTime fallback)
{
    return fromLocalTime(text).value_or(fallback);
}

const QString profileColumns =
    QStringLiteral("quiet_from, quiet_to, digest_mode, digest_time, summary_enabled, summary_day, summary_time,"
                   " language, version, account_id");

Profile profileFrom(const storage::Row &row)
{
    Profile profile;
    if (!row.text(0).isEmpty())
        profile.quiet = QuietHours{timeFrom(row.text(0), {}), timeFrom(row.text(1), {})};
    profile.digestMode = digestModeFrom(row.text(2)).value_or(profile.digestMode);
    profile.digestTime = timeFrom(row.text(3), profile.digestTime);
    profile.ownsDigestTime = !row.text(3).isEmpty();
    profile.summaryEnabled = row.boolean(4);
    profile.summaryDay = int(row.integer(5));
    profile.summaryTime = timeFrom(row.text(6), profile.summaryTime);
    profile.ownsSummaryTime = !row.text(6).isEmpty();
    profile.language = row.text(7);
    profile.version = row.integer(8);
    return profile;
}

} // namespace

Result<Profile> PreferenceStore::profile(const QString &accountId)
{
    if (accountId.isEmpty())
        return Profile();
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(u"SELECT %1 FROM notification_profiles WHERE account_id = ?"_s.arg(profileColumns), {accountId}));
    return row ? profileFrom(*row) : Profile();
}

Result<QMap<QString, Profile>> PreferenceStore::plannedProfiles()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT %1 FROM notification_profiles"
                                    " WHERE digest_mode <> 'immediate' OR summary_enabled = 1"_s.arg(profileColumns)));
    QMap<QString, Profile> profiles;
    for (const storage::Row &row : rows)
        profiles.insert(row.text(9), profileFrom(row));
    return profiles;
}

Result<> PreferenceStore::saveProfile(const QString &accountId, const Profile &profile, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO notification_profiles (account_id, quiet_from, quiet_to, digest_mode,"
                          " digest_time, summary_enabled, summary_day, summary_time, language, version, updated_at)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT (account_id) DO UPDATE SET"
                          " quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,"
                          " digest_mode = excluded.digest_mode, digest_time = excluded.digest_time,"
                          " summary_enabled = excluded.summary_enabled, summary_day = excluded.summary_day,"
                          " summary_time = excluded.summary_time, language = excluded.language,"
                          " version = notification_profiles.version + 1, updated_at = excluded.updated_at"_s,
                          {accountId, profile.quiet ? timeText(profile.quiet->from) : QString(),
                           profile.quiet ? timeText(profile.quiet->to) : QString(), nameOf(profile.digestMode),
                           profile.ownsDigestTime ? timeText(profile.digestTime) : QString(), profile.summaryEnabled,
                           profile.summaryDay, profile.ownsSummaryTime ? timeText(profile.summaryTime) : QString(),
                           profile.language, now}));
    return {};
}

Result<Preferences> PreferenceStore::load(const QString &accountId)
{
    Preferences preferences;
    PORTIER_ASSIGN(profile, this->profile(accountId));
    preferences.profile = profile;
    for (const QString &list : preferenceLists()) {
        for (const Channel channel : preferenceChannels())
            preferences.lists[list][channel] = true;
    }
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT list, channel, enabled FROM notification_preferences"
                                    " WHERE account_id = ?"_s,
                                    {accountId}));
    for (const storage::Row &row : rows) {
        const auto channel = channelFrom(row.text(1));
        if (channel && preferences.lists.contains(row.text(0)) && preferenceChannels().contains(*channel))
            preferences.lists[row.text(0)][*channel] = row.boolean(2);
    }
    return preferences;
}

Result<bool> PreferenceStore::isEnabled(const QString &accountId, const QString &list, Channel channel)
{
    if (accountId.isEmpty() || list.isEmpty())
        return true;
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT enabled FROM notification_preferences WHERE account_id = ?"
                                      " AND list = ? AND channel = ?"_s,
                                      {accountId, list, nameOf(channel)}));
    return !row || row->boolean(0);
}

Result<> PreferenceStore::setEnabled(const QString &accountId, const QString &list, Channel channel, bool enabled,
                                     Instant now)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO notification_preferences (account_id, list, channel, enabled, updated_at)"
                          " VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id, list, channel) DO UPDATE SET"
                          " enabled = excluded.enabled, updated_at = excluded.updated_at"_s,
                          {accountId, list, nameOf(channel), enabled, now}));
    return {};
}

Result<> PreferenceStore::erase(const QString &accountId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM notification_profiles WHERE account_id = ?"_s, {accountId}));
    PORTIER_TRY(m_tx.exec(u"DELETE FROM notification_preferences WHERE account_id = ?"_s, {accountId}));
    return {};
}

} // namespace portier::notifications
