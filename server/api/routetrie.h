// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "server/api/route.h"

#include <map>
#include <memory>

namespace portier::api
{

/// The routes of one path, and what its {names} stand for.
struct RouteMatch {
    const std::map<Method, const Route *> *methods = nullptr; ///< null: no such path
    QStringList arguments;

    /// The route of a method on a path that is known; HEAD works wherever GET does (PLT-048). Null: none.
    [[nodiscard]] const Route *find(Method method) const;
};

/// Finds routes by path, segment by segment; a literal segment wins over a {name}.
class RouteTrie
{
public:
    RouteTrie();
    ~RouteTrie();

    /// False when the method is taken on that path.
    [[nodiscard]] bool insert(const QString &pattern, const Route *route);
    /// `path` is percent-encoded: it is split first and its segments decoded then, so that %2F stays inside one. A
    /// trailing slash means nothing. Error: Invalid "malformed_path" for NUL, bad escapes and invalid UTF-8.
    [[nodiscard]] Result<RouteMatch> match(const QString &path) const;

private:
    struct Node;
    static bool find(const Node &node, const QStringList &segments, qsizetype depth, RouteMatch *match);
    std::unique_ptr<Node> m_root;
};

} // namespace portier::api
