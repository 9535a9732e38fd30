// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/keyring.h"
#include "core/storage/transaction.h"

#include <QStringList>

namespace portier::runtime
{

/// Ids (hex) of the master keys that sealed values of this database may need; empty before the first start ended. While
/// a rotation is under way there are several.
[[nodiscard]] Result<QStringList> loadSealingKeyIds(storage::Transaction &tx);
/// Remembers exactly these.
[[nodiscard]] Result<> storeSealingKeyIds(storage::Transaction &tx, const QStringList &ids);

/// Ids (hex) of the master keys of a ring, newest first.
[[nodiscard]] QStringList masterKeyIds(const operations::KeyRing &ring);

} // namespace portier::runtime
