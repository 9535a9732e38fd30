// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/twiliotransport.h"

#include "core/notifications/channels/httpoutcome.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

// https://www.twilio.com/docs/api/errors
constexpr int recipientOptedOut = 21610;
constexpr int authenticationFailed = 20003;
const QList<int> &senderErrors()
{
    static const QList<int> codes{21212, 21603, 21606, 21611, 21659, 21660, 21703};
    return codes;
}

HttpRequest requestFor(const TwilioSettings &settings)
{
    HttpRequest request;
    request.url = settings.baseUrl;
    request.url.setPath(u"/2010-04-01/Accounts/%1/Messages.json"_s.arg(settings.accountSid));
    request.user = settings.accountSid;
    request.password = settings.authToken;
    request.caFile = settings.caFile;
    request.totalTimeout = settings.timeout;
    return request;
}

HttpRequest sendRequest(const TwilioSettings &settings, const OutgoingMail &mail)
{
    const auto field = [](const QString &name, const QString &value) {
        return name.toLatin1() + '=' + QUrl::toPercentEncoding(value);
    };
    HttpRequest request = requestFor(settings);
    QByteArrayList form{field(u"To"_s, mail.toAddress), field(u"Body"_s, mail.text)};
    const bool service = settings.from.startsWith("MG"_L1);
    form.append(field(service ? u"MessagingServiceSid"_s : u"From"_s, settings.from));
    if (!settings.statusCallback.isEmpty())
        form.append(field(u"StatusCallback"_s, settings.statusCallback));
    request.body = form.join('&');
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    return request;
}

HttpRequest listRequest(const TwilioSettings &settings, const OutgoingMail &mail)
{
    HttpRequest request = requestFor(settings);
    request.method = "GET";
    const QString day = QDateTime::fromMSecsSinceEpoch(toMs(mail.date), Qt::UTC).toString(u"yyyy-MM-dd"_s);
    // A plus sign would be read as a blank.
    const QString to = QString::fromLatin1(QUrl::toPercentEncoding(mail.toAddress));
    request.url.setQuery(u"To=%1&DateSent%3E=%2&PageSize=50"_s.arg(to, day));
    return request;
}

/// The provider's name for a message of this text to this number, if it has one.
QString foundIn(const HttpReply &reply, const OutgoingMail &mail)
{
    const QJsonArray messages = QJsonDocument::fromJson(reply.body)["messages"_L1].toArray();
    for (const QJsonValue &message : messages) {
        const QString status = message["status"_L1].toString();
        const bool lost = status == "failed"_L1 || status == "canceled"_L1;
        if (!lost && message["body"_L1].toString() == mail.text && message["to"_L1].toString() == mail.toAddress)
            return message["sid"_L1].toString();
    }
    return {};
}

DeliveryOutcome judge(const HttpReply &reply, Instant now)
{
    DeliveryOutcome outcome = judgeReply(reply, HttpPeer::Provider, now);
    outcome.provider = u"twilio"_s;
    const QJsonObject json = QJsonDocument::fromJson(reply.body).object();
    if (outcome.outcome == AttemptOutcome::Accepted) {
        outcome.providerId = json.value("sid"_L1).toString();
        return outcome;
    }
    const int code = json.value("code"_L1).toInt();
    if (code == 0)
        return outcome;
    outcome.enhancedCode = QString::number(code);
    if (code == recipientOptedOut) {
        outcome.outcome = AttemptOutcome::Permanent;
        outcome.reason = u"opted_out"_s;
        outcome.suppress = u"opted_out"_s;
    } else if (code == authenticationFailed || senderErrors().contains(code)) {
        outcome.outcome = AttemptOutcome::Config;
        outcome.reason = code == authenticationFailed ? u"auth_refused"_s : u"sender_refused"_s;
    }
    return outcome;
}

} // namespace

TwilioTransport::TwilioTransport(std::shared_ptr<TransferPool> pool, std::shared_ptr<Clock> clock,
                                 TwilioSettings settings)
    : m_pool(std::move(pool)), m_clock(std::move(clock)),
      m_settings(std::make_shared<const TwilioSettings>(std::move(settings)))
{
}

QCoro::Task<DeliveryOutcome> TwilioTransport::send(OutgoingMail mail)
{
    const auto settings = m_settings;
    const auto pool = m_pool;
    const auto clock = m_clock;
    if (mail.mayHaveArrived) {
        HttpRequest question = listRequest(*settings, mail);
        const HttpReply known = co_await exchange(pool, std::move(question));
        if (known.status != 200) {
            // Unsure still: better late than twice. The question itself sends nothing that could have arrived.
            DeliveryOutcome unanswered = judge(known, clock->now());
            if (unanswered.outcome == AttemptOutcome::Unknown)
                unanswered.outcome = AttemptOutcome::Transient;
            co_return unanswered;
        }
        if (const QString sid = foundIn(known, mail); !sid.isEmpty()) {
            DeliveryOutcome outcome;
            outcome.outcome = AttemptOutcome::Accepted;
            outcome.provider = u"twilio"_s;
            outcome.providerId = sid;
            outcome.reason = u"found_at_provider"_s;
            co_return outcome;
        }
    }
    HttpRequest request = sendRequest(*settings, mail);
    const HttpReply reply = co_await exchange(pool, std::move(request));
    co_return judge(reply, clock->now());
}

QByteArray twilioSignature(const QString &authToken, const QString &url, const QMap<QString, QString> &parameters)
{
    QString text = url;
    for (auto it = parameters.cbegin(); it != parameters.cend(); ++it)
        text += it.key() + it.value();
    return QMessageAuthenticationCode::hash(text.toUtf8(), authToken.toUtf8(), QCryptographicHash::Sha1).toBase64();
}

} // namespace portier::notifications
