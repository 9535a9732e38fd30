// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/erasurestore.h"

#include "core/notifications/outboxstore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

Result<QList<Message>> ErasureStore::openOfPerson(const QString &person)
{
    return open(u"person = ?"_s, {person});
}

Result<QList<Message>> ErasureStore::openOfSubject(const QString &subjectKind, const QString &subjectId,
                                                   const QString &kind)
{
    if (kind.isEmpty())
        return open(u"subject_kind = ? AND subject_id = ?"_s, {subjectKind, subjectId});
    return open(u"subject_kind = ? AND subject_id = ? AND kind = ?"_s, {subjectKind, subjectId, kind});
}

Result<QList<Message>> ErasureStore::openBefore(Instant moment)
{
    return open(u"created_at <= ?"_s, {moment});
}

Result<> ErasureStore::blankPerson(const QString &person)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_messages SET address = '', recipient_name = '', subject_name = '',"
                          " body = NULL WHERE person = ?"_s,
                          {person}));
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_events SET facts = '{}', subject_name = '' WHERE id IN (SELECT event_id"
                          " FROM notification_messages WHERE person = ?) AND NOT EXISTS (SELECT 1 FROM"
                          " notification_messages m WHERE m.event_id = notification_events.id"
                          " AND m.person <> ? AND m.ended_at IS NULL)"_s,
                          {person, person}));
    return {};
}

Result<> ErasureStore::blankSubject(const QString &subjectKind, const QString &subjectId)
{
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_messages SET subject_name = '', body = NULL WHERE subject_kind = ?"
                          " AND subject_id = ?"_s,
                          {subjectKind, subjectId}));
    PORTIER_TRY(m_tx.exec(u"UPDATE notification_events SET facts = '{}', subject_name = '' WHERE subject_kind = ?"
                          " AND subject_id = ?"_s,
                          {subjectKind, subjectId}));
    return {};
}

Result<QList<Message>> ErasureStore::open(const QString &condition, const storage::Binds &binds)
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT "_s + messageColumns() + u" FROM notification_messages WHERE "_s +
                                        condition + u" AND ended_at IS NULL ORDER BY created_at, id"_s,
                                    binds));
    QList<Message> messages;
    for (const storage::Row &row : rows)
        messages.append(readMessage(row));
    return messages;
}

} // namespace portier::notifications
