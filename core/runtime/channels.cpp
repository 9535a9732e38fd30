// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/channels.h"

#include "core/base/configlayers.h"
#include "core/notifications/channels/providertransports.h"
#include "core/notifications/channels/smtptransport.h"
#include "core/notifications/channels/twiliotransport.h"
#include "core/notifications/channels/webhooktransport.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

using notifications::Channel;
using notifications::SmtpSecurity;
using notifications::SmtpSettings;
using notifications::TransferPool;
using notifications::Transport;

/// The name the world knows us by; empty, for the sender's domain, while that is only "localhost".
QString ehloName(const Config &config)
{
    const QUrl url(config.text(u"http.public_url"));
    return isLoopbackHost(url.host()) ? QString() : url.host();
}

SmtpSettings smtpSettings(const Config &config)
{
    SmtpSettings settings;
    settings.host = config.text(u"smtp.host");
    settings.port = static_cast<quint16>(config.integer(u"smtp.port"));
    settings.user = config.text(u"smtp.user");
    settings.password = config.text(u"smtp.password");
    const QString security = config.text(u"smtp.security");
    settings.security = security == "tls"_L1    ? SmtpSecurity::Tls
                        : security == "none"_L1 ? SmtpSecurity::None
                                                : SmtpSecurity::StartTls;
    settings.from = {config.text(u"notify.from"), config.text(u"notify.from_name")};
    settings.ehloName = ehloName(config);
    settings.caFile = config.text(u"smtp.ca_file");
    return settings;
}

QUrl providerUrl(const Config &config, const QString &real)
{
    const QString test = config.text(u"test.messaging_url");
    return QUrl(test.isEmpty() ? real : test);
}

notifications::ProviderSettings providerSettings(const Config &config, const QString &keySetting, const QString &url)
{
    notifications::ProviderSettings settings;
    settings.baseUrl = providerUrl(config, url);
    settings.apiKey = config.text(keySetting);
    settings.from = {config.text(u"notify.from"), config.text(u"notify.from_name")};
    return settings;
}

/// The transport of that name; nothing without credentials.
std::shared_ptr<Transport> mailTransport(const QString &name, const std::shared_ptr<TransferPool> &pool,
                                         const std::shared_ptr<Clock> &clock, const Config &config)
{
    if (name == "smtp"_L1 && !config.text(u"smtp.host").isEmpty())
        return std::make_shared<notifications::SmtpTransport>(pool, smtpSettings(config));
    if (name == "resend"_L1 && !config.text(u"resend.api_key").isEmpty())
        return std::make_shared<notifications::ResendTransport>(
            pool, clock, providerSettings(config, u"resend.api_key"_s, u"https://api.resend.com"_s));
    const QString grid =
        config.text(u"sendgrid.region") == "eu"_L1 ? u"https://api.eu.sendgrid.com"_s : u"https://api.sendgrid.com"_s;
    if (name == "sendgrid"_L1 && !config.text(u"sendgrid.api_key").isEmpty())
        return std::make_shared<notifications::SendGridTransport>(
            pool, clock, providerSettings(config, u"sendgrid.api_key"_s, grid));
    return nullptr;
}

std::shared_ptr<Transport> smsTransport(const std::shared_ptr<TransferPool> &pool, const std::shared_ptr<Clock> &clock,
                                        const Config &config)
{
    if (config.text(u"twilio.account_sid").isEmpty())
        return nullptr;
    notifications::TwilioSettings settings;
    settings.baseUrl = providerUrl(config, u"https://api.twilio.com"_s);
    settings.accountSid = config.text(u"twilio.account_sid");
    settings.authToken = config.text(u"twilio.auth_token");
    settings.from = config.text(u"twilio.from");
    // Twilio reaches no loopback.
    const QUrl own(config.text(u"http.public_url"));
    if (!isLoopbackHost(own.host()))
        settings.statusCallback = own.toString(QUrl::StripTrailingSlash) + u"/api/v1/hooks/twilio"_s;
    return std::make_shared<notifications::TwilioTransport>(pool, clock, settings);
}

