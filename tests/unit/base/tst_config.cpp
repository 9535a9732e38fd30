// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/config.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace portier;
using namespace Qt::Literals::StringLiterals;

namespace
{

ConfigInput anInput()
{
    ConfigInput input;
    input.fileName = u"portier.conf"_s;
    input.readSecret = [](const QString &path) -> Result<QByteArray> {
        if (path == "/secrets/open"_L1)
            return fail(Error::invalid(u"secret_file"_s, u"/secrets/open may be read by others"_s));
        return QByteArray("from ") + path.toUtf8() + "\n";
    };
    return input;
}

QStringList problemsOf(const ConfigInput &input)
{
    const auto config = Config::resolve(input);
    return config ? QStringList{} : config.error();
}

/// A value other than the built-in one that the setting allows, with whatever else it needs beside it.
QString otherValue(const Setting &setting)
{
    switch (setting.type) {
    case SettingType::Text:
        return u"some text that is more than long enough"_s;
    case SettingType::Integer:
    case SettingType::Bytes:
    case SettingType::Seconds:
        return QString::number(setting.fallback.toLongLong() == setting.most ? setting.least : setting.most);
    case SettingType::Boolean:
        return setting.fallback == "true"_L1 ? u"false"_s : u"true"_s;
    case SettingType::Choice:
    case SettingType::Choices:
        return setting.choices.last();
    case SettingType::Words:
        return u"one.test, two.test"_s;
    case SettingType::Listen:
        return u"127.0.0.2:9090, [::1]:9090"_s;
    case SettingType::Networks:
        return u"10.0.0.0/8, fd00::/8"_s;
    case SettingType::Origins:
        return u"https://a.example, https://b.example:8443"_s;
    case SettingType::Url:
        return u"https://elsewhere.example"_s;
    case SettingType::DatabaseUrl:
        return u"postgresql://portier@db/portier"_s;
    case SettingType::Path:
        return u"/tmp/portier-here"_s;
    case SettingType::Zone:
        return u"America/New_York"_s;
    case SettingType::MailAddress:
        return u"portier@mail.example"_s;
    case SettingType::Addresses:
        return u"a@b.example, c@d.example"_s;
    case SettingType::Places:
        return u"10.0.0.0/8, hooks.example"_s;
    case SettingType::HostName:
        return u"127.0.0.1"_s;
    case SettingType::InstanceName:
        return u"host-2"_s;
    case SettingType::Currency:
        return u"EUR"_s;
    case SettingType::AllowEntries:
        return u"a@b.example, @c.example"_s;
    case SettingType::Rate:
        return u"7/hour"_s;
    case SettingType::Schedule:
        return u"daily 03:33"_s;
    case SettingType::Time:
        return u"2026-03-01T00:00:00Z"_s;
    }
    return {};
}

/// What makes `otherValue` of any one setting free of contradictions.
QStringList companions(const QString &name)
{
    QStringList flags{u"notify.from=a@b.example"_s};
    if (name.startsWith("smtp.user"_L1))
        flags += u"smtp.password=x"_s;
    if (name.startsWith("smtp.password"_L1))
        flags += u"smtp.user=x"_s;
    if (name.startsWith("test."_L1))
        flags += {u"test.enabled=true"_s, u"data.directory=/tmp/x"_s};
    if (name == "http.max_connections_per_client"_L1)
        flags += u"http.max_connections=65535"_s;
    if (name.startsWith("oidc.google.client_id"_L1))
        flags += u"oidc.google.client_secret=x"_s;
    if (name.startsWith("oidc.google.client_secret"_L1))
        flags += u"oidc.google.client_id=x"_s;
    if (name == "server.role"_L1)
        flags += u"database.url=postgresql://portier@db/portier"_s;
    if (name == "database.pool_min"_L1)
        flags += u"database.pool_max=100"_s;
    flags.removeIf([&](const QString &flag) { return flag.startsWith(name + u'='); });
    return flags;
}

} // namespace

