// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/logline.h"

#include <functional>

namespace portier::log
{

/// Told of every line of level Error or Critical that is written; lines held back as repeated are not told again.
/// Called from any thread, without a lock of the log; what it logs at a lower level is fine.
using ErrorListener = std::function<void(const Record &)>;

/// One listener per process; an empty one: nobody listens any more.
void setErrorListener(ErrorListener listener);

} // namespace portier::log
