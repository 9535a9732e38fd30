// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/personaldata.h"

namespace portier::notifications
{

/// What the room keeps of a person: their messages' history; see erase() for what erasing does (PLT-157, PLT-158).
[[nodiscard]] operations::PersonalDataSource notificationPersonalData();

} // namespace portier::notifications
