// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

#include <utility>

namespace portier
{

using FirstAndLastDay = std::pair<QDate, QDate>;

/// A range of days before and after a change.
struct ChangedRangeText {
    QString before;
    QString after;
};
/// Without the year if it is the same one throughout (BKG-139): "01.–04.08." and "01.–05.08.".
[[nodiscard]] ChangedRangeText formatChangedRange(FirstAndLastDay before, FirstAndLastDay after,
                                                  const QString &language);

} // namespace portier
