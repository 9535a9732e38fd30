// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/devicecodestore.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

Result<> DeviceCodeStore::insert(const QByteArray &codeHash, const DeviceCode &code)
{
    PORTIER_TRY(
        m_tx.exec(u"INSERT INTO device_codes (code_hash, account_id, code_challenge, device_name, platform,"
                  " expires_at) VALUES (?, ?, ?, ?, ?, ?)"_s,
                  {codeHash, code.accountId, code.codeChallenge, code.deviceName, code.platform, code.expiresAt}));
    return {};
}

Result<std::optional<DeviceCode>> DeviceCodeStore::take(const QByteArray &codeHash)
{
    PORTIER_ASSIGN(row, m_tx.queryOne(u"DELETE FROM device_codes WHERE code_hash = ?"
                                      " RETURNING account_id, code_challenge, device_name, platform, expires_at"_s,
                                      {codeHash}));
    if (!row)
        return std::nullopt;
    return DeviceCode{row->text(0), row->text(1), row->text(2), row->text(3), row->instant(4)};
}

Result<qint64> DeviceCodeStore::removeExpired(Instant now)
{
    return m_tx.exec(u"DELETE FROM device_codes WHERE expires_at <= ?"_s, {now});
}

} // namespace portier::identity
