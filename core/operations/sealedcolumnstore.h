// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/sealer.h"
#include "core/storage/transaction.h"

#include <QStringList>

#include <functional>

namespace portier::operations
{

/// Where a room keeps sealed values, so that a rotation of the master key finds all of them (PLT-181).
struct SealedColumn {
    QString table;
    QStringList keys; ///< text columns that name the row
    QString column;
    /// The place a value was sealed for, from the values of `keys`.
    std::function<QString(const QStringList &)> place;
    QString condition = {}; ///< SQL; which rows hold sealed values; empty: all that are not NULL
    bool isText = false;    ///< stored as base64 text; else as bytes
};

/// Puts up to so many sealed values under the newest key and gives their number: 0 when none is left. What a room
/// registers whose sealed values are no column of their own.
using Reseal = std::function<Result<qint64>(storage::Transaction &, const Sealer &, const NumberedKey &, int)>;

/// Puts up to `most` values that lie under other keys under `newest`, and gives their number: 0 when none is left.
/// Errors: those of Sealer::open().
[[nodiscard]] Result<qint64> resealSome(storage::Transaction &tx, const SealedColumn &column, const Sealer &sealer,
                                        const NumberedKey &newest, int most);

} // namespace portier::operations
