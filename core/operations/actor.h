// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::operations
{

/// Who caused a change, as audit rows, feed rows and jobs remember it.
struct Actor {
    QString kind = QStringLiteral("system"); ///< account | key | link | system | admin_cli
    QString id;                              ///< account, key or link id; empty for system and admin_cli
    QString requestId;                       ///< of the API request, empty otherwise
    QString clientPrefix;                    ///< IPv4 address or IPv6 /64 of the request, empty otherwise

    static Actor system() { return {}; }
};

} // namespace portier::operations
