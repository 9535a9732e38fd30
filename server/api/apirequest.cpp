// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/apirequest.h"

#include <array>

namespace portier::api
{

namespace
{

constexpr std::array<const char *, 7> Names{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

} // namespace

QByteArray methodName(Method method)
{
    return Names.at(static_cast<std::size_t>(method));
}

std::optional<Method> methodFromName(QByteArrayView name)
{
    for (std::size_t i = 0; i < Names.size(); ++i) {
        if (name == QByteArrayView(Names.at(i)))
            return static_cast<Method>(i);
    }
    return std::nullopt;
}

} // namespace portier::api
