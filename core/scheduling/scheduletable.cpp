// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scheduling/scheduletable.h"

#include "core/base/config.h"
#include "core/scheduling/scheduler.h"

namespace portier::scheduling
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// What the name alone decides; what is not named is caught up whenever it can be.
void applyCatchUp(const QString &name, ScheduleSpec &spec)
{
    static const QHash<QString, Millis> windows{{u"rotation_reminder"_s, std::chrono::days(15)},
                                                {u"weekly_digest"_s, 48h},
                                                {u"price_summary"_s, 48h},
                                                {u"notification_digest"_s, 24h},
                                                {u"trip_refresh"_s, 24h}};
    spec.window = windows.value(name, Millis(0));
    if (name == "health_digest"_L1)
        spec.catchUp = CatchUp::None; // how it was yesterday helps nobody
}

QString nameOf(const Setting &setting)
{
    return setting.name.section(u'.', 1);
}

} // namespace

ScheduleTable::ScheduleTable()
{
    for (const Setting &setting : settings()) {
        if (setting.type == SettingType::Schedule)
            m_texts.insert(nameOf(setting), setting.fallback);
    }
}

bool ScheduleTable::apply(const Config &config)
{
    QMap<QString, QString> texts;
    for (const Setting &setting : settings()) {
        if (setting.type == SettingType::Schedule)
            texts.insert(nameOf(setting), config.text(setting.name));
    }
    const QMutexLocker lock(&m_mutex);
    if (texts == m_texts)
        return false;
    m_texts = texts;
    return true;
}

std::optional<ScheduleSpec> ScheduleTable::spec(const QString &name, const QString &zone) const
{
    const QString text = [this, &name] {
        const QMutexLocker lock(&m_mutex);
        return m_texts.value(name);
    }();
    auto parsed = ScheduleSpec::parse(text, zone); // "off" is none; the settings were judged before
    if (!parsed)
        return std::nullopt;
    applyCatchUp(name, *parsed);
    return *parsed;
}

Result<> keepSchedule(storage::Transaction &tx, const QString &name, const QString &owner,
                      const std::optional<ScheduleSpec> &spec, Instant now)
{
    PORTIER_ASSIGN(stored, Scheduler::find(tx, name, owner));
    if (!spec)
        return stored && stored->enabled ? Scheduler::setEnabled(tx, name, owner, false, now) : Result<>();
    if (!stored || stored->spec != *spec || !stored->problem.isEmpty())
        PORTIER_TRY(Scheduler::put(tx, name, owner, *spec, now));
    if (stored && !stored->enabled)
        PORTIER_TRY(Scheduler::setEnabled(tx, name, owner, true, now));
    return {};
}

} // namespace portier::scheduling
