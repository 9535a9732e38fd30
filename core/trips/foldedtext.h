// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::trips
{

/// Case-folded and accent-stripped text for comparing what people and providers write: ß = ss, ø = o, æ = ae, ł = l.
/// Inner white space is collapsed.
[[nodiscard]] QString foldText(const QString &text);
/// foldText, with the German spellings ae, oe, ue equal to a, o, u: "München", "Muenchen" and "Munchen" fold alike.
[[nodiscard]] QString foldUmlauts(const QString &text);

} // namespace portier::trips
