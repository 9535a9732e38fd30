// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/episodestore.h"

using namespace Qt::StringLiterals;

namespace portier::operations
{

Result<Episodes> EpisodeStore::load()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT code, subject, began_at, told_at, gone_since FROM notice_episodes"_s));
    Episodes episodes;
    for (const storage::Row &row : rows)
        episodes.insert({row.text(0), row.text(1)}, {row.instant(2), row.instant(3), row.optInstant(4)});
    return episodes;
}

Result<> EpisodeStore::save(const Condition &condition, const Episode &episode)
{
    PORTIER_TRY(
        m_tx.exec(u"INSERT INTO notice_episodes (code, subject, began_at, told_at, gone_since)"
                  " VALUES (?, ?, ?, ?, ?) ON CONFLICT (code, subject) DO UPDATE SET"
                  " began_at = excluded.began_at, told_at = excluded.told_at, gone_since = excluded.gone_since"_s,
                  {condition.code, condition.subject, episode.beganAt, episode.toldAt, episode.goneSince}));
    return {};
}

Result<> EpisodeStore::remove(const Condition &condition)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM notice_episodes WHERE code = ? AND subject = ?"_s,
                          {condition.code, condition.subject}));
    return {};
}

Result<qint64> EpisodeStore::removeForgotten(storage::Transaction &tx, Instant now)
{
    // What lasts is told of every day.
    return tx.exec(u"DELETE FROM notice_episodes WHERE told_at < ?"_s, {now - 30 * reminderInterval});
}

} // namespace portier::operations
