// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/channels/transport.h"
#include "core/notifications/deliverysteps.h"
#include "core/notifications/messagebody.h"
#include "core/notifications/notificationsettings.h"
#include "core/operations/metrics.h"
#include "core/operations/sealer.h"
#include "core/scheduling/jobrunner.h"

#include <QMap>

namespace portier::notifications
{

/// Takes messages out of the house: each delivery is a job of the kind "notifications.deliver", so leases, fencing and
/// recovery are those of scheduling. Lives on the core thread and outlives the JobRunner's drain.
class Dispatcher : public QObject
{
    Q_OBJECT
public:
    struct Dependencies {
        storage::Database &database;
        std::shared_ptr<Clock> clock;
        std::shared_ptr<const operations::Sealer> sealer;
        operations::Metrics &metrics;
        /// In [-1, 1]; spreads slow attempts (PLT-109).
        std::function<double()> jitter = randomJitter;
        FindAdmins findAdmins = {};
    };
    Dispatcher(Dependencies dependencies, NotificationSettings settings);
    ~Dispatcher() override;

    /// Before JobRunner::start().
    void registerWith(scheduling::JobRunner &runner);
    /// How a channel leaves the house; none: it runs dry (PLT-122). `settings` is any text that changes when the
    /// transport's settings do, secrets included; only a keyed checksum of it is stored.
    void setTransport(Channel channel, std::shared_ptr<Transport> transport, const QByteArray &settings);
    /// A second way, used only while the first is paused or fails again and again, and never for a message that the
    /// first may have delivered (PLT-117).
    void setFallback(Channel channel, std::shared_ptr<Transport> transport);
    void setSettings(NotificationSettings settings);
    [[nodiscard]] const NotificationSettings &settings() const { return m_settings; }
    /// The way a message of the channel would take now; none: it runs dry, or has none.
    [[nodiscard]] std::shared_ptr<Transport> transport(Channel channel) const;
    /// Desktop notifications leave through the change feed and need nothing else.
    [[nodiscard]] bool isDry(Channel channel) const
    {
        return channel != Channel::Desktop && !m_outlets.contains(channel);
    }
    /// How the first ways do: failures in a row, and since when calls are held back.
    struct Failing {
        Channel channel = Channel::Mail;
        int failures = 0;
        std::optional<Instant> openSince;
    };
    [[nodiscard]] QList<Failing> failing() const;

    /// After registerWith() and setTransport(), before JobRunner::start(): resumes channels whose settings have changed
    /// (PLT-111) and finds deliveries that lost their job. Call it again after setTransport() at run time.
    QCoro::Task<Result<>> start();
    /// Ends or revives messages whose delivery job is over; for whoever hears that a job has died.
    QCoro::Task<Result<>> repair();
    /// The mails of the day are counted anew: after setSettings() with another ceiling (PLT-137).
    QCoro::Task<Result<>> releaseHeld();
    /// Sets the gauges that are read from state (balance, oldest, dead letters, ratio); for a scrape or a timer.
    QCoro::Task<Result<>> refreshMetrics();

Q_SIGNALS:
    /// Credentials or sender were refused; once per episode. For the critical notice (PLT-111, PLT-174).
    void channelPaused(portier::notifications::Channel channel, const QString &cause);
    void channelResumed(portier::notifications::Channel channel);

private:
    struct Outlet {
        std::shared_ptr<Transport> transport;
        QString settingsMark;
    };
    /// Five failures in a row open it for five minutes.
    struct Circuit {
        int failures = 0;
        Instant openUntil;
        std::optional<Instant> openSince; ///< its first failure too many
    };

    static double randomJitter();
    QCoro::Task<scheduling::JobOutcome> deliver(std::shared_ptr<scheduling::JobContext> job);
    QCoro::Task<scheduling::JobOutcome> record(std::shared_ptr<scheduling::JobContext> job, QString messageId,
                                               AttemptEnd end);
    void noteForCircuit(Channel channel, const DeliveryOutcome &outcome);
    QCoro::Task<scheduling::JobOutcome> probe(std::shared_ptr<scheduling::JobContext> job);

    Dependencies m_deps;
    NotificationSettings m_settings;
    QMap<Channel, Outlet> m_outlets;
    QMap<Channel, std::shared_ptr<Transport>> m_fallbacks;
    QMap<Channel, Circuit> m_circuits;
};

} // namespace portier::notifications
