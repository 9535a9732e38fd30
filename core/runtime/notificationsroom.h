// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/base/taskscope.h"
#include "core/notifications/channels/transferpool.h"
#include "core/notifications/digestwork.h"
#include "core/notifications/dispatcher.h"
#include "core/notifications/historyreader.h"
#include "core/notifications/messagedesk.h"
#include "core/notifications/phoneservice.h"
#include "core/notifications/preferenceservice.h"
#include "core/notifications/reportdesk.h"
#include "core/runtime/channels.h"
#include "core/runtime/retention.h"

namespace portier::runtime
{

/// The room "notifications" with its channels, built from the configuration.
class NotificationsRoom
{
public:
    /// What it stands on; all of it outlives the room.
    struct Ground {
        const Config &config;
        std::shared_ptr<Clock> clock;
        storage::Database &database;
        std::shared_ptr<const operations::Sealer> sealer;
        operations::Metrics &metrics;
        notifications::ZoneOf zoneOf;
        scheduling::Schedules schedules;
    };
    explicit NotificationsRoom(const Ground &ground);
    ~NotificationsRoom();

    /// Declares jobs, schedules and retention; before they start.
    void registerWork(scheduling::JobRunner &jobs, scheduling::Scheduler &scheduler, Retention &retention);
    /// Before the jobs start. Error: Invalid when the mail settings contradict each other.
    QCoro::Task<Result<>> start();
    /// Takes new settings and credentials into use and lets what they had stopped go out (PLT-102, PLT-111).
    void reload(const Config &config);
    /// Ends what is on the wire; after the jobs are drained.
    QCoro::Task<> stop();

    /// No mail server is configured: messages are rendered and kept, none is sent (PLT-122).
    [[nodiscard]] bool isDry() const { return m_dispatcher.isDry(notifications::Channel::Mail); }
    [[nodiscard]] notifications::Dispatcher &dispatcher() { return m_dispatcher; }
    [[nodiscard]] notifications::HistoryReader &history() { return m_history; }
    [[nodiscard]] notifications::MessageDesk &desk() { return m_desk; }
    [[nodiscard]] notifications::ReportDesk &reports() { return m_reports; }
    [[nodiscard]] notifications::PhoneService &phones() { return m_phones; }
    [[nodiscard]] notifications::PreferenceService &preferences() { return m_preferences; }

private:
    static QCoro::Task<> refresh(std::shared_ptr<bool> running, notifications::Dispatcher *dispatcher);
    static QCoro::Task<> resume(notifications::Dispatcher *dispatcher);
    static QCoro::Task<> repair(notifications::Dispatcher *dispatcher);
    static QCoro::Task<> releaseHeld(notifications::Dispatcher *dispatcher);
    void watchDeadJobs(storage::Database &database);
    void connect(const Config &config);
    [[nodiscard]] notifications::NotificationSettings settingsOf(const Config &config) const;

    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const operations::Sealer> m_sealer;
    scheduling::Schedules m_schedules;
    notifications::Dispatcher m_dispatcher;
    notifications::DigestWork m_digests;
    notifications::HistoryReader m_history;
    notifications::MessageDesk m_desk;
    notifications::ReportDesk m_reports;
    notifications::PhoneService m_phones;
    notifications::PreferenceService m_preferences;
    std::shared_ptr<notifications::TransferPool> m_pool;
    Result<> m_channels;
    QByteArray m_channelMark; ///< of the settings in use
    QObject m_context;        ///< of connections
    TaskScope m_tasks;
    bool m_stopped = false;
    int m_bodyDays;
    int m_historyDays;
};

} // namespace portier::runtime