operations::EndpointExceptions endpointExceptions(const Config &config)
{
    operations::EndpointExceptions exceptions;
    exceptions.http = config.flag(u"security.callback_http");
    for (const QString &entry : config.list(u"security.callback_allow")) {
        const auto network = QHostAddress::parseSubnet(entry);
        if (network.first.isNull())
            exceptions.hosts.append(entry.toLower());
        else
            exceptions.networks.append(network);
    }
    return exceptions;
}

std::shared_ptr<Transport> webhookTransport(const std::shared_ptr<TransferPool> &pool,
                                            const std::shared_ptr<Clock> &clock,
                                            const std::shared_ptr<const operations::Sealer> &sealer,
                                            const Config &config)
{
    notifications::WebhookSettings settings;
    settings.guard.exceptions = endpointExceptions(config);
    settings.userAgent = "Portier/" + QCoreApplication::applicationVersion().toUtf8();
    // The operator's endpoint has no secret of its own: ours stands for it.
    settings.secretsFor = [sealer](const QString &url) {
        return QStringList{u"whsec_"_s + QString::fromLatin1(sealer->mac(u"webhook"_s, url.toUtf8()).toBase64())};
    };
    return std::make_shared<notifications::WebhookTransport>(pool, clock, settings);
}

} // namespace

Result<> connectChannels(notifications::Dispatcher &dispatcher, const std::shared_ptr<TransferPool> &pool,
                         const std::shared_ptr<Clock> &clock, const std::shared_ptr<const operations::Sealer> &sealer,
                         const Config &config)
{
    if (const QStringList problems = mailProblems(config); !problems.isEmpty())
        return fail(Error::invalid(u"channel_settings"_s, problems.join(u"; "_s)));
    const QByteArray mark = channelMark(config);
    dispatcher.setTransport(Channel::Mail, mailTransport(config.text(u"notify.mail_channel"), pool, clock, config),
                            mark);
    dispatcher.setFallback(Channel::Mail, mailTransport(config.text(u"notify.mail_fallback"), pool, clock, config));
    dispatcher.setTransport(Channel::Sms, smsTransport(pool, clock, config), mark);
    dispatcher.setTransport(Channel::Webhook, webhookTransport(pool, clock, sealer, config), mark);
    return {};
}

QByteArray channelMark(const Config &config)
{
    QStringList values;
    for (const QStringView name :
         {u"smtp.host", u"smtp.port", u"smtp.user", u"smtp.password", u"smtp.security", u"smtp.ca_file", u"notify.from",
          u"notify.from_name", u"notify.mail_channel", u"notify.mail_fallback", u"resend.api_key", u"sendgrid.api_key",
          u"sendgrid.region", u"twilio.account_sid", u"twilio.auth_token", u"twilio.from"})
        values.append(config.text(name));
    return values.join(u'\n').toUtf8();
}

QStringList mailProblems(const Config &config)
{
    QStringList problems;
    int twilio = 0;
    for (const QStringView name : {u"twilio.account_sid", u"twilio.auth_token", u"twilio.from"})
        twilio += config.text(name).isEmpty() ? 0 : 1;
    if (twilio != 0 && twilio != 3)
        problems.append(u"twilio.account_sid: account_sid, auth_token and from come together"_s);
    for (const auto &[name, form, allowed] :
         {std::tuple(u"twilio.account_sid"_s, u"AC[0-9A-Za-z]+"_s, u"AC…"_s),
          std::tuple(u"twilio.from"_s, uR"(\+[1-9][0-9]{6,14}|MG[0-9A-Za-z]+)"_s, u"a number (E.164) or MG…"_s)}) {
        const QString text = config.text(name);
        if (!text.isEmpty() && !QRegularExpression(QRegularExpression::anchoredPattern(form)).match(text).hasMatch())
            problems.append(u"%1 = %2 (%3): must be %4"_s.arg(name, text, config.value(name).origin, allowed));
    }
    if (config.text(u"smtp.host").isEmpty())
        return problems;
    if (const auto checked = notifications::checkSmtpSettings(smtpSettings(config)); !checked) {
        for (const FieldError &field : checked.error().fields)
            problems.append(u"%1: %2"_s.arg(field.pointer.mid(1), field.code));
    }
    return problems;
}

} // namespace portier::runtime
