// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/access.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

using identity::Principal;
using identity::Role;

namespace
{

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
        break;
    }
    return u"admin"_s;
}

} // namespace

Access Access::open()
{
    return {Kind::Open, {}, {}};
}

Access Access::ownCredential()
{
    return {Kind::OwnCredential, {}, {}};
}

Access Access::account(const QString &keyScope)
{
    return {Kind::Account, keyScope, {}};
}

Access Access::role(Role role)
{
    return {Kind::Role, {}, role};
}

Access Access::anyAccount()
{
    return {Kind::AnyAccount, {}, {}};
}

Access Access::anyCredential()
{
    return {Kind::AnyCredential, {}, {}};
}

Access Access::link(const QList<identity::LinkKind> &kinds)
{
    return Access(Kind::Link, {}, {}).orLink(kinds);
}

Access Access::orLink(const QList<identity::LinkKind> &kinds) const
{
    Access wider = *this;
    wider.m_links = kinds;
    return wider;
}

QString Access::describe() const
{
    QStringList parts;
    if (m_kind != Kind::Link)
        parts.append(describeOthers());
    if (!m_links.isEmpty()) {
        QStringList kinds;
        for (const identity::LinkKind kind : m_links)
            kinds.append(identity::linkKindName(kind));
        parts.append(u"link:"_s + kinds.join(u','));
    }
    return parts.join(u'|');
}

QString Access::describeOthers() const
{
    switch (m_kind) {
    case Kind::AnyAccount:
        return u"any-account"_s;
    case Kind::AnyCredential:
        return u"any-credential"_s;
    case Kind::Open:
        return u"public"_s;
    case Kind::OwnCredential:
        return u"own-credential"_s;
    case Kind::Account:
        return m_keyScope.isEmpty() ? u"account"_s : u"account|key:"_s + m_keyScope;
    case Kind::Role:
    case Kind::Link:
        break;
    }
    return u"role:"_s + roleName(*m_role);
}

Result<> Access::admits(const Principal &principal) const
{
    if (principal.link) {
        // A feed link opens feeds and nothing else, not even what is open to everybody (BKG-081).
        const bool isFeed = principal.link->kind == identity::LinkKind::Feed;
        const bool takesAny = m_kind == Kind::Open || m_kind == Kind::AnyCredential;
        if (m_links.contains(principal.link->kind) || (takesAny && !isFeed))
            return {};
        return fail(Error::forbidden());
    }
    if (principal.isUnverified && m_kind != Kind::AnyAccount)
        return fail(Error::forbidden(u"email_unverified"_s));
    if (m_kind == Kind::Open || m_kind == Kind::OwnCredential)
        return {};
    if (principal.kind == Principal::Kind::Anonymous)
        return fail(Error::forbidden(u"authentication_required"_s));
    if (m_kind == Kind::AnyCredential)
        return {};
    bool admitted = principal.isAccount() && m_kind != Kind::Link;
    if (m_kind == Kind::Role)
        admitted = admitted && principal.has(*m_role);
    else if (principal.kind == Principal::Kind::ApiKey)
        admitted = !m_keyScope.isEmpty() && principal.scopes.contains(m_keyScope);
    if (!admitted)
        return fail(Error::forbidden());
    return {};
}

} // namespace portier::api
