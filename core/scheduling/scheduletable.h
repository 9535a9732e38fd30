// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scheduling/schedulespec.h"
#include "core/storage/transaction.h"

#include <QMap>
#include <QMutex>

#include <memory>

namespace portier
{
class Config;
}

namespace portier::scheduling
{

/// The settings schedule.<name> as they are in force (table of PLT-085 ff.), for whoever plans by them. An account or a
/// resource may have chosen otherwise where its room lets it. Safe on any thread.
class ScheduleTable
{
public:
    ScheduleTable(); ///< the built-in times

    /// False: all of them are as they were.
    bool apply(const Config &config);
    /// The schedule of that name in that zone (IANA), with its catch-up and window; nothing when it is off.
    [[nodiscard]] std::optional<ScheduleSpec> spec(const QString &name, const QString &zone) const;

private:
    mutable QMutex m_mutex;
    QMap<QString, QString> m_texts; ///< by name
};
using Schedules = std::shared_ptr<const ScheduleTable>;

/// Makes the stored schedule of (name, owner) this one, or switches it off; what did not change keeps its occurrences.
[[nodiscard]] Result<> keepSchedule(storage::Transaction &tx, const QString &name, const QString &owner,
                                    const std::optional<ScheduleSpec> &spec, Instant now);

} // namespace portier::scheduling
