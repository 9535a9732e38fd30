// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/transaction.h"

#include <QJsonObject>

#include <functional>
#include <vector>

namespace portier::operations
{

/// Whom an export or an erasure is about. Either part may be empty, never both.
struct Person {
    QString accountId; ///< empty: somebody without an account, known by address only
    QString email;     ///< as addresses are compared (PLT-001); of an account the one it has now
};

using AddressVisitor = std::function<void(const QString &address)>;

/// What one room keeps of a person. Registered in runtime; the core of an export or erasure knows no room by name.
struct PersonalDataSource {
    /// The room, which names the file "<name>.json" in an export: "account", "trips", "notifications".
    QString name;

    /// Everything the room stores about the person, readable for them: a list per kind of thing, secrets left out
    /// (PLT-157).
    std::function<Result<QJsonObject>(storage::Transaction &, const Person &)> collect;

    /// Removes or blanks a piece of it, about `batch` rows in one transaction, and gives how many rows it touched; is
    /// called again until that is 0, also after a crash in between (PLT-158). Must not need what it erased before.
    std::function<Result<qint64>(storage::Transaction &, const Person &, int batch, Instant now)> erase;

    /// Gives the addresses that the room keeps, as they are written and as often as it likes; empty ones mean nothing.
    /// Null: it keeps none beside those of accounts. A restore looks there for who was erased since (PLT-160).
    std::function<Result<>(storage::Transaction &, const AddressVisitor &)> addresses = {};
};

/// All rooms' sources in the order of their registration, which is the order of erasure: "account" comes last, because
/// its end is the end of the erasure.
using PersonalDataSources = std::vector<PersonalDataSource>;

} // namespace portier::operations
