// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/recoverystore.h"

#include "core/bookings/bookingrow.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

Result<> RecoveryStore::insert(const RecoveryRequest &request, Instant now)
{
    PORTIER_TRY(m_tx.exec(u"INSERT INTO recovery_requests (id, email, language, created_at) VALUES (?, ?, ?, ?)"_s,
                          {request.id, request.email, request.language, now}));
    return {};
}

Result<std::optional<RecoveryRequest>> RecoveryStore::find(const QString &id)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"SELECT id, email, language FROM recovery_requests WHERE id = ?"_s, {id}));
    if (!row)
        return std::nullopt;
    return RecoveryRequest{row->text(0), row->bytes(1), row->text(2)};
}

Result<QStringList> RecoveryStore::ids()
{
    PORTIER_ASSIGN(rows, m_tx.query(u"SELECT id FROM recovery_requests ORDER BY id"_s, {}));
    return textsOf(rows);
}

Result<> RecoveryStore::remove(const QString &id)
{
    PORTIER_TRY(m_tx.exec(u"DELETE FROM recovery_requests WHERE id = ?"_s, {id}));
    return {};
}

} // namespace portier::bookings
