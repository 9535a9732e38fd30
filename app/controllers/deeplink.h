// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::app
{

/// The page that a link names, as a route: portier://trip/ID, portier://booking/ID, portier://inbox/ID,
/// portier://inbox. Empty for anything else: a link comes from anywhere and never does more than show a page.
[[nodiscard]] QString routeOfLink(const QString &link);

/// The page of what a message is about ("trip", "booking" and its id); the inbox for anything else.
[[nodiscard]] QString routeOfSubject(const QString &kind, const QString &id);

} // namespace portier::app
