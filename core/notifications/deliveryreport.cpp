// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/deliveryreport.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

constexpr auto optedOutCode = "21610"_L1; // https://www.twilio.com/docs/api/errors/21610
constexpr qsizetype mostEvents = 1000;

Error malformed()
{
    return Error::invalid(u"malformed_json"_s, u"not a report"_s);
}

/// https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
QString twilioStatus(const QMap<QString, QString> &form)
{
    static const QMap<QString, QString> statuses{
        {u"accepted"_s, u"accepted"_s}, {u"scheduled"_s, u"accepted"_s}, {u"queued"_s, u"accepted"_s},
        {u"sending"_s, u"accepted"_s},  {u"sent"_s, u"sent"_s},          {u"delivered"_s, u"delivered"_s},
        {u"read"_s, u"delivered"_s},    {u"undelivered"_s, u"failed"_s}, {u"failed"_s, u"failed"_s},
        {u"canceled"_s, u"failed"_s},
    };
    const QString status = statuses.value(form.value(u"MessageStatus"_s));
    return status == "failed"_L1 && form.value(u"ErrorCode"_s) == optedOutCode ? u"opted_out"_s : status;
}

QString resendStatus(const QJsonObject &event)
{
    const QString type = event.value("type"_L1).toString();
    const QJsonObject data = event.value("data"_L1).toObject();
    if (type == "email.bounced"_L1) {
        const bool isHard = data.value("bounce"_L1).toObject().value("type"_L1).toString() == "Permanent"_L1;
        return isHard ? u"bounced"_s : u"blocked"_s;
    }
    if (type == "email.suppressed"_L1) {
        const QString reason = data.value("suppressed"_L1).toObject().value("reason"_L1).toString();
        return reason == "previous_complaint"_L1 ? u"complained"_s : u"bounced"_s;
    }
    static const QMap<QString, QString> statuses{
        {u"email.sent"_s, u"sent"_s},
        {u"email.delivered"_s, u"delivered"_s},
        {u"email.failed"_s, u"failed"_s},
        {u"email.delivery_delayed"_s, u"delayed"_s},
        {u"email.complained"_s, u"complained"_s},
    };
    return statuses.value(type);
}

/// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
QString sendGridStatus(const QJsonObject &event)
{
    const QString name = event.value("event"_L1).toString();
    if (name == "bounce"_L1)
        return event.value("type"_L1).toString() == "blocked"_L1 ? u"blocked"_s : u"bounced"_s;
    if (name == "dropped"_L1) {
        const QString reason = event.value("reason"_L1).toString();
        if (reason == "Bounced Address"_L1 || reason == "Invalid"_L1)
            return u"bounced"_s;
        return reason == "Spam Reporting Address"_L1 ? u"complained"_s : u"failed"_s;
    }
    static const QMap<QString, QString> statuses{
        {u"processed"_s, u"accepted"_s},
        {u"deferred"_s, u"delayed"_s},
        {u"delivered"_s, u"delivered"_s},
        {u"spamreport"_s, u"complained"_s},
    };
    return statuses.value(name);
}

} // namespace

int rankOf(const QString &status)
{
    static const QStringList order{u"accepted"_s, u"sent"_s,    u"delayed"_s,    u"delivered"_s, u"failed"_s,
                                   u"blocked"_s,  u"bounced"_s, u"complained"_s, u"opted_out"_s};
    return int(order.indexOf(status)) + 1;
}

QString suppressionAfter(const QString &status)
{
    const bool isFinal = status == "bounced"_L1 || status == "complained"_L1 || status == "opted_out"_L1;
    return isFinal ? status : QString();
}

QList<DeliveryReport> readTwilioReport(const QMap<QString, QString> &form)
{
    const DeliveryReport report{u"twilio"_s, form.value(u"MessageSid"_s), {}, twilioStatus(form)};
    return report.status.isEmpty() || report.providerId.isEmpty() ? QList<DeliveryReport>() : QList{report};
}

Result<QList<DeliveryReport>> readResendReport(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return fail(malformed());
    const QJsonObject event = document.object();
    const QString id = event.value("data"_L1).toObject().value("email_id"_L1).toString();
    const DeliveryReport report{u"resend"_s, id, {}, resendStatus(event)};
    return report.status.isEmpty() || id.isEmpty() ? QList<DeliveryReport>() : QList{report};
}

Result<QList<DeliveryReport>> readSendGridReport(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isArray() || document.array().size() > mostEvents)
        return fail(malformed());
    QList<DeliveryReport> reports;
    const QJsonArray events = document.array();
    for (const QJsonValue &value : events) {
        const QJsonObject event = value.toObject();
        // "<X-Message-Id>.<filter>…"; custom arguments stand beside it.
        const QString id = event.value("sg_message_id"_L1).toString().section(u'.', 0, 0);
        const QString own = event.value("message_id"_L1).toString();
        const DeliveryReport report{u"sendgrid"_s, id, own, sendGridStatus(event)};
        if (!report.status.isEmpty() && !(id.isEmpty() && own.isEmpty()))
            reports.append(report);
    }
    return reports;
}

bool isSignedBySendGrid(const QString &publicKey, const QByteArray &timestamp, const QByteArray &signature,
                        const QByteArray &body)
{
    using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
    using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
    const auto bytes = [](const QByteArray &data) { return reinterpret_cast<const unsigned char *>(data.constData()); };

    const QByteArray der = QByteArray::fromBase64(publicKey.toLatin1());
    const QByteArray decoded = QByteArray::fromBase64(signature);
    const unsigned char *at = bytes(der);
    const Key key(d2i_PUBKEY(nullptr, &at, long(der.size())), EVP_PKEY_free);
    if (!key || EVP_PKEY_base_id(key.get()) != EVP_PKEY_EC || decoded.isEmpty() || timestamp.isEmpty())
        return false;
    const Context context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    const QByteArray content = timestamp + body;
    return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(decoded), size_t(decoded.size()), bytes(content),
                            size_t(content.size())) == 1;
}

} // namespace portier::notifications
