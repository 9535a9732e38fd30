// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/storage/transaction.h"

namespace portier::identity
{

struct DeviceCode {
    QString accountId;
    QString codeChallenge;
    QString deviceName;
    QString platform;
    Instant expiresAt;
};

/// Rows of codes on their way from the browser to the app; of a code only its SHA-256 is stored.
class DeviceCodeStore
{
public:
    explicit DeviceCodeStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const QByteArray &codeHash, const DeviceCode &code);
    /// Takes the row away; nothing when there is none (any more). Expired ones, too: the caller judges.
    [[nodiscard]] Result<std::optional<DeviceCode>> take(const QByteArray &codeHash);
    [[nodiscard]] Result<qint64> removeExpired(Instant now);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::identity
