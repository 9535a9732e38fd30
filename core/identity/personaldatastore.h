// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/personaldata.h"

namespace portier::identity
{

/// What the room keeps of a person: account, sign-ins, keys, links, invitations (PLT-157, PLT-158). Erasing leaves the
/// account's row with its id and nothing else, because other rows and the audit point at it.
[[nodiscard]] operations::PersonalDataSource accountPersonalData();

} // namespace portier::identity
