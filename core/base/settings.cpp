// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/settings.h"

using namespace Qt::Literals::StringLiterals;

namespace portier
{

namespace
{

using Type = SettingType;

Setting of(Type type, const QString &name, const QString &fallback, const QString &description)
{
    Setting setting;
    setting.name = name;
    setting.type = type;
    setting.fallback = fallback;
    setting.description = description;
    return setting;
}

Setting number(const QString &name, qint64 fallback, qint64 least, qint64 most, const QString &description,
               Type type = Type::Integer)
{
    Setting setting = of(type, name, QString::number(fallback), description);
    setting.least = least;
    setting.most = most;
    return setting;
}

Setting choice(const QString &name, const QString &fallback, const QStringList &choices, const QString &description,
               Type type = Type::Choice)
{
    Setting setting = of(type, name, fallback, description);
    setting.choices = choices;
    return setting;
}

Setting flag(const QString &name, bool fallback, const QString &description)
{
    return of(Type::Boolean, name, fallback ? u"true"_s : u"false"_s, description);
}

Setting optional(Setting setting)
{
    setting.optional = true;
    return setting;
}

Setting secret(Setting setting)
{
    setting.secret = true;
    return setting;
}

Setting reloadable(Setting setting)
{
    setting.reloadable = true;
    return setting;
}

Setting runtime(Setting setting)
{
    setting.runtime = true;
    return setting;
}

Setting testOnly(Setting setting)
{
    setting.testOnly = true;
    return setting;
}

QList<Setting> dataSettings()
{
    return {
        of(Type::Path, u"data.directory"_s, u"/var/lib/portier"_s,
           u"Where database, lock, keys and control socket live; created with mode 0700."_s),
        secret(optional(of(Type::DatabaseUrl, u"database.url"_s, {},
                           u"The database; empty means `sqlite:` with `portier.db` in the data directory."_s))),
        number(u"database.pool_min"_s, 2, 1, 100, u"PostgreSQL connections kept open."_s),
        number(u"database.pool_max"_s, 10, 1, 100, u"PostgreSQL connections at most."_s),
        optional(of(Type::Path, u"secrets.key_file"_s, {},
                    u"The generated keys (mode 0600); empty means `secret.key` in the data directory."_s)),
        choice(u"database.migrate"_s, u"auto"_s, {u"auto"_s, u"check"_s},
               u"`auto` applies pending migrations at start, `check` refuses to start while there are any."_s),
        flag(u"database.allow_network_fs"_s, false,
             u"Allow the data directory on a network file system, where SQLite may lose data."_s),
    };
}

QList<Setting> httpSettings()
{
    return {
        of(Type::Listen, u"http.listen"_s, u"127.0.0.1:8080"_s,
           u"Where to listen, separated by commas. The file of a unix socket is for Portier's user and group; its "
           "clients count as 127.0.0.1, as a proxy on this machine does."_s),
        of(Type::Url, u"http.public_url"_s, u"http://localhost:8080"_s,
           u"The address people reach the service at; every link in a mail starts with it."_s),
        flag(u"http.allow_insecure"_s, false, u"Allow a public URL without TLS that is not loopback."_s),
        number(u"http.trusted_proxy_count"_s, 0, 0, 5,
               u"How many proxies append to X-Forwarded-For; with one in front and 0 here, everybody counts as the "
               "proxy's machine ([behind-a-proxy.md](behind-a-proxy.md))."_s),
        optional(of(Type::Networks, u"http.trusted_proxies"_s, u"loopback"_s, u"Networks those proxies are in."_s)),
        optional(of(Type::Origins, u"http.cors_origins"_s, {}, u"Web origins whose scripts may call the API."_s)),
        number(u"http.max_body"_s, 1024 * 1024, 16 * 1024, 64 * 1024 * 1024, u"Largest request body."_s, Type::Bytes),
        number(u"http.max_connections"_s, 512, 16, 65535, u"Connections at once."_s),
        number(u"http.max_connections_per_client"_s, 64, 1, 65535, u"Connections at once from one client prefix."_s),
        number(u"http.header_timeout"_s, 10, 1, 300, u"Until the headers of a request are complete."_s, Type::Seconds),
        number(u"http.body_timeout"_s, 30, 1, 300, u"Until the body of a request is complete."_s, Type::Seconds),
        number(u"http.idle_timeout"_s, 60, 1, 300, u"How long an idle connection is kept."_s, Type::Seconds),
        number(u"http.handler_timeout"_s, 30, 1, 300, u"How long a request may take to answer."_s, Type::Seconds),
        number(u"http.gzip_min"_s, 1024, 0, 1024 * 1024, u"Smallest reply that is compressed; 0 switches it off."_s,
               Type::Bytes),
    };
}

QList<Setting> identitySettings()
{
    return {
        runtime(reloadable(choice(u"identity.signup"_s, u"closed"_s, {u"closed"_s, u"allowlist"_s, u"open"_s},
                                  u"Who may create an account, after the first admin."_s))),
        runtime(
            reloadable(optional(of(Type::AllowEntries, u"identity.allowlist"_s, {},
                                   u"If not empty, every account must match one of these addresses or domains."_s)))),
        number(u"identity.session_days"_s, 30, 1, 90, u"How long a sign-in lasts."_s),
        number(u"identity.hash_memory_kib"_s, 19456, 19456, 4 * 1024 * 1024, u"argon2id memory of a password hash."_s),
        number(u"identity.hash_time"_s, 2, 2, 1000, u"argon2id passes of a password hash."_s),
        number(u"identity.hash_concurrency"_s, 2, 1, 16, u"Password hashes computed at once."_s),
    };
}

QList<Setting> signInSettings()
{
    return {
        optional(of(Type::Text, u"oidc.google.client_id"_s, {},
                    u"Sign-in with Google: the client id; with `oidc.google.client_secret`."_s)),
        secret(optional(of(Type::Text, u"oidc.google.client_secret"_s, {}, u"Its secret."_s))),
        of(Type::Url, u"oidc.google.issuer"_s, u"https://accounts.google.com"_s,
           u"Issuer; another OpenID Connect provider may stand here. Plain http only to loopback."_s),
    };
}

QList<Setting> runSettings()
{
    return {
        choice(u"server.role"_s, u"all"_s, {u"all"_s, u"api"_s, u"worker"_s},
               u"What this process does: `api` answers requests and runs no jobs, `worker` runs jobs and serves only "
               "`/health`, `/ready` and `/metrics`; both need PostgreSQL."_s),
        optional(of(Type::InstanceName, u"server.instance"_s, {},
                    u"Name of this process in logs and leases; empty means the host name."_s)),
        number(u"shutdown.drain_seconds"_s, 20, 0, 300, u"How long running work may finish after SIGTERM."_s,
               Type::Seconds),
        number(u"worker.threads"_s, 4, 1, 64, u"Threads for work that blocks: mails on their way."_s),
        number(u"worker.lease_seconds"_s, 30, 10, 600, u"How long a job stays with a process that went silent."_s,
               Type::Seconds),
        number(u"worker.poison_deaths"_s, 5, 0, 100,
               u"Process deaths in a row after which a job is parked; 0 switches it off."_s),
        number(u"audit.keep_days"_s, 400, 90, 3650, u"How long audit rows are kept."_s),
        choice(u"locale.default"_s, u"de"_s, {u"de"_s, u"en"_s}, u"Language where nothing else decides."_s),
    };
}

/// A schedule that every account or every resource has, in its own zone.
Setting scheduleOf(const QString &owner, const QString &name, const QString &fallback, const QStringList &forms,
                   const QString &description)
{
    Setting setting = optional(of(Type::Schedule, name, fallback, description));
    setting.owner = owner;
    setting.choices = forms;
    return setting;
}

QList<Setting> scheduleSettings()
{
    const QString account = u"account"_s;
    const QString resource = u"resource"_s;
    return {
        of(Type::Zone, u"schedule.zone"_s, u"Europe/Berlin"_s,
           u"Zone of the schedules below that name no other, and of accounts without one."_s),
        optional(
            of(Type::Schedule, u"schedule.cleanup_sessions"_s, u"every 360 min"_s, u"Removal of expired sessions."_s)),
        of(Type::Schedule, u"schedule.retention"_s, u"daily 04:15"_s,
           u"Removal of what has passed its keeping time; never off."_s),
        optional(of(Type::Schedule, u"schedule.rotation_reminder"_s, u"monthly 1 09:00"_s,
                    u"Mail to the admins about keys older than 90 days; sent in January, April, July and October."_s)),
        optional(of(Type::Schedule, u"schedule.health_digest"_s, u"daily 07:00"_s,
                    u"Mail to the admins and `operator.emails` about how everything does; never caught up."_s)),
        optional(of(Type::Schedule, u"schedule.trip_expiry"_s, u"every 15 min +5"_s,
                    u"End of trips that are over where their owner is; 00:05 is then met in every time zone."_s)),
        scheduleOf(account, u"schedule.trip_refresh"_s, u"daily 06:00"_s, {u"daily"_s},
                   u"Price checks, for each account in its zone; who has chosen a time keeps it."_s),
        scheduleOf(account, u"schedule.trip_reminder"_s, u"daily 09:00"_s, {u"daily"_s},
                   u"When reminders before a departure are sent, for each account in its zone."_s),
        scheduleOf(
            account, u"schedule.price_summary"_s, u"weekly sun 09:00"_s, {u"weekly"_s},
            u"Weekly summaries of prices, for each account that wants them, in its zone; who has chosen a day or "
            "time keeps it."_s),
        scheduleOf(
            account, u"schedule.notification_digest"_s, u"daily 18:00"_s, {u"daily"_s},
            u"Digests of messages, for each account that wants them, in its zone, weekly ones on Sunday; who has "
            "chosen a time keeps it. Off: nothing waits for a digest."_s),
        scheduleOf(resource, u"schedule.booking_cleanup"_s, u"daily 00:01"_s, {},
                   u"End of requests that nobody decided in time, for each house in its zone."_s),
        scheduleOf(resource, u"schedule.booking_purge"_s, u"monthly 1 02:00"_s, {},
                   u"Removal of bookings that have passed their keeping time, for each house in its zone."_s),
        scheduleOf(resource, u"schedule.weekly_digest"_s, u"weekly sun 09:00"_s, {u"weekly"_s},
                   u"Mail to the parties about what waits for them, for each house in its zone; a house may have a day "
                   "and time of its own."_s),
    };
}

QList<Setting> bookingSettings()
{
    return {
        number(u"bookings.max_party_size"_s, 10, 1, 100, u"Most persons of a stay; a resource may say otherwise."_s),
        number(u"bookings.future_horizon_months"_s, 18, 1, 60, u"How many months ahead a stay may start."_s),
        number(u"bookings.long_stay_warn_days"_s, 7, 1, 365, u"Longer stays must be confirmed."_s),
        number(u"bookings.max_stay_days"_s, 366, 1, 366, u"Longest stay."_s),
        number(u"bookings.digest_min_age_days"_s, 5, 0, 60, u"Age from which the weekly digest names a request."_s),
        number(u"bookings.archive_retention_days"_s, 365, 30, 3650, u"How long canceled bookings are kept."_s),
        choice(u"bookings.self_approval"_s, u"on_submit"_s, {u"on_submit"_s, u"authenticated"_s},
               u"Whether the address of a party approves by itself, or only with its link or sign-in."_s),
        optional(of(Type::Addresses, u"bookings.party_emails"_s, {},
                    u"Addresses of the first house's parties in their order; read at the first start only."_s)),
        of(Type::Zone, u"bookings.zone"_s, u"Europe/Berlin"_s, u"Zone of the first house."_s),
    };
}

QList<Setting> limitSettings()
{
    return {
        of(Type::Rate, u"limits.reads"_s, u"10/s burst 20"_s, u"Reads, per principal, else client prefix."_s),
        of(Type::Rate, u"limits.general"_s, u"10/s burst 20"_s, u"Authenticated writes not named below."_s),
        of(Type::Rate, u"limits.job_poll"_s, u"10/s burst 50"_s, u"Questions after jobs and refresh groups."_s),
        of(Type::Rate, u"limits.manual_refresh"_s, u"10/hour"_s, u"Manual refreshes of trips, per account."_s),
        of(Type::Rate, u"limits.trip_create"_s, u"20/hour"_s, u"Trips created, per account."_s),
        of(Type::Rate, u"limits.login"_s, u"10/min"_s, u"Password sign-ins, per client prefix and address."_s),
        of(Type::Rate, u"limits.unauthenticated_write"_s, u"30/hour"_s,
           u"Booking requests, link recovery and password reset without credentials, per client prefix."_s),
        of(Type::Rate, u"limits.booking_submit"_s, u"10/day"_s,
           u"Booking requests, per resource and address; a resource may say otherwise."_s),
        of(Type::Rate, u"limits.link_write"_s, u"60/hour"_s,
           u"Booking writes with credentials, per link or session."_s),
        of(Type::Rate, u"limits.recovery_address"_s, u"5/hour"_s, u"Recovery and reset mails, per address."_s),
        of(Type::Rate, u"limits.register"_s, u"5/hour"_s, u"Sign-ups, per client prefix."_s),
        of(Type::Rate, u"limits.link_failures"_s, u"100/hour"_s,
           u"Requests with an unknown or revoked token, per client prefix."_s),
        of(Type::Rate, u"limits.recovery_cooldown"_s, u"1/60s"_s,
           u"Recovery and reset mails, per address and per client prefix."_s),
        of(Type::Rate, u"limits.roomplan_submit"_s, u"12/minute burst 3"_s, u"Room plans submitted."_s),
        of(Type::Rate, u"limits.availability_fetch"_s, u"60/hour"_s, u"Uncached availability, per account."_s),
        of(Type::Rate, u"limits.availability_fetch_anonymous"_s, u"6/hour"_s,
           u"Uncached availability, per client prefix."_s),
        of(Type::Rate, u"limits.chat"_s, u"100/hour"_s, u"Turns of the assistant, per account."_s),
        of(Type::Rate, u"limits.request_create"_s, u"60/minute"_s, u"Consultation requests, per API key."_s),
        of(Type::Rate, u"limits.push_scan"_s, u"60/minute"_s, u"Pushed availability, per API key."_s),
        of(Type::Rate, u"limits.unsubscribe"_s, u"60/minute"_s, u"Unsubscribing, per client prefix."_s),
        of(Type::Rate, u"limits.telemetry"_s, u"30/minute"_s, u"Feedback and error reports, per client prefix."_s),
        of(Type::Rate, u"limits.provider_reports"_s, u"20/s burst 200"_s,
           u"Delivery reports of Twilio, Resend and SendGrid, per client prefix."_s),
        of(Type::Rate, u"limits.phone_code"_s, u"5/hour"_s,
           u"Codes that confirm a number for text messages, per account."_s),
        runtime(number(
            u"limits.feed_wait"_s, 4, 0, 1000,
            u"Change feed calls that wait at once, per session or key; one more sends the oldest home. 0: no bound."_s)),
        optional(of(Type::Networks, u"limits.exempt"_s, {}, u"Client networks that no limit applies to."_s)),
    };
}

QList<Setting> tripSettings()
{
    const QStringList flights{u"demo"_s, u"skiplagged"_s};
    return {
        choice(u"trips.sources.flights"_s, u"skiplagged, demo"_s, flights, u"Price sources for flights, in order."_s,
               Type::Choices),
        choice(u"trips.sources.hotels"_s, u"skiplagged, demo"_s, flights, u"Price sources for hotels, in order."_s,
               Type::Choices),
        number(u"trips.max_tracked"_s, 10, 1, 10'000, u"Trips of one user with status active or error."_s),
        of(Type::Currency, u"trips.default_currency"_s, u"USD"_s, u"Currency of a trip that names none."_s),
        number(u"trips.snapshot_retention_days"_s, 730, 30, 3650,
               u"Older snapshots thin to the cheapest complete one per local day."_s),
        number(u"trips.raw_retention_days"_s, 30, 7, 3650, u"How long replies of price sources are kept verbatim."_s),
    };
}

QList<Setting> sourceSettings()
{
    return {
        number(u"sources.max_concurrent"_s, 10, 1, 100, u"Calls to price sources at once, all together."_s),
        number(u"sources.batch_delay"_s, 1, 0, 60,
               u"From the start of one batch of `sources.max_concurrent` calls to that of the next."_s, Type::Seconds),
        runtime(
            flag(u"sources.skiplagged.enabled"_s, false, u"Ask Skiplagged for flights and hotels; needs no key."_s)),
        runtime(of(Type::Url, u"sources.skiplagged.base_url"_s, u"https://mcp.skiplagged.com"_s,
                   u"Where Skiplagged is reached; plain http only to loopback."_s)),
        runtime(number(u"sources.skiplagged.monthly_budget"_s, 3000, 0, 10'000'000, u"Calls per UTC month."_s)),
        runtime(number(u"sources.skiplagged.daily_budget"_s, 0, 0, 10'000'000,
                       u"Calls per UTC day; 0 means no such limit."_s)),
        runtime(number(u"sources.skiplagged.concurrency"_s, 2, 1, 100, u"Calls at once."_s)),
        runtime(choice(u"sources.skiplagged.amount_scope"_s, u"party"_s, {u"party"_s, u"adult"_s},
                       u"Whether its flight amounts are for the whole party or for one adult."_s)),
        runtime(flag(u"sources.demo.enabled"_s, true,
                     u"Use the simulated market, labelled as such, while no real source is configured."_s)),
    };
}

QList<Setting> notifySettings()
{
    const QString suppressed =
        u"test.com, example.com, fake.com, example.org, example.net, .test, .example, .invalid, .localhost"_s;
    return {
        runtime(choice(u"notify.mail_channel"_s, u"smtp"_s, {u"smtp"_s, u"resend"_s, u"sendgrid"_s},
                       u"How mails leave."_s)),
        runtime(optional(choice(u"notify.mail_fallback"_s, {}, {u"smtp"_s, u"resend"_s, u"sendgrid"_s},
                                u"How they leave while that way is closed."_s))),
        runtime(optional(
            of(Type::MailAddress, u"notify.from"_s, {}, u"Sender address; required once `smtp.host` is set."_s))),
        runtime(of(Type::Text, u"notify.from_name"_s, u"Portier"_s, u"Sender name."_s)),
        runtime(optional(
            of(Type::Words, u"notify.suppressed_domains"_s, suppressed,
               u"Domains that never get mail; sub-domains count, a leading dot means a whole top-level domain."_s))),
        runtime(number(u"notify.mail_per_hour"_s, 10, 1, 1000,
                       u"Mails that could wait, per person and hour; more go into one digest."_s)),
        runtime(number(u"notify.sms_per_hour"_s, 3, 1, 1000, u"The same for text messages."_s)),
        runtime(number(u"notify.desktop_per_hour"_s, 30, 1, 1000, u"The same for desktop notifications."_s)),
        runtime(number(u"notify.daily_ceiling"_s, 0, 0, 1'000'000,
                       u"Mails of this instance per UTC day; 0 means no ceiling."_s)),
        number(u"notify.history_days"_s, 180, 30, 3650, u"How long the history of messages is kept."_s),
        number(u"notify.body_days"_s, 30, 1, 365, u"How long rendered messages are kept after their end."_s),
        optional(of(Type::HostName, u"smtp.host"_s, {},
                    u"Mail server; empty runs dry: mails are rendered and kept, and none is sent."_s)),
        number(u"smtp.port"_s, 587, 1, 65535, u"Its port."_s),
        optional(of(Type::Text, u"smtp.user"_s, {}, u"User name there; with `smtp.password`."_s)),
        reloadable(secret(optional(of(Type::Text, u"smtp.password"_s, {}, u"Password there; with `smtp.user`."_s)))),
        choice(u"smtp.security"_s, u"starttls"_s, {u"starttls"_s, u"tls"_s, u"none"_s},
               u"How the connection is protected; `none` only to loopback."_s),
        reloadable(optional(of(Type::Path, u"smtp.ca_file"_s, {},
                               u"Certificates (PEM) trusted for the mail server, read anew for each mail; empty means "
                               "the system's."_s))),
    };
}

QList<Setting> providerSettings()
{
    return {
        reloadable(secret(optional(of(Type::Text, u"resend.api_key"_s, {}, u"Key of Resend."_s)))),
        reloadable(
            secret(optional(of(Type::Text, u"resend.webhook_secret"_s, {},
                               u"Signing secret of Resend's webhook (`whsec_…`); opens `/api/v1/hooks/resend`."_s)))),
        reloadable(secret(optional(of(Type::Text, u"sendgrid.api_key"_s, {}, u"Key of SendGrid."_s)))),
        reloadable(optional(of(Type::Text, u"sendgrid.webhook_key"_s, {},
                               u"Public key of SendGrid's signed event webhook; opens `/api/v1/hooks/sendgrid`."_s))),
        choice(u"sendgrid.region"_s, u"global"_s, {u"global"_s, u"eu"_s}, u"Where SendGrid keeps the mails."_s),
        optional(of(Type::Text, u"twilio.account_sid"_s, {}, u"Account at Twilio (`AC…`), for text messages."_s)),
        reloadable(secret(optional(of(Type::Text, u"twilio.auth_token"_s, {}, u"Its token."_s)))),
        optional(of(Type::Text, u"twilio.from"_s, {}, u"Sender number (E.164) or messaging service (`MG…`)."_s)),
        runtime(optional(of(Type::Addresses, u"operator.emails"_s, {}, u"Addresses that critical notices go to."_s))),
        runtime(
            optional(of(Type::Url, u"operator.webhook"_s, {},
                        u"Endpoint that critical notices are posted to; https unless `security.callback_http`."_s))),
        optional(of(Type::Places, u"security.callback_allow"_s, {},
                    u"Networks and hosts beyond the public internet that callbacks may reach."_s)),
        flag(u"security.callback_http"_s, false, u"Allow callbacks without TLS."_s),
    };
}

QList<Setting> observeSettings()
{
    Setting token = secret(
        optional(of(Type::Text, u"metrics.token"_s, {}, u"Bearer token that opens `/metrics` from anywhere."_s)));
    token.least = 32;
    token.reloadable = true;
    return {
        reloadable(choice(u"log.level"_s, u"info"_s, {u"debug"_s, u"info"_s, u"warning"_s, u"error"_s},
                          u"The least important lines that are written."_s)),
        choice(u"log.format"_s, u"json"_s, {u"json"_s, u"text"_s}, u"`text` is for terminals."_s),
        optional(of(Type::Path, u"log.file"_s, {}, u"Daily files instead of standard error."_s)),
        number(u"log.keep_days"_s, 30, 1, 365, u"How many daily files are kept."_s),
        secret(optional(of(Type::Text, u"errors.dsn"_s, {},
                           u"Address of a Sentry-compatible collector (`https://KEY@HOST/PROJECT`) that unexpected "
                           "errors are forwarded to, without personal data; plain http only to loopback."_s))),
        optional(of(Type::Networks, u"metrics.allow"_s, u"loopback"_s, u"Clients that may read `/metrics`."_s)),
        token,
    };
}

QList<Setting> testSettings()
{
    return {
        flag(u"test.enabled"_s, false,
             u"For automated tests only: allows the settings below. Refused unless the service listens on loopback "
             "alone and its data directory is a temporary one."_s),
        testOnly(choice(u"test.clock"_s, u"real"_s, {u"real"_s, u"stepped"_s},
                        u"`stepped` lets `portierd clock advance` move time."_s)),
        testOnly(optional(of(Type::Url, u"test.messaging_url"_s, {}, u"Stands in for Resend, SendGrid and Twilio."_s))),
        testOnly(optional(of(Type::Time, u"test.clock_start"_s, {}, u"Where a stepped clock starts; empty: now."_s))),
    };
}

} // namespace

const QList<Setting> &settings()
{
    static const QList<Setting> all = [] {
        QList<Setting> table = httpSettings() + dataSettings() + runSettings() + scheduleSettings() +
                               identitySettings() + signInSettings() + limitSettings() + bookingSettings() +
                               tripSettings() + sourceSettings() + notifySettings() + providerSettings() +
                               observeSettings() + testSettings();
        for (Setting &setting : table)
            setting.runtime = setting.runtime || setting.type == Type::Rate || setting.type == Type::Schedule;
        return table;
    }();
    return all;
}

const Setting *findSetting(QStringView name)
{
    for (const Setting &setting : settings()) {
        if (setting.name == name)
            return &setting;
    }
    return nullptr;
}

const QList<SettingAlias> &settingAliases()
{
    static const QList<SettingAlias> aliases{
        {u"DATABASE_URL"_s, u"database.url"_s},
        {u"API_BASE_URL"_s, u"http.public_url"_s},
        {u"PORT"_s, u"http.listen"_s},
        {u"TIMEZONE"_s, u"schedule.zone"_s},
        {u"SMTP_HOST"_s, u"smtp.host"_s},
        {u"SMTP_PORT"_s, u"smtp.port"_s},
        {u"SMTP_USER"_s, u"smtp.user"_s},
        {u"SMTP_PASS"_s, u"smtp.password"_s},
        {u"SMTP_FROM"_s, u"notify.from"_s},
        {u"EMAIL_FROM"_s, u"notify.from"_s},
        {u"EMAIL_PROVIDER"_s, u"notify.mail_channel"_s},
        {u"RESEND_API_KEY"_s, u"resend.api_key"_s},
        {u"RESEND_FROM_EMAIL"_s, u"notify.from"_s},
        {u"SENDGRID_API_KEY"_s, u"sendgrid.api_key"_s},
        {u"SENDGRID_FROM_EMAIL"_s, u"notify.from"_s},
        {u"TWILIO_ACCOUNT_SID"_s, u"twilio.account_sid"_s},
        {u"TWILIO_AUTH_TOKEN"_s, u"twilio.auth_token"_s},
        {u"TWILIO_FROM_NUMBER"_s, u"twilio.from"_s},
        {u"ADMIN_EMAIL"_s, u"operator.emails"_s},
        {u"NOTIFICATION_EMAIL"_s, u"operator.emails"_s},
        {u"ALLOWED_ORIGINS"_s, u"http.cors_origins"_s},
        {u"MAX_PARTY_SIZE"_s, u"bookings.max_party_size"_s},
        {u"FUTURE_HORIZON_MONTHS"_s, u"bookings.future_horizon_months"_s},
        {u"LONG_STAY_WARN_DAYS"_s, u"bookings.long_stay_warn_days"_s},
        {u"GOOGLE_CLIENT_ID"_s, u"oidc.google.client_id"_s},
        {u"GOOGLE_CLIENT_SECRET"_s, u"oidc.google.client_secret"_s},
        {u"RATE_LIMIT_BOOKING_PER_DAY"_s, u"limits.booking_submit"_s, u"%1/day"_s},
        {u"RATE_LIMIT_REQUESTS_PER_HOUR"_s, u"limits.unauthenticated_write"_s, u"%1/hour"_s},
        {u"RATE_LIMIT_RECOVERY_PER_HOUR"_s, u"limits.recovery_address"_s, u"%1/hour"_s},
        {u"RATE_LIMIT_RECOVERY_COOLDOWN_SECONDS"_s, u"limits.recovery_cooldown"_s, u"1/%1s"_s},
        {u"SENTRY_DSN"_s, u"errors.dsn"_s},
        {u"LOG_LEVEL"_s, u"log.level"_s},
        {u"PUSH_SCAN_KEY"_s, {}},
        {u"REDIS_URL"_s, {}},
        {u"JWT_SECRET"_s, {}},
    };
    return aliases;
}

} // namespace portier
