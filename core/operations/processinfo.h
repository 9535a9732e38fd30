// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace portier::operations
{

/// Resident memory of this process, from /proc; 0 where that does not exist.
[[nodiscard]] qint64 residentMemoryBytes();
/// Start of this process in seconds since the Unix epoch, from /proc; 0 where that does not exist.
[[nodiscard]] double processStartSeconds();

} // namespace portier::operations
