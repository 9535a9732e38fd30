// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/fieldreader.h"
#include "core/identity/account.h"

namespace portier::api
{

/// "roles": a list of role names; nothing when it is absent. Notes not_one_of at the element.
[[nodiscard]] std::optional<QSet<identity::Role>> readRoles(contract::FieldReader &reader);
/// "parties": a list of party ids; nothing when it is absent. Notes pattern_mismatch at the element.
[[nodiscard]] std::optional<QStringList> readParties(contract::FieldReader &reader);

} // namespace portier::api
