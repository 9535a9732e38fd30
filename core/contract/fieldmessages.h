// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace portier::contract
{

/// What a broken field rule says to people, in "de" or "en"; a general sentence for a code without a text of its own.
[[nodiscard]] QString fieldMessage(const FieldError &error, const QString &language);
[[nodiscard]] bool hasFieldMessage(const QString &code);

} // namespace portier::contract
