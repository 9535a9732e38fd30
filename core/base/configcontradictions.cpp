// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/configlayers.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace portier
{

namespace
{

QString listenHost(const QString &address)
{
    QString host = address.left(address.lastIndexOf(u':'));
    if (host.startsWith(u'['))
        host = host.mid(1, host.size() - 2);
    return host;
}

bool listensOnLoopbackOnly(const Config &config)
{
    for (const QString &address : config.list(u"http.listen")) {
        if (!isSocketPath(address) && !isLoopbackHost(listenHost(address)))
            return false;
    }
    return true;
}

bool isPlainUrlToElsewhere(const QString &text)
{
    const QUrl url(text);
    return url.scheme() == "http"_L1 && !isLoopbackHost(url.host());
}

class Checks
{
public:
    Checks(const Config &config, const ConfigInput &input) : m_config(config), m_input(input) {}

    QStringList run()
    {
        checkHttp();
        checkDatabase();
        checkMail();
        checkSignIn();
        checkTrips();
        checkTest();
        return m_problems;
    }

private:
    void expect(bool good, const QString &problem)
    {
        if (!good)
            m_problems.append(problem);
    }

    void checkHttp()
    {
        expect(m_config.flag(u"http.allow_insecure") || !isPlainUrlToElsewhere(m_config.text(u"http.public_url")),
               u"http.public_url: must be https unless it is loopback or http.allow_insecure is true"_s);
        expect(m_config.integer(u"http.max_connections_per_client") <= m_config.integer(u"http.max_connections"),
               u"http.max_connections_per_client: must not exceed http.max_connections"_s);
        bool portZero = false;
        for (const QString &address : m_config.list(u"http.listen"))
            portZero = portZero || (!isSocketPath(address) && address.endsWith(":0"_L1));
        expect(!portZero || m_config.flag(u"test.enabled"), u"http.listen: port 0 needs test.enabled"_s);
    }

    void checkDatabase()
    {
        const bool isPostgres = m_config.text(u"database.url").startsWith(u"postgres");
        expect(isPostgres || m_config.text(u"server.role") == "all"_L1,
               u"server.role: api and worker need PostgreSQL in database.url"_s);
        expect(m_config.integer(u"database.pool_min") <= m_config.integer(u"database.pool_max"),
               u"database.pool_min: must not exceed database.pool_max"_s);
    }

    void checkMail()
    {
        const bool user = !m_config.text(u"smtp.user").isEmpty();
        const bool password = !m_config.text(u"smtp.password").isEmpty();
        const QString host = m_config.text(u"smtp.host");
        expect(user == password, u"smtp.user and smtp.password: give both or none"_s);
        expect(host.isEmpty() || !m_config.text(u"notify.from").isEmpty(),
               u"notify.from: is required when smtp.host is set"_s);
        const bool hasKey =
            !m_config.text(u"resend.api_key").isEmpty() || !m_config.text(u"sendgrid.api_key").isEmpty();
        expect(!hasKey || !m_config.text(u"notify.from").isEmpty(), u"notify.from: required with credentials"_s);
        expect(m_config.text(u"notify.mail_channel") != m_config.text(u"notify.mail_fallback"),
               u"notify.mail_fallback: must differ from notify.mail_channel"_s);
        expect(host.isEmpty() || m_config.text(u"smtp.security") != "none"_L1 || isLoopbackHost(host),
               u"smtp.security: none is allowed only when smtp.host is loopback"_s);
        expect(m_config.flag(u"security.callback_http") || !m_config.text(u"operator.webhook").startsWith("http:"_L1),
               u"operator.webhook: must be https unless security.callback_http is true"_s);
    }

    void checkSignIn()
    {
        const bool id = !m_config.text(u"oidc.google.client_id").isEmpty();
        const bool clientSecret = !m_config.text(u"oidc.google.client_secret").isEmpty();
        expect(id == clientSecret, u"oidc.google.client_id and oidc.google.client_secret: give both or none"_s);
        expect(!isPlainUrlToElsewhere(m_config.text(u"oidc.google.issuer")),
               u"oidc.google.issuer: must be https unless it is loopback"_s);
    }

    void checkTrips()
    {
        expect(!isPlainUrlToElsewhere(m_config.text(u"sources.skiplagged.base_url")),
               u"sources.skiplagged.base_url: must be https unless it is loopback"_s);
    }

    void checkTest()
    {
        if (!m_config.flag(u"test.enabled")) {
            for (const Setting &setting : settings()) {
                expect(!setting.testOnly || m_config.text(setting.name) == setting.fallback,
                       u"%1: is for tests only and needs test.enabled"_s.arg(setting.name));
            }
            return;
        }
        expect(listensOnLoopbackOnly(m_config), u"test.enabled: is refused unless http.listen is loopback only"_s);
        expect(isLoopbackHost(QUrl(m_config.text(u"http.public_url")).host()),
               u"test.enabled: is refused unless http.public_url is loopback"_s);
        const QString data = QDir::cleanPath(m_config.text(u"data.directory"));
        const QString temporary = QDir::cleanPath(m_input.temporaryDirectory);
        expect(data.startsWith(temporary + u'/'),
               u"test.enabled: is refused unless data.directory is below %1"_s.arg(temporary));
    }

    const Config &m_config;
    const ConfigInput &m_input;
    QStringList m_problems;
};

} // namespace

bool isSocketPath(const QString &listen)
{
    return listen.startsWith(u'/');
}

bool isLoopbackHost(const QString &host)
{
    static const QRegularExpression inLoopback(QRegularExpression::anchoredPattern(uR"(127(\.[0-9]{1,3}){3})"_s));
    return host == "localhost"_L1 || host == "::1"_L1 || inLoopback.match(host).hasMatch();
}

QStringList contradictions(const Config &config, const ConfigInput &input)
{
    return Checks(config, input).run();
}

} // namespace portier
