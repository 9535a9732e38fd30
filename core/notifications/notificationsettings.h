// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/deliverypolicy.h"
#include "core/scheduling/scheduletable.h"

namespace portier::notifications
{

/// What messages need of the configuration.
struct NotificationSettings {
    QString publicUrl = QStringLiteral("http://localhost:8080"); ///< without trailing slash
    QString houseName = QStringLiteral("Portier");               ///< notify.from_name
    QString mailDomain = QStringLiteral("localhost");            ///< of notify.from; right side of Message-IDs
    QString language = QStringLiteral("de");                     ///< of recipients who chose none
    QString zone = QStringLiteral("Europe/Berlin");              ///< the same
    QStringList suppressedDomains = defaultSuppressedDomains();
    FloodLimits limits;
    scheduling::Schedules schedules = std::make_shared<scheduling::ScheduleTable>();
};

} // namespace portier::notifications
