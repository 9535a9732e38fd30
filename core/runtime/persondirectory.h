// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/persondirectory.h"

namespace portier::runtime
{

/// Joins identity and the job queue to what exports and erasures need of them.
[[nodiscard]] operations::PersonDirectory makePersonDirectory();

} // namespace portier::runtime
