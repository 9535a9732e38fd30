// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::pages
{

/// An icon of resources/icons as inline SVG: takes size and colour from the stylesheet and says nothing to screen
/// readers. Empty for a name that is none.
[[nodiscard]] QString iconSvg(const QString &name);

} // namespace portier::pages
