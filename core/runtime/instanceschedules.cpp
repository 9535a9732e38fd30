// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/instanceschedules.h"

#include "core/base/settings.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

Result<> putInstanceSchedules(storage::Transaction &tx, const scheduling::ScheduleTable &schedules, const QString &zone,
                              Instant now)
{
    for (const Setting &setting : settings()) {
        if (setting.type != SettingType::Schedule || !setting.owner.isEmpty())
            continue;
        const QString name = setting.name.section(u'.', 1);
        PORTIER_TRY(scheduling::keepSchedule(tx, name, {}, schedules.spec(name, zone), now));
    }
    return {};
}

} // namespace portier::runtime
