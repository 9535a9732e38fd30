// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/personaldata.h"
#include "core/operations/sealer.h"

namespace portier::notifications
{

/// What the room keeps of a person: their messages, with what they say (but no working link) while that is kept,
/// preferences and number; see erase() for what erasing does (PLT-157, PLT-158).
[[nodiscard]] operations::PersonalDataSource notificationPersonalData(std::shared_ptr<const operations::Sealer> sealer);

} // namespace portier::notifications
