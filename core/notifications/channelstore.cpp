// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channelstore.h"

#include "core/storage/sqldialect.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

Result<ChannelState> ChannelStore::load(Channel channel)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT settings_mark, paused_at, cause, probe_message_id FROM"
                                      " notification_channels WHERE channel = ?"_s +
                                          (m_tx.isWritable() ? u' ' + m_tx.dialect().lockClause() : QString()),
                                      {nameOf(channel)}));
    if (!row)
        return ChannelState{};
    return ChannelState{row->text(0), row->optInstant(1), row->text(2), row->text(3)};
}

Result<> ChannelStore::save(Channel channel, const ChannelState &state)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO notification_channels (channel, settings_mark, paused_at, cause,"
                          " probe_message_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT (channel) DO UPDATE SET"
                          " settings_mark = excluded.settings_mark, paused_at = excluded.paused_at,"
                          " cause = excluded.cause, probe_message_id = excluded.probe_message_id"_s,
                          {nameOf(channel), state.settingsMark, state.pausedAt, state.cause, state.probeMessageId}));
    return {};
}

Result<QList<ChannelStore::Paused>> ChannelStore::paused()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT channel, cause FROM notification_channels WHERE paused_at IS NOT NULL"
                                    " ORDER BY channel"_s));
    QList<Paused> list;
    for (const storage::Row &row : rows)
        list.append({channelFrom(row.text(0)).value_or(Channel::Mail), row.text(1)});
    return list;
}

} // namespace portier::notifications