class TestConfig : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAnyInputEverythingIsBuiltIn()
    {
        const auto config = Config::resolve(anInput());
        QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().join(u'\n')));
        for (const Setting &setting : settings())
            QCOMPARE(config->value(setting.name).origin, u"built-in"_s);
        QCOMPARE(config->list(u"http.listen"), QStringList{u"127.0.0.1:8080"_s});
        QCOMPARE(config->integer(u"http.max_body"), 1024 * 1024);
        QCOMPARE(config->text(u"database.url"), u"sqlite:/var/lib/portier/portier.db"_s);
        QCOMPARE(config->list(u"notify.suppressed_domains").size(), 9);
        QCOMPARE(config->list(u"trips.sources.flights"), (QStringList{u"skiplagged"_s, u"demo"_s}));
    }
    void theTableIsSound()
    {
        QSet<QString> names, variables;
        for (const Setting &setting : settings()) {
            QVERIFY2(!names.contains(setting.name), qPrintable(setting.name));
            QVERIFY2(!variables.contains(setting.environmentName()), qPrintable(setting.name));
            names.insert(setting.name);
            variables.insert(setting.environmentName());
            QVERIFY2(setting.parse(setting.fallback).has_value(), qPrintable(setting.name));
            QVERIFY2(!setting.description.isEmpty() && !setting.allowed().isEmpty(), qPrintable(setting.name));
        }
    }

    // The rows of platform.md section 12 and the times of section 5.1: what is promised, not what the table happens to
    // say.
    void theTableIsAsPromised_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("fallback");
        QTest::addColumn<QString>("allowed"); // empty: judged elsewhere
        QTest::addColumn<bool>("runtime");
        const auto row = [](const char *name, const char *fallback, const char *allowed, bool runtime = false) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(fallback)
                                << QString::fromLatin1(allowed) << runtime;
        };
        row("http.listen", "127.0.0.1:8080", "");
        row("http.public_url", "http://localhost:8080", "");
        row("http.allow_insecure", "false", "true or false");
        row("http.trusted_proxy_count", "0", "0 to 5");
        row("http.trusted_proxies", "loopback", "");
        row("http.cors_origins", "", "");
        row("http.max_body", "1048576", "16 KiB to 64 MiB");
        row("http.max_connections", "512", "16 to 65535");
        row("http.max_connections_per_client", "64", "1 to 65535");
        row("http.header_timeout", "10", "1 to 300 seconds");
        row("http.body_timeout", "30", "1 to 300 seconds");
        row("http.idle_timeout", "60", "1 to 300 seconds");
        row("http.handler_timeout", "30", "1 to 300 seconds");
        row("http.gzip_min", "1024", "0 to 1 MiB");
        row("database.pool_min", "2", "1 to 100");
        row("database.pool_max", "10", "1 to 100");
        row("database.migrate", "auto", "auto or check");
        row("database.allow_network_fs", "false", "true or false");
        row("data.directory", "/var/lib/portier", "");
        row("server.role", "all", "all or api or worker");
        row("shutdown.drain_seconds", "20", "0 to 300 seconds");
        row("worker.threads", "4", "1 to 64");
        row("worker.lease_seconds", "30", "10 to 600 seconds");
        row("worker.poison_deaths", "5", "0 to 100");
        row("identity.signup", "closed", "closed or allowlist or open", true);
        row("identity.allowlist", "", "", true);
        row("identity.session_days", "30", "1 to 90");
        row("identity.hash_memory_kib", "19456", "");
        row("identity.hash_time", "2", "");
        row("identity.hash_concurrency", "2", "1 to 16");
        row("oidc.google.issuer", "https://accounts.google.com", "");
        row("limits.booking_submit", "10/day", "", true);
        row("limits.unauthenticated_write", "30/hour", "", true);
        row("limits.link_write", "60/hour", "", true);
        row("limits.link_failures", "100/hour", "", true);
        row("limits.recovery_address", "5/hour", "", true);
        row("limits.recovery_cooldown", "1/60s", "", true);
        row("limits.reads", "10/s burst 20", "", true);
        row("limits.job_poll", "10/s burst 50", "", true);
        row("limits.general", "10/s burst 20", "", true);
        row("limits.roomplan_submit", "12/minute burst 3", "", true);
        row("limits.manual_refresh", "10/hour", "", true);
        row("limits.trip_create", "20/hour", "", true);
        row("limits.availability_fetch", "60/hour", "", true);
        row("limits.availability_fetch_anonymous", "6/hour", "", true);
        row("limits.chat", "100/hour", "", true);
        row("limits.login", "10/min", "", true);
        row("limits.register", "5/hour", "", true);
        row("limits.request_create", "60/minute", "", true);
        row("limits.push_scan", "60/minute", "", true);
        row("limits.unsubscribe", "60/minute", "", true);
        row("limits.telemetry", "30/minute", "", true);
        row("limits.feed_wait", "4", "", true);
        row("limits.exempt", "", "");
        row("bookings.max_party_size", "10", "1 to 100");
        row("bookings.future_horizon_months", "18", "1 to 60");
        row("bookings.long_stay_warn_days", "7", "1 to 365");
        row("bookings.max_stay_days", "366", "");
        row("bookings.digest_min_age_days", "5", "0 to 60");
        row("bookings.archive_retention_days", "365", "");
        row("bookings.self_approval", "on_submit", "");
        row("bookings.party_emails", "", "");
        row("bookings.zone", "Europe/Berlin", "an IANA time zone");
        row("schedule.zone", "Europe/Berlin", "an IANA time zone");
        row("sources.max_concurrent", "10", "1 to 100");
        row("sources.batch_delay", "1", "0 to 60 seconds");
        row("notify.mail_channel", "smtp", "smtp or resend or sendgrid", true);
        row("notify.mail_fallback", "", "smtp or resend or sendgrid", true);
        row("notify.from", "", "", true);
        row("notify.from_name", "Portier", "", true);
        row("notify.daily_ceiling", "0", "0 to 1000000", true);
        row("notify.mail_per_hour", "10", "1 to 1000", true);
        row("notify.sms_per_hour", "3", "1 to 1000", true);
        row("notify.desktop_per_hour", "30", "1 to 1000", true);
        row("notify.history_days", "180", "30 to 3650");
        row("notify.body_days", "30", "1 to 365");
        row("smtp.host", "", "");
        row("smtp.port", "587", "1 to 65535");
        row("smtp.security", "starttls", "starttls or tls or none");
        row("sendgrid.region", "global", "global or eu");
        row("operator.emails", "", "", true);
        row("operator.webhook", "", "", true);
        row("security.callback_allow", "", "");
        row("security.callback_http", "false", "true or false");
        row("log.level", "info", "");
        row("log.format", "json", "json or text");
        row("log.file", "", "");
        row("log.keep_days", "30", "1 to 365");
        row("metrics.allow", "loopback", "");
        row("locale.default", "de", "de or en");
        row("audit.keep_days", "400", "90 to 3650");
        row("schedule.cleanup_sessions", "every 360 min", "", true);
        row("schedule.trip_refresh", "daily 06:00", "", true);
        row("schedule.trip_expiry", "every 15 min +5", "", true);
        row("schedule.trip_reminder", "daily 09:00", "", true);
        row("schedule.price_summary", "weekly sun 09:00", "", true);
        row("schedule.notification_digest", "daily 18:00", "", true);
        row("schedule.booking_cleanup", "daily 00:01", "", true);
        row("schedule.booking_purge", "monthly 1 02:00", "", true);
        row("schedule.weekly_digest", "weekly sun 09:00", "", true);
        row("schedule.retention", "daily 04:15", "", true);
        row("schedule.health_digest", "daily 07:00", "", true);
        row("schedule.rotation_reminder", "monthly 1 09:00", "", true);
    }
    void theTableIsAsPromised() // PLT-183, PLT-185
    {
        QFETCH(QString, name);
        QFETCH(QString, allowed);
        const Setting *setting = findSetting(name);
        QVERIFY(setting);
        QTEST(setting->fallback, "fallback");
        QTEST(setting->runtime, "runtime");
        if (!allowed.isEmpty())
            QCOMPARE(setting->allowed(), allowed);
    }
    void secretsAreMarked_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"database.url", "oidc.google.client_secret", "smtp.password", "resend.api_key",
                                 "sendgrid.api_key", "twilio.auth_token", "errors.dsn", "metrics.token"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void secretsAreMarked() // PLT-182, section 12
    {
        QFETCH(QString, name);
        QVERIFY(findSetting(name)->secret);
    }

    // PLT-183, A60: each setting by file, environment and flag
    void laterPlacesWin_data()
    {
        QTest::addColumn<QString>("name");
        for (const Setting &setting : settings())
            QTest::newRow(qPrintable(setting.name)) << setting.name;
    }
    void laterPlacesWin()
    {
        QFETCH(QString, name);
        const Setting &setting = *findSetting(name);
        const QString other = otherValue(setting);
        ConfigInput input = anInput();
        input.flags = companions(name);
        const QString line = u"\n[%1]\n%2 = %3\n"_s.arg(name.section(u'.', 0, -2), name.section(u'.', -1));

        input.fileText = line.arg(other).toUtf8();
        auto config = Config::resolve(input);
        QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().join(u'\n')));
        QCOMPARE(config->text(name), other);
        QCOMPARE(config->value(name).origin, u"portier.conf:3"_s);

        input.fileText = line.arg(setting.fallback).toUtf8();
        input.environment.insert(setting.environmentName(), other);
        config = Config::resolve(input);
        QVERIFY(config.has_value());
        QCOMPARE(config->text(name), other);
        QCOMPARE(config->value(name).origin, setting.environmentName());

        input.environment.insert(setting.environmentName(), setting.fallback);
        input.flags += name + u'=' + other;
        config = Config::resolve(input);
        QVERIFY(config.has_value());
        QCOMPARE(config->text(name), other);
        QCOMPARE(config->value(name).origin, u"--"_s + name);
    }

    // PLT-184, A60
    void fiveMistakesAreFiveLines()
    {
        ConfigInput input = anInput();
        input.fileText = "[http]\nlisten = everywhere\nmax_body = 1\n\n[htpp]\nlisten = 127.0.0.1:1\n";
        input.environment.insert(u"PORTIER_LOG_LEVEL"_s, u"loud"_s);
        input.flags = {u"database.pool_min=20"_s};
        const QStringList problems = problemsOf(input);
        QCOMPARE(problems.size(), 5);
        for (const QString &name :
             {u"http.listen"_s, u"http.max_body"_s, u"htpp.listen"_s, u"log.level"_s, u"database.pool_min"_s})
            QCOMPARE(problems.filter(name).size(), name == "http.listen"_L1 ? 2 : 1);
    }
    void aProblemNamesSettingPlaceAndAllowedValues_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("expected");
        QTest::newRow("unknown key") << QByteArray("[htpp]\nlisten = x")
                                     << u"htpp.listen (portier.conf:2): there is no such setting; "
                                        "did you mean http.listen?"_s;
        QTest::newRow("range") << QByteArray("[http]\nmax_connections = 15")
                               << u"http.max_connections = 15 (portier.conf:2): must be 16 to 65535"_s;
        QTest::newRow("overflow") << QByteArray("[http]\nmax_connections = 99999999999999999999")
                                  << u"http.max_connections = 99999999999999999999 (portier.conf:2): "
                                     "must be 16 to 65535"_s;
        QTest::newRow("bytes") << QByteArray("http.max_body = 65 MiB")
                               << u"http.max_body = 65 MiB (portier.conf:1): must be 16 KiB to 64 MiB"_s;
        QTest::newRow("type") << QByteArray("http.allow_insecure = maybe")
                              << u"http.allow_insecure = maybe (portier.conf:1): must be true or false"_s;
        QTest::newRow("choice") << QByteArray("database.migrate = never")
                                << u"database.migrate = never (portier.conf:1): must be auto or check"_s;
        QTest::newRow("empty") << QByteArray("http.listen =")
                               << u"http.listen =  (portier.conf:1): must be a list of address:port, [address]:port or "
                                  "the absolute path of a unix socket; "
                                  "port 0 only in tests"_s;
        QTest::newRow("no assignment") << QByteArray("listen")
                                       << u"portier.conf:1: expected `[section]` or `key = value`"_s;
        QTest::newRow("twice") << QByteArray("log.level = info\nlog.level = debug")
                               << u"log.level (portier.conf:2): is given twice in this file"_s;
        QTest::newRow("not UTF-8") << QByteArray("log.level = \xff\xfe") << u"portier.conf: is not UTF-8 text"_s;
        QTest::newRow("secret value is not shown")
            << QByteArray("metrics.token = short")
            << u"metrics.token = (secret) (portier.conf:1): must be text of at least 32 characters, or empty"_s;
        QTest::newRow("no addresses")
            << QByteArray("operator.emails = ops@house.example, nobody")
            << u"operator.emails = ops@house.example, nobody (portier.conf:1): must be a list "
               "of mail addresses, or empty"_s;
        QTest::newRow("callbacks to everywhere")
            << QByteArray("security.callback_allow = 10.0.0.0/8, ::/0")
            << u"security.callback_allow = 10.0.0.0/8, ::/0 (portier.conf:1): must be a list of host names, addresses "
               "and networks in CIDR form, never everything, or empty"_s;
        QTest::newRow("plain operator webhook")
            << QByteArray("operator.webhook = http://hooks.example/x")
            << u"operator.webhook: must be https unless security.callback_http is true"_s;
        QTest::newRow("everything is no network") // PLT-076
            << QByteArray("http.trusted_proxies = 0.0.0.0/0")
            << u"http.trusted_proxies = 0.0.0.0/0 (portier.conf:1): must be a list of addresses, networks in CIDR "
               "form or `loopback`, never everything, or empty"_s;
        QTest::newRow("cors star") // PLT-073, A32
            << QByteArray("http.cors_origins = *")
            << u"http.cors_origins = * (portier.conf:1): must be a list of exact origins (https://host), no `*`, or "
               "empty"_s;
        // Contradictory pairs
        QTest::newRow("pool") << QByteArray("database.pool_min = 11")
                              << u"database.pool_min: must not exceed database.pool_max"_s;
        QTest::newRow("public http") << QByteArray("http.public_url = http://portier.example")
                                     << u"http.public_url: must be https unless it is loopback or "
                                        "http.allow_insecure is true"_s;
        QTest::newRow("user alone") << QByteArray("smtp.user = x")
                                    << u"smtp.user and smtp.password: give both or none"_s;
        QTest::newRow("no sender") << QByteArray("smtp.host = mail.example")
                                   << u"notify.from: is required when smtp.host is set"_s;
        QTest::newRow("no sender for a provider")
            << QByteArray("resend.api_key = k") << u"notify.from: required with credentials"_s;
        QTest::newRow("fallback to the same") << QByteArray("notify.mail_fallback = smtp")
                                              << u"notify.mail_fallback: must differ from notify.mail_channel"_s;
        QTest::newRow("plain mail") << QByteArray("smtp.host = mail.example\nnotify.from = a@b.example\n"
                                                  "smtp.security = none")
                                    << u"smtp.security: none is allowed only when smtp.host is loopback"_s;
        QTest::newRow("plain mail to a name like loopback")
            << QByteArray("smtp.host = 127.mail.example\nnotify.from = a@b.example\nsmtp.security = none")
            << u"smtp.security: none is allowed only when smtp.host is loopback"_s;
        QTest::newRow("port 0") << QByteArray("http.listen = 127.0.0.1:0")
                                << u"http.listen: port 0 needs test.enabled"_s;
        // The test switch is refused in a production configuration.
        QTest::newRow("test clock alone")
            << QByteArray("test.clock = stepped") << u"test.clock: is for tests only and needs test.enabled"_s;
        QTest::newRow("test mode in real data")
            << QByteArray("test.enabled = true") << u"test.enabled: is refused unless data.directory is below /tmp"_s;
        QTest::newRow("test mode in the open")
            << QByteArray("test.enabled = true\ndata.directory = /tmp/x\nhttp.listen = 0.0.0.0:8080")
            << u"test.enabled: is refused unless http.listen is loopback only"_s;
        const QString listen =
            u"must be a list of address:port, [address]:port or the absolute path of a unix socket; port 0 only in tests"_s;
        QTest::newRow("unix socket without a directory")
            << QByteArray("http.listen = portier.sock") << u"http.listen = portier.sock (portier.conf:1): "_s + listen;
        QTest::newRow("directory for a unix socket") << QByteArray("http.listen = /run/portier/")
                                                     << u"http.listen = /run/portier/ (portier.conf:1): "_s + listen;
        const QByteArray longPath = "/run/" + QByteArray(103, 'x'); // a byte more than the system takes
        QTest::newRow("long path of a unix socket")
            << "http.listen = " + longPath
            << u"http.listen = %1 (portier.conf:1): "_s.arg(QString::fromLatin1(longPath)) + listen;
        QTest::newRow("test mode climbing out of the temporary directory")
            << QByteArray("test.enabled = true\ndata.directory = /tmp/../var/lib/portier")
            << u"test.enabled: is refused unless data.directory is below /tmp"_s;
        QTest::newRow("test mode under a public name")
            << QByteArray("test.enabled = true\ndata.directory = /tmp/x\nhttp.public_url = https://portier.example")
            << u"test.enabled: is refused unless http.public_url is loopback"_s;
    }
    void aProblemNamesSettingPlaceAndAllowedValues()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, expected);
        ConfigInput input = anInput();
        input.fileText = file;
        QCOMPARE(problemsOf(input), QStringList{expected});
    }
    void whatOtherRoomsJudgeIsNamedWithTheRest() // PLT-184
    {
        ConfigInput input = anInput();
        input.fileText = "http.max_connections = 7";
        input.judge = [](const Config &config) { return QStringList{config.text(u"limits.reads")}; };
        QCOMPARE(problemsOf(input).size(), 2);
        QCOMPARE(problemsOf(input).constLast(), u"10/s burst 20"_s);
    }
    void unknownVariablesAndFlagsAreProblems()
    {
        ConfigInput input = anInput();
        input.environment.insert(u"PORTIER_HTTP_LISTN"_s, u"x"_s);
        input.environment.insert(u"PATH"_s, u"/bin"_s);
        input.flags = {u"http.listen"_s};
        QCOMPARE(problemsOf(input), (QStringList{u"PORTIER_HTTP_LISTN: there is no such setting"_s,
                                                 u"--http.listen: expected --section.key=value"_s}));
    }

    // PLT-179
    void secretsComeFromFilesAndCredentials()
    {
        ConfigInput input = anInput();
        input.fileText = "[smtp]\nuser = u\npassword_file = /secrets/smtp\n";
        auto config = Config::resolve(input);
        QVERIFY(config.has_value());
        QCOMPARE(config->text(u"smtp.password"), u"from /secrets/smtp"_s);
        QCOMPARE(config->value(u"smtp.password").origin, u"smtp.password_file (portier.conf:3)"_s);

        input.environment.insert(u"PORTIER_SMTP_PASSWORD_FILE"_s, u"/secrets/other"_s);
        config = Config::resolve(input);
        QCOMPARE(config->text(u"smtp.password"), u"from /secrets/other"_s);

        ConfigInput unit = anInput();
        unit.fileText = "smtp.user = u";
        unit.credentials.insert(u"smtp.password"_s, "s3cret\n");
        unit.credentials.insert(u"unrelated"_s, "x");
        config = Config::resolve(unit);
        QVERIFY(config.has_value());
        QCOMPARE(config->text(u"smtp.password"), u"s3cret"_s);
    }
    void twoFormsOfASecretAreAProblem()
    {
        ConfigInput input = anInput();
        input.fileText = "[smtp]\nuser = u\npassword = p\n";
        input.environment.insert(u"PORTIER_SMTP_PASSWORD_FILE"_s, u"/secrets/smtp"_s);
        QCOMPARE(problemsOf(input), QStringList{u"smtp.password: is given twice, by portier.conf:3 and by "
                                                "smtp.password_file (PORTIER_SMTP_PASSWORD_FILE)"_s});
    }
    void aSecretFileThatOthersMayReadIsRefused()
    {
        ConfigInput input = anInput();
        input.fileText = "[smtp]\nuser = u\npassword_file = /secrets/open\n";
        QVERIFY(
            problemsOf(input).contains(u"smtp.password_file (portier.conf:3): /secrets/open may be read by others"_s));
    }
    void onlySecretsHaveAFileForm()
    {
        ConfigInput input = anInput();
        input.fileText = "smtp.host_file = /x";
        QCOMPARE(problemsOf(input).size(), 1);
    }

    // PLT-182, PLT-183
    void showMasksSecretsAndNamesOrigins()
    {
        ConfigInput input = anInput();
        input.flags = {u"smtp.user=u"_s, u"smtp.password=geheim"_s, u"database.url=postgresql://p:geheim@db/portier"_s};
        const QString text = Config::resolve(input)->show();
        QVERIFY(!text.contains(u"geheim"_s));
        QVERIFY(text.contains(u"smtp.password = ********    (--smtp.password)\n"_s));
        QVERIFY(text.contains(u"database.url = ********    (--database.url)\n"_s));
        QVERIFY(text.contains(u"http.max_connections = 512    (built-in)\n"_s));
        QVERIFY(Config::resolve(anInput())->show().contains(u"database.url = sqlite:/var/lib/portier/portier.db"_s));
    }

    void listensOnAddressesAndUnixSockets()
    {
        ConfigInput input = anInput();
        const QString longest = u"/run/"_s + QString(102, u'x');
        input.fileText = "http.listen = [::1]:8080, /run/portier/http.sock, /run/a:0, " + longest.toLatin1();
        const auto config = Config::resolve(input);
        QVERIFY(config.has_value());
        QCOMPARE(config->list(u"http.listen"),
                 (QStringList{u"[::1]:8080"_s, u"/run/portier/http.sock"_s, u"/run/a:0"_s, longest}));
    }

    // PLT-186
    void foreignNamesAreUnderstoodAndNamed()
    {
        ConfigInput input = anInput();
        input.environment = {{u"PORT"_s, u"9000"_s},
                             {u"DATABASE_URL"_s, u"postgres://p@db/portier"_s},
                             {u"LOG_LEVEL"_s, u"WARN"_s},
                             {u"REDIS_URL"_s, u"redis://x"_s},
                             {u"SMTP_HOST"_s, {}}};
        const auto config = Config::resolve(input);
        QVERIFY(config.has_value());
        QCOMPARE(config->list(u"http.listen"), QStringList{u"127.0.0.1:9000"_s});
        QCOMPARE(config->text(u"database.url"), u"postgresql://p@db/portier"_s);
        QCOMPARE(config->text(u"log.level"), u"warning"_s);
        QCOMPARE(config->value(u"log.level").origin, u"LOG_LEVEL"_s);
        QCOMPARE(config->warnings(),
                 (QStringList{u"DATABASE_URL is used for database.url"_s, u"PORT is used for http.listen"_s,
                              u"LOG_LEVEL is used for log.level"_s, u"REDIS_URL is not used by Portier"_s}));
    }
    void foreignLimitsAreNumbers_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("value");
        QTest::newRow("day") << u"RATE_LIMIT_BOOKING_PER_DAY"_s << u"4"_s << u"limits.booking_submit"_s << u"4/day"_s;
        QTest::newRow("hour") << u"RATE_LIMIT_REQUESTS_PER_HOUR"_s << u"40"_s << u"limits.unauthenticated_write"_s
                              << u"40/hour"_s;
        QTest::newRow("recovery") << u"RATE_LIMIT_RECOVERY_PER_HOUR"_s << u"2"_s << u"limits.recovery_address"_s
                                  << u"2/hour"_s;
        QTest::newRow("cooldown") << u"RATE_LIMIT_RECOVERY_COOLDOWN_SECONDS"_s << u"90"_s
                                  << u"limits.recovery_cooldown"_s << u"1/90s"_s;
        QTest::newRow("none") << u"RATE_LIMIT_RECOVERY_COOLDOWN_SECONDS"_s << u"0"_s << u"limits.recovery_cooldown"_s
                              << u"0"_s;
    }
    void foreignLimitsAreNumbers() // PLT-186
    {
        QFETCH(QString, variable);
        QFETCH(QString, number);
        QFETCH(QString, setting);
        ConfigInput input = anInput();
        input.environment = {{variable, number}};
        const auto config = Config::resolve(input);
        QVERIFY(config.has_value());
        QTEST(config->text(setting), "value");
        QCOMPARE(config->warnings(), QStringList{variable + u" is used for "_s + setting});
    }

    void nativeNamesWinOverForeignOnes()
    {
        ConfigInput input = anInput();
        input.fileText = "log.level = error";
        input.environment = {{u"LOG_LEVEL"_s, u"debug"_s}};
        const auto config = Config::resolve(input);
        QCOMPARE(config->text(u"log.level"), u"error"_s);
        QCOMPARE(config->warnings(), QStringList{u"LOG_LEVEL is ignored: log.level is given by portier.conf:1"_s});
    }

    // PLT-102
    void reloadingTakesOnlyWhatMayChange()
    {
        ConfigInput input = anInput();
        Config config = *Config::resolve(input);
        input.flags = {u"log.level=debug"_s, u"http.max_connections=100"_s};
        config.takeReloadable(*Config::resolve(input));
        QCOMPARE(config.text(u"log.level"), u"debug"_s);
        QCOMPARE(config.integer(u"http.max_connections"), 512);
    }

    void theDocumentIsUpToDate()
    {
        QFile file(QStringLiteral(PORTIER_SOURCE_DIR "/docs/configuration.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(QString::fromUtf8(file.readAll()) == settingsDocument(),
                 "run: portierd config document > docs/configuration.md");
    }
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
