// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/singleuselink.h"

#include "core/identity/tokens.h"

#include <array>

namespace portier::identity
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr std::array allKinds{SingleUseKind::Invitation, SingleUseKind::Verification, SingleUseKind::EmailChange,
                              SingleUseKind::PasswordReset};

const QString columns = u"kind, subject_id, email, created_at, expires_at"_s;

std::optional<SingleUseLink> readLink(const std::optional<storage::Row> &row)
{
    if (!row)
        return std::nullopt;
    for (const SingleUseKind kind : allKinds) {
        if (singleUseKindName(kind) == row->text(0))
            return SingleUseLink{kind, row->text(1), row->text(2), row->instant(3), row->instant(4)};
    }
    return std::nullopt;
}

} // namespace

QString singleUseKindName(SingleUseKind kind)
{
    switch (kind) {
    case SingleUseKind::Invitation:
        return u"invitation"_s;
    case SingleUseKind::Verification:
        return u"verification"_s;
    case SingleUseKind::EmailChange:
        return u"email_change"_s;
    case SingleUseKind::PasswordReset:
        return u"password_reset"_s;
    }
    return {};
}

Millis lifetimeOf(SingleUseKind kind)
{
    switch (kind) {
    case SingleUseKind::Invitation:
        return std::chrono::days(7);
    case SingleUseKind::Verification:
    case SingleUseKind::EmailChange:
        return 24h;
    case SingleUseKind::PasswordReset:
        return 30min;
    }
    return {};
}

Result<QString> SingleUseLinkStore::issue(SingleUseKind kind, const QString &subjectId, const QString &email,
                                          Instant now)
{
    const QString token = newToken(u"pl_"_s);
    PORTIER_TRY(m_tx.exec(u"INSERT INTO single_use_links ("_s + columns +
                              u", token_hash) VALUES (?, ?, ?, ?, ?, ?)"
                              " ON CONFLICT (kind, subject_id) DO UPDATE SET email = excluded.email,"
                              " created_at = excluded.created_at, expires_at = excluded.expires_at,"
                              " token_hash = excluded.token_hash"_s,
                          {singleUseKindName(kind), subjectId, email, now, now + lifetimeOf(kind), tokenHash(token)}));
    return token;
}

Result<std::optional<SingleUseLink>> SingleUseLinkStore::find(const QString &token, Instant now)
{
    PORTIER_ASSIGN(
        row, m_tx.queryOne(u"SELECT "_s + columns + u" FROM single_use_links WHERE token_hash = ? AND expires_at > ?"_s,
                           {tokenHash(token), now}));
    return readLink(row);
}

Result<std::optional<SingleUseLink>> SingleUseLinkStore::take(const QString &token, Instant now)
{
    PORTIER_ASSIGN(
        row,
        m_tx.queryOne(u"DELETE FROM single_use_links WHERE token_hash = ? AND expires_at > ? RETURNING "_s + columns,
                      {tokenHash(token), now}));
    return readLink(row);
}

Result<std::optional<SingleUseLink>> SingleUseLinkStore::openLink(SingleUseKind kind, const QString &subjectId,
                                                                  Instant now)
{
    PORTIER_ASSIGN(row,
                   m_tx.queryOne(u"SELECT "_s + columns +
                                     u" FROM single_use_links WHERE kind = ? AND subject_id = ? AND expires_at > ?"_s,
                                 {singleUseKindName(kind), subjectId, now}));
    return readLink(row);
}

Result<> SingleUseLinkStore::revoke(SingleUseKind kind, const QString &subjectId)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM single_use_links WHERE kind = ? AND subject_id = ?"_s,
                          {singleUseKindName(kind), subjectId}));
    return {};
}

Result<qint64> SingleUseLinkStore::removeExpired(Instant now)
{
    return m_tx.exec(u"DELETE FROM single_use_links WHERE expires_at <= ?"_s, {now});
}

} // namespace portier::identity
