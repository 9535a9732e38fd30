// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/bookingsroom.h"

#include "core/base/log.h"
#include "core/base/zonedtime.h"
#include "core/bookings/firstresource.h"
#include "core/bookings/recovery.h"
#include "core/bookings/renewedlinks.h"
#include "core/runtime/bookingaccounts.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

int whole(const Config &config, QStringView name)
{
    return static_cast<int>(config.integer(name));
}

bookings::Limits limitsOf(const Config &config)
{
    bookings::Limits limits;
    limits.maxPartySize = whole(config, u"bookings.max_party_size");
    limits.futureHorizonMonths = whole(config, u"bookings.future_horizon_months");
    limits.longStayWarnDays = whole(config, u"bookings.long_stay_warn_days");
    limits.maxStayDays = whole(config, u"bookings.max_stay_days");
    limits.digestMinAgeDays = whole(config, u"bookings.digest_min_age_days");
    limits.archiveRetentionDays = whole(config, u"bookings.archive_retention_days");
    limits.selfApproval = bookings::selfApprovalFromText(config.text(u"bookings.self_approval"))
                              .value_or(bookings::SelfApproval::OnSubmit);
    return limits;
}

bookings::BookingEnv environmentOf(const BookingsRoom::Ground &ground)
{
    auto environment = std::make_shared<bookings::BookingEnvironment>();
    environment->findAccount = findBookingAccount;
    environment->accountsOfParty = bookingAccountsOfParty;
    environment->accountByEmail = bookingAccountByEmail;
    environment->links = &ground.links;
    environment->rateLimits = &ground.rateLimits;
    environment->sealer = ground.sealer;
    environment->limits = limitsOf(ground.config);
    environment->zone = ground.config.text(u"bookings.zone");
    environment->partyEmails = ground.config.list(u"bookings.party_emails");
    environment->instanceId = ground.instanceId;
    environment->schedules = ground.schedules;
    return environment;
}

} // namespace

BookingsRoom::BookingsRoom(const Ground &ground)
    : m_clock(ground.clock), m_links(ground.links), m_environment(environmentOf(ground)),
      m_bookings(ground.database, ground.clock, m_environment),
      m_resources(ground.database, ground.clock, m_environment),
      m_imports(ground.database, ground.clock, m_environment), m_jobs(ground.database, ground.clock, m_environment)
{
    m_links.onRenewed([environment = m_environment](storage::Transaction &tx, const identity::Link &link,
                                                    const operations::Actor &actor, Instant now) {
        return bookings::mailRenewedLink(*environment, tx, link, actor, now);
    });
    watchDeadJobs(ground.database);
}

void BookingsRoom::watchDeadJobs(storage::Database &database)
{
    QObject::connect(&database, &storage::Database::announced, &m_context, [this, &database](const QString &topic) {
        const bool ended = topic == scheduling::topics::jobDead || topic == scheduling::topics::jobCancelled;
        if (ended && !m_stopped)
            m_tasks.add(forgetLostRequests(&database));
    });
}

QCoro::Task<> BookingsRoom::forgetLostRequests(storage::Database *database)
{
    const auto removing = [](storage::Transaction &tx) { return bookings::removeLostRequests(tx); };
    const auto removed = co_await database->write(removing);
    if (!removed)
        log::warning("bookings"_L1, "lost_requests_not_removed"_L1, {{u"code"_s, removed.error().code}});
}

QCoro::Task<> BookingsRoom::stop()
{
    m_stopped = true;
    co_await m_tasks.join();
}

void BookingsRoom::registerWork(scheduling::JobRunner &jobs, scheduling::Scheduler &scheduler, Retention &retention)
{
    retention.add(u"recovery_requests"_s,
                  [](storage::Transaction &tx, Instant) { return bookings::removeLostRequests(tx); });
    jobs.registerKind(bookings::recoveryKind(m_environment, m_clock));
    m_jobs.registerWork(scheduler);
}

Result<> BookingsRoom::prepare(storage::Transaction &tx, Instant now) const
{
    return bookings::makeFirstResource(tx, *m_environment, now);
}

Result<> BookingsRoom::plan(storage::Transaction &tx, Instant now) const
{
    return bookings::planResources(tx, *m_environment, now);
}

} // namespace portier::runtime
