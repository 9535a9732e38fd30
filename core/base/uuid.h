// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

namespace portier
{

/// A UUIDv7 (RFC 9562) in its 36 character lower-case form: ids made by one process sort by creation, also within one
/// millisecond. Thread-safe.
[[nodiscard]] QString newUuid(Instant now);
/// True for any 36 character lower-case UUID text.
[[nodiscard]] bool isUuid(const QString &text);

} // namespace portier
