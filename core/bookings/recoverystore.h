// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"

#include <QByteArray>

namespace portier::bookings
{

/// One wish for access links; the address is sealed.
struct RecoveryRequest {
    QString id; ///< that of its job
    QByteArray email;
    QString language;
};

/// Rows of wishes for access links.
class RecoveryStore
{
public:
    explicit RecoveryStore(storage::Transaction &tx) : m_tx(tx) {}

    [[nodiscard]] Result<> insert(const RecoveryRequest &request, Instant now);
    [[nodiscard]] Result<std::optional<RecoveryRequest>> find(const QString &id);
    [[nodiscard]] Result<QStringList> ids();
    [[nodiscard]] Result<> remove(const QString &id);

private:
    storage::Transaction &m_tx;
};

} // namespace portier::bookings
