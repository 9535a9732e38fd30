// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/outbox.h"
#include "core/operations/keyring.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"

namespace portier::runtime
{

/// The work of the schedule `rotation_reminder` (PLT-181): in the first month of a quarter it tells the admins by mail
/// which keys are older than 90 days; nobody is written to when there are none.
class RotationReminder
{
public:
    static constexpr Millis oldAfter = std::chrono::days(90);

    RotationReminder(std::shared_ptr<const operations::KeyRing> keys, std::shared_ptr<Clock> clock)
        : m_keys(std::move(keys)), m_clock(std::move(clock))
    {
    }
    void registerWork(scheduling::Scheduler &scheduler);

private:
    QCoro::Task<scheduling::JobOutcome> run(scheduling::OccurrenceRun occurrence);

    std::shared_ptr<const operations::KeyRing> m_keys;
    std::shared_ptr<Clock> m_clock;
};

/// The reminder as an event, once per period.
[[nodiscard]] notifications::Event rotationReminderEvent(const QList<operations::KeyPurpose> &purposes,
                                                         const QString &period);
/// The purposes whose newest key is older than that at `now`.
[[nodiscard]] QList<operations::KeyPurpose> oldPurposes(const operations::KeyRing &keys, Instant now);

} // namespace portier::runtime
