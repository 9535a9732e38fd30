// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QStringList>

namespace portier::operations
{

using NetworkList = QList<std::pair<QHostAddress, int>>; ///< as QHostAddress::parseSubnet() gives them

/// The networks of a setting of type Networks, which has been judged already; "loopback" stands for both families.
[[nodiscard]] NetworkList networksOf(const QStringList &words);
/// Whether a client prefix, an IPv4 address or an IPv6 /64 (PLT-078), lies wholly in one of them.
[[nodiscard]] bool containsPrefix(const NetworkList &networks, const QString &clientPrefix);

} // namespace portier::operations
