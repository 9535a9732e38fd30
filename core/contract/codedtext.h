// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/texttemplate.h"

#include <array>

namespace portier::contract
{

/// What a code means, for people: a row of a table.
struct CodedText {
    const char *code;
    BilingualText text;
};

template <std::size_t N>
[[nodiscard]] BilingualText textOf(const std::array<CodedText, N> &table, const QString &code,
                                   const BilingualText &otherwise)
{
    for (const CodedText &row : table) {
        if (code == QLatin1String(row.code))
            return row.text;
    }
    return otherwise;
}

} // namespace portier::contract
