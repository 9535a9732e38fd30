// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace portier::bookings
{

/// An empty text is no value in a row.
[[nodiscard]] inline std::optional<QString> orNull(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

/// "?, ?, ?"
[[nodiscard]] inline QString marks(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QStringLiteral(", "));
}

[[nodiscard]] inline QString insertSql(const QString &table, const QStringList &columns)
{
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
        .arg(table, columns.join(QStringLiteral(", ")), marks(columns.size()));
}

/// Sets every column; the id is bound once more behind them.
[[nodiscard]] inline QString updateSql(const QString &table, const QStringList &columns)
{
    return QStringLiteral("UPDATE %1 SET %2 = ? WHERE id = ?").arg(table, columns.join(QStringLiteral(" = ?, ")));
}

} // namespace portier::bookings
