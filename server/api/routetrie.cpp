// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/routetrie.h"

#include "server/api/percentdecoding.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

struct RouteTrie::Node {
    std::map<QString, std::unique_ptr<Node>> literals;
    std::unique_ptr<Node> argument;
    std::map<Method, const Route *> methods;
};

namespace
{

QStringList split(const QString &path)
{
    QStringList segments = path.split(u'/');
    if (!segments.isEmpty() && segments.first().isEmpty())
        segments.removeFirst();
    if (!segments.isEmpty() && segments.last().isEmpty())
        segments.removeLast();
    return segments;
}

} // namespace

const Route *RouteMatch::find(Method method) const
{
    auto found = methods->find(method);
    if (found == methods->end() && method == Method::Head)
        found = methods->find(Method::Get);
    return found == methods->end() ? nullptr : found->second;
}

RouteTrie::RouteTrie() : m_root(std::make_unique<Node>())
{
}
RouteTrie::~RouteTrie() = default;

bool RouteTrie::insert(const QString &pattern, const Route *route)
{
    Node *node = m_root.get();
    for (const QString &segment : split(pattern)) {
        auto &next = segment.startsWith(u'{') ? node->argument : node->literals[segment];
        if (!next)
            next = std::make_unique<Node>();
        node = next.get();
    }
    return node->methods.emplace(route->method, route).second;
}

Result<RouteMatch> RouteTrie::match(const QString &path) const
{
    QStringList segments = split(path);
    for (QString &segment : segments) {
        const auto decoded = percentDecoded(segment.toLatin1());
        if (!decoded)
            return fail(Error::invalid(u"malformed_path"_s, u"bad escape, NUL or invalid UTF-8"_s));
        segment = *decoded;
    }
    RouteMatch match;
    find(*m_root, segments, 0, &match);
    return match;
}

bool RouteTrie::find(const Node &node, const QStringList &segments, qsizetype depth, RouteMatch *match)
{
    if (depth == segments.size()) {
        if (node.methods.empty())
            return false;
        match->methods = &node.methods;
        return true;
    }
    const QString &segment = segments.at(depth);
    if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
        if (find(*literal->second, segments, depth + 1, match))
            return true;
    }
    if (!node.argument || segment.isEmpty())
        return false;
    match->arguments.append(segment);
    if (find(*node.argument, segments, depth + 1, match))
        return true;
    match->arguments.removeLast();
    return false;
}

} // namespace portier::api
