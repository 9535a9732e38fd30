// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <type_traits>

namespace portier
{

/// A value or an Error. Exceptions mean bugs; everything that can be expected to fail returns a Result.
template <class T = void>
using Result = tl::expected<T, Error>;

/// Wraps an error for returning it from a function that returns any Result.
[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

template <class T>
struct IsResult : std::false_type {
};
template <class T>
struct IsResult<tl::expected<T, Error>> : std::true_type {
};

} // namespace portier

/// Returns the error of a Result expression from the enclosing function, or goes on.
#define PORTIER_TRY(expression)                                                                                        \
    do {                                                                                                               \
        if (auto portierTried = (expression); !portierTried)                                                           \
            return ::portier::fail(std::move(portierTried).error());                                                   \
    } while (false)

/// Declares `name` with the value of a Result expression, or returns its error from the enclosing function.
#define PORTIER_ASSIGN(name, expression)                                                                               \
    auto name##Result = (expression);                                                                                  \
    if (!name##Result)                                                                                                 \
        return ::portier::fail(std::move(name##Result).error());                                                       \
    auto name = std::move(*name##Result)

/// The same two for coroutines.
#define PORTIER_CO_TRY(expression)                                                                                     \
    do {                                                                                                               \
        if (auto portierTried = (expression); !portierTried)                                                           \
            co_return ::portier::fail(std::move(portierTried).error());                                                \
    } while (false)

#define PORTIER_CO_ASSIGN(name, expression)                                                                            \
    auto name##Result = (expression);                                                                                  \
    if (!name##Result)                                                                                                 \
        co_return ::portier::fail(std::move(name##Result).error());                                                    \
    auto name = std::move(*name##Result)
