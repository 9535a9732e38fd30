// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/account.h"

#include <array>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{
constexpr std::array allRoles{Role::Member, Role::Reviewer, Role::Approver, Role::Admin};
}

QString roleName(Role role)
{
    switch (role) {
    case Role::Member:
        return u"member"_s;
    case Role::Reviewer:
        return u"reviewer"_s;
    case Role::Approver:
        return u"approver"_s;
    case Role::Admin:
        return u"admin"_s;
    }
    return {};
}

std::optional<Role> roleFromName(const QString &name)
{
    for (const Role role : allRoles) {
        if (roleName(role) == name)
            return role;
    }
    return std::nullopt;
}

QStringList roleNames(const QSet<Role> &roles)
{
    QStringList names;
    for (const Role role : allRoles) {
        if (roles.contains(role))
            names << roleName(role);
    }
    return names;
}

std::optional<AccountStatus> statusFromName(const QString &name)
{
    for (const AccountStatus status : {AccountStatus::Active, AccountStatus::Disabled, AccountStatus::Erased}) {
        if (statusName(status) == name)
            return status;
    }
    return std::nullopt;
}

QString statusName(AccountStatus status)
{
    switch (status) {
    case AccountStatus::Active:
        return u"active"_s;
    case AccountStatus::Disabled:
        return u"disabled"_s;
    case AccountStatus::Erased:
        return u"erased"_s;
    }
    return {};
}

} // namespace portier::identity
