// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace portier::log
{

/// How often something of level Error or Critical happened in this process in the last 24 hours, to the hour; lines
/// that were held back as repeated count (PLT-175). From any thread.
[[nodiscard]] qint64 errorsOfTheDay();

} // namespace portier::log
