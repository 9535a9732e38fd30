// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/deliveryreport.h"
#include "core/notifications/dutyalarm.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::notifications
{

/// Takes providers' reports into the ledger and the suppression list. Reports about messages that are not known here
/// change nothing. Lives on the core thread; must outlive its tasks.
class ReportDesk
{
public:
    ReportDesk(storage::Database &database, std::shared_ptr<Clock> clock, FindAdmins findAdmins)
        : m_database(database), m_clock(std::move(clock)), m_findAdmins(std::move(findAdmins))
    {
    }

    /// All or none.
    QCoro::Task<Result<>> take(QList<DeliveryReport> reports);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    FindAdmins m_findAdmins;
};

} // namespace portier::notifications
