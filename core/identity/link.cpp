// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/link.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;

QString linkKindName(LinkKind kind)
{
    switch (kind) {
    case LinkKind::Personal:
        return u"personal"_s;
    case LinkKind::Approver:
        return u"approver"_s;
    case LinkKind::Feed:
        break;
    }
    return u"feed"_s;
}

std::optional<LinkKind> linkKindFromName(QStringView name)
{
    for (const LinkKind kind : {LinkKind::Personal, LinkKind::Approver, LinkKind::Feed}) {
        if (linkKindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

} // namespace portier::identity
