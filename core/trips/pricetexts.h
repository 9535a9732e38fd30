// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/contract/texttemplate.h"

namespace portier::trips
{

/// Why a check found no price, for people, by its code and without a word of the source's own (TRP-033).
[[nodiscard]] contract::BilingualText priceErrorText(const QString &code);

} // namespace portier::trips
