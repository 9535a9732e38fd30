// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/changedrange.h"

#include "core/base/format.h"

namespace portier
{

ChangedRangeText formatChangedRange(FirstAndLastDay before, FirstAndLastDay after, const QString &language)
{
    const int year = before.first.year();
    const bool oneYear = before.second.year() == year && after.first.year() == year && after.second.year() == year;
    const auto shown = [&](FirstAndLastDay range) {
        const QString text = formatDateRange(range.first, range.second, language);
        return oneYear ? text.chopped(QString::number(year).size()).trimmed() : text;
    };
    return {shown(before), shown(after)};
}

} // namespace portier
