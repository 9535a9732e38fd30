// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/rolefields.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{
constexpr qsizetype mostRoles = 4;
constexpr qsizetype mostParties = 50;
} // namespace

std::optional<QSet<identity::Role>> readRoles(contract::FieldReader &reader)
{
    const auto names = reader.texts(u"roles"_s, mostRoles);
    if (!names)
        return std::nullopt;
    QSet<identity::Role> roles;
    for (qsizetype i = 0; i < names->size(); ++i) {
        if (const auto role = identity::roleFromName(names->at(i)))
            roles.insert(*role);
        else
            reader.fail(u"roles/%1"_s.arg(i), u"not_one_of"_s,
                        {{u"allowed"_s, u"member, reviewer, approver, admin"_s}});
    }
    return roles;
}

std::optional<QStringList> readParties(contract::FieldReader &reader)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9_-]{1,64}\\z"_s);
    const auto ids = reader.texts(u"parties"_s, mostParties);
    for (qsizetype i = 0; ids && i < ids->size(); ++i) {
        if (!form.match(ids->at(i)).hasMatch())
            reader.fail(u"parties/%1"_s.arg(i), u"pattern_mismatch"_s);
    }
    return ids;
}

} // namespace portier::api
