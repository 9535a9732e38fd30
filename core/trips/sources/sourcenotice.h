// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::trips
{

/// An edge that admins are told about, once per source and period (TRP-118) or per occurrence (TRP-128).
struct SourceNotice {
    enum class Kind { BudgetWarning, BudgetExhausted, AuthFailed };
    Kind kind = Kind::BudgetWarning;
    QString source;
    QString period; ///< "2027-01" or "2027-01-10"; empty for AuthFailed
    qint64 used = 0;
    qint64 limit = 0;
};

} // namespace portier::trips
