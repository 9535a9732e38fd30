// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/migrator.h"

namespace portier::test
{

/// Two tables for tests of the storage layer itself, so that they do not change with the product's schema.
inline QList<storage::Migration> smallSchema()
{
    return {{1, QStringLiteral("test"),
             QStringLiteral("CREATE TABLE things (id TEXT PRIMARY KEY, number BIGINT NOT NULL);"
                            "CREATE TABLE parts (thing TEXT REFERENCES things (id) DEFERRABLE INITIALLY DEFERRED);")}};
}

inline auto insertThing(const QString &id, qint64 number = 0)
{
    return [=](storage::Transaction &tx) -> Result<> {
        PORTIER_TRY(tx.exec(QStringLiteral("INSERT INTO things (id, number) VALUES (?, ?)"), {id, number}));
        return {};
    };
}

/// A coroutine around a write that keeps its result where the test can see it.
template <class Body>
QCoro::Task<> writeInto(storage::Database &database, Body body, std::shared_ptr<std::optional<Result<>>> result)
{
    *result = co_await database.write(std::move(body));
}

} // namespace portier::test
