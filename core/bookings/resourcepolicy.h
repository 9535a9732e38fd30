// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/bookings/resource.h"

#include <QJsonObject>

namespace portier::bookings
{

inline constexpr int mostParties = 12;

/// Lays a body over a resource: a create starts from an empty one, an edit from the stored one. Limits merge one by
/// one, null inherits the instance's again. Error: Invalid "validation_failed" with every broken rule.
[[nodiscard]] Result<Resource> readResource(const QJsonObject &body, const Resource &before, bool creates);
/// The same for a party. Uniqueness within the resource is judged against `others`.
[[nodiscard]] Result<Party> readParty(const QJsonObject &body, const Party &before, const QList<Party> &others,
                                      bool creates);

/// The readable part of a calendar address and 8 random characters: "ferienhaus-k7m2q9xa".
[[nodiscard]] QString newSlug(const QString &name);

} // namespace portier::bookings
