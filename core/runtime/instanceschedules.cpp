// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/instanceschedules.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

using scheduling::Scheduler;

/// Catch-up and window of the table in PLT-092; what it does not name is caught up whenever it can be.
void applyTable(const QString &name, scheduling::ScheduleSpec &spec)
{
    if (name == "health_digest"_L1)
        spec.catchUp = scheduling::CatchUp::None; // how it was yesterday helps nobody
    else if (name == "rotation_reminder"_L1)
        spec.window = std::chrono::days(15);
}

Result<> putOne(storage::Transaction &tx, const QString &name, const QString &text, const QString &zone, Instant now)
{
    PORTIER_ASSIGN(stored, Scheduler::find(tx, name, {}));
    if (text == "off"_L1)
        return stored && stored->enabled ? Scheduler::setEnabled(tx, name, {}, false, now) : Result<>();
    PORTIER_ASSIGN(spec, scheduling::ScheduleSpec::parse(text, zone));
    applyTable(name, spec);
    if (!stored || stored->spec != spec)
        PORTIER_TRY(Scheduler::put(tx, name, {}, spec, now));
    if (stored && !stored->enabled)
        PORTIER_TRY(Scheduler::setEnabled(tx, name, {}, true, now));
    return {};
}

} // namespace

Result<> putInstanceSchedules(storage::Transaction &tx, const Config &config, Instant now)
{
    for (const Setting &setting : settings()) {
        if (setting.type == SettingType::Schedule)
            PORTIER_TRY(putOne(tx, setting.name.section(u'.', 1), config.text(setting.name),
                               config.text(u"schedule.zone"), now));
    }
    return {};
}

} // namespace portier::runtime
