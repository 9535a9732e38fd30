// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::http
{

/// Makes the allocator of this process give freed bodies back to the system at once. glibc otherwise raises its
/// threshold to the largest block it has seen and keeps such blocks in a heap that fragments.
void returnFreedMemory();

} // namespace portier::http
