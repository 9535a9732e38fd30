// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace portier
{

/// The names of an enumeration, one table for both directions.
template <class E, std::size_t N>
using EnumTable = std::array<std::pair<E, const char *>, N>;

template <class E, std::size_t N>
[[nodiscard]] QString nameIn(const EnumTable<E, N> &table, E value)
{
    for (const auto &[candidate, name] : table) {
        if (candidate == value)
            return QString::fromLatin1(name);
    }
    Q_UNREACHABLE();
}

template <class E, std::size_t N>
[[nodiscard]] std::optional<E> valueIn(const EnumTable<E, N> &table, const QString &text)
{
    for (const auto &[value, name] : table) {
        if (text == QLatin1String(name))
            return value;
    }
    return std::nullopt;
}

} // namespace portier
