// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/notificationsroom.h"

#include "core/base/log.h"
#include "core/notifications/channels/transferpool.h"
#include "core/notifications/history.h"
#include "core/runtime/adminrecipients.h"
#include "core/runtime/channels.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

constexpr int rowsPerRetention = 10'000;

QString publicUrl(const Config &config)
{
    QString url = config.text(u"http.public_url");
    while (url.endsWith(u'/'))
        url.chop(1);
    return url;
}

/// Right side of Message-IDs: the sender's domain, which is ours for sure.
QString mailDomain(const Config &config)
{
    const QString from = config.text(u"notify.from");
    const QString host = QUrl(publicUrl(config)).host();
    return from.isEmpty() ? host : from.mid(from.lastIndexOf(u'@') + 1);
}

notifications::NotificationSettings notificationSettings(const Config &config)
{
    notifications::NotificationSettings settings;
    settings.publicUrl = publicUrl(config);
    settings.houseName = config.text(u"notify.from_name");
    settings.mailDomain = mailDomain(config);
    settings.language = config.text(u"locale.default");
    settings.zone = config.text(u"schedule.zone");
    settings.suppressedDomains = config.list(u"notify.suppressed_domains");
    settings.limits.mailPerHour = static_cast<int>(config.integer(u"notify.mail_per_hour"));
    settings.limits.smsPerHour = static_cast<int>(config.integer(u"notify.sms_per_hour"));
    settings.limits.desktopPerHour = static_cast<int>(config.integer(u"notify.desktop_per_hour"));
    settings.limits.dailyCeiling = config.integer(u"notify.daily_ceiling");
    return settings;
}

/// Whoever runs the service hears of it by mail and at once.
Result<QList<notifications::Recipient>> adminsToAlarm(storage::Transaction &tx)
{
    return adminRecipients(tx, {notifications::Channel::Mail, notifications::Channel::Desktop});
}

notifications::Dispatcher::Dependencies dispatcherGround(const NotificationsRoom::Ground &ground)
{
    notifications::Dispatcher::Dependencies dependencies{ground.database, ground.clock, ground.sealer, ground.metrics};
    dependencies.findAdmins = adminsToAlarm;
    return dependencies;
}

} // namespace

NotificationsRoom::NotificationsRoom(const Ground &ground)
    : m_clock(ground.clock), m_sealer(ground.sealer), m_schedules(ground.schedules),
      m_dispatcher(dispatcherGround(ground), settingsOf(ground.config)),
      m_digests({ground.database, ground.clock, ground.sealer, ground.metrics}, settingsOf(ground.config)),
      m_history(ground.database, ground.clock), m_desk({ground.database, ground.clock, ground.sealer}),
      m_reports(ground.database, ground.clock, adminsToAlarm),
      m_phones({ground.database, ground.clock, ground.sealer,
                [this] { return !m_dispatcher.isDry(notifications::Channel::Sms); }}),
      m_preferences({ground.database, ground.clock, ground.sealer, ground.zoneOf, ground.schedules}),
      m_pool(std::make_shared<notifications::TransferPool>(ground.clock,
                                                           static_cast<int>(ground.config.integer(u"worker.threads")))),
      m_bodyDays(static_cast<int>(ground.config.integer(u"notify.body_days"))),
      m_historyDays(static_cast<int>(ground.config.integer(u"notify.history_days")))
{
    connect(ground.config);
    watchDeadJobs(ground.database);
    // A scrape cannot wait for the database: it shows what the one before found, and asks anew.
    ground.metrics.addCollector([this, running = std::make_shared<bool>(false)](operations::Metrics &) {
        if (!*running && !m_stopped)
            m_tasks.add(refresh(running, &m_dispatcher));
    });
}

NotificationsRoom::~NotificationsRoom() = default;

void NotificationsRoom::watchDeadJobs(storage::Database &database)
{
    QObject::connect(&database, &storage::Database::announced, &m_context, [this](const QString &topic) {
        if (topic == scheduling::topics::jobDead && !m_stopped)
            m_tasks.add(repair(&m_dispatcher));
    });
}

QCoro::Task<> NotificationsRoom::repair(notifications::Dispatcher *dispatcher)
{
    const auto done = co_await dispatcher->repair();
    if (!done)
        log::warning("notifications"_L1, "repair_failed"_L1, {{u"code"_s, done.error().code}});
}

notifications::NotificationSettings NotificationsRoom::settingsOf(const Config &config) const
{
    notifications::NotificationSettings settings = notificationSettings(config);
    settings.schedules = m_schedules;
    return settings;
}

void NotificationsRoom::connect(const Config &config)
{
    m_channelMark = channelMark(config);
    m_channels = connectChannels(m_dispatcher, m_pool, m_clock, m_sealer, config);
}

void NotificationsRoom::registerWork(scheduling::JobRunner &jobs, scheduling::Scheduler &scheduler,
                                     Retention &retention)
{
    m_dispatcher.registerWith(jobs);
    m_digests.registerWith(jobs, scheduler);
    retention.add(u"notifications"_s,
                  [body = std::chrono::days(m_bodyDays), history = std::chrono::days(m_historyDays)](
                      storage::Transaction &tx, Instant now) -> Result<qint64> {
                      return notifications::applyRetention(tx, now - body, now - history, rowsPerRetention);
                  });
}

QCoro::Task<Result<>> NotificationsRoom::start()
{
    PORTIER_CO_TRY(m_channels);
    if (isDry())
        log::warning("notifications"_L1, "dry_run"_L1, {},
                     u"no credentials for notify.mail_channel: mails are kept and none is sent");
    PORTIER_CO_TRY(co_await m_dispatcher.start());
    co_return co_await m_dispatcher.refreshMetrics();
}

void NotificationsRoom::reload(const Config &config)
{
    const notifications::NotificationSettings settings = settingsOf(config);
    const bool otherCeiling = settings.limits.dailyCeiling != m_dispatcher.settings().limits.dailyCeiling;
    m_dispatcher.setSettings(settings);
    m_digests.setSettings(settings);
    if (otherCeiling && !m_stopped)
        m_tasks.add(releaseHeld(&m_dispatcher));
    if (channelMark(config) == m_channelMark || m_stopped)
        return;
    connect(config);
    if (m_channels)
        m_tasks.add(resume(&m_dispatcher));
    else
        log::error("notifications"_L1, "reload_refused"_L1, {{u"code"_s, m_channels.error().code}});
}

QCoro::Task<> NotificationsRoom::resume(notifications::Dispatcher *dispatcher)
{
    const auto started = co_await dispatcher->start();
    if (!started)
        log::warning("notifications"_L1, "resume_failed"_L1, {{u"code"_s, started.error().code}});
}

QCoro::Task<> NotificationsRoom::releaseHeld(notifications::Dispatcher *dispatcher)
{
    const auto released = co_await dispatcher->releaseHeld();
    if (!released) // they leave at the day's end
        log::warning("notifications"_L1, "release_failed"_L1, {{u"code"_s, released.error().code}});
}

QCoro::Task<> NotificationsRoom::stop()
{
    m_stopped = true;
    m_pool->cancel();
    co_await m_tasks.join();
}

QCoro::Task<> NotificationsRoom::refresh(std::shared_ptr<bool> running, notifications::Dispatcher *dispatcher)
{
    *running = true;
    const auto done = co_await dispatcher->refreshMetrics();
    *running = false;
    if (!done)
        log::warning("notifications"_L1, "stats_failed"_L1, {{u"code"_s, done.error().code}});
}

} // namespace portier::runtime
