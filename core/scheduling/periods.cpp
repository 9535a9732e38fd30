// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/periods.h"

#include "core/base/zonedtime.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Result<bool> claimPeriod(storage::Transaction &tx, const QString &work, const QString &owner, const QString &period,
                         Instant now)
{
    PORTIER_ASSIGN(inserted, tx.exec(u"INSERT INTO period_marks (work, owner, period, created_at) VALUES (?, ?, ?, ?) "
                                     "ON CONFLICT (work, owner, period) DO NOTHING"_s,
                                     {work, owner, period, now}));
    return inserted == 1;
}

QString dayPeriod(QDate date)
{
    return toIsoDate(date);
}

QString weekPeriod(QDate date)
{
    int year = 0;
    const int week = date.weekNumber(&year);
    return u"%1-W%2"_s.arg(year).arg(week, 2, 10, QLatin1Char('0'));
}

QString monthPeriod(QDate date)
{
    return date.toString(u"yyyy-MM"_s);
}

QString quarterPeriod(QDate date)
{
    return u"%1-Q%2"_s.arg(date.year()).arg((date.month() + 2) / 3);
}

Result<> purgePeriods(storage::Transaction &tx, Instant now)
{
    PORTIER_TRY(tx.exec(u"DELETE FROM period_marks WHERE created_at < ?"_s, {now - 400 * 24h}));
    return {};
}

} // namespace portier::scheduling
