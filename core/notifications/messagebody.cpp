// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/messagebody.h"

#include "core/base/zonedtime.h"
#include "core/notifications/sealedfacts.h"
#include "core/notifications/unsubscribe.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

QString placeOf(const QString &messageId)
{
    return u"notification_messages/"_s + messageId;
}

QString unsubscribeUrl(const Message &message, const NotificationSettings &settings, const operations::Sealer &sealer)
{
    if (!isOptOutAllowed(message.messageClass) || message.list.isEmpty() || message.accountId.isEmpty())
        return {};
    return settings.publicUrl + u"/unsubscribe/"_s + unsubscribeToken(sealer, {message.accountId, message.list});
}

/// What an endpoint gets: the facts as they are, for machines.
RenderedMail callbackBody(const Message &message, const QJsonObject &facts)
{
    const QJsonObject body{{u"type"_s, message.kind},
                           {u"id"_s, message.id},
                           {u"timestamp"_s, toRfc3339(message.createdAt)},
                           {u"data"_s, facts}};
    RenderedMail rendered;
    rendered.subject = message.kind;
    rendered.text = QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact));
    return rendered;
}

} // namespace

Result<MessageBody> renderBody(const Message &message, const QJsonObject &facts, const NotificationSettings &settings,
                               const operations::Sealer &sealer, Instant now)
{
    if (message.channel == Channel::Webhook)
        return MessageBody{callbackBody(message, facts), {}, now, {}};
    MailFrame frame;
    frame.reader.language = message.language.isEmpty() ? settings.language : message.language;
    frame.reader.zone = zoneByName(message.zone).value_or(zoneByName(settings.zone).value_or(QTimeZone::utc()));
    frame.reader.publicUrl = settings.publicUrl;
    frame.houseName = settings.houseName;
    frame.unsubscribeUrl = unsubscribeUrl(message, settings, sealer);
    frame.sentAt = now;
    PORTIER_ASSIGN(opened, openedFacts(facts, message.kind, message.subjectId, sealer));
    // What a house calls itself stands in front of the instance's name.
    const QString sender = opened.value(u"sender_name"_s).toString().simplified();
    if (!sender.isEmpty())
        frame.houseName = sender;
    PORTIER_ASSIGN(mail, renderMail(message.kind, opened, frame));
    return MessageBody{mail, frame.unsubscribeUrl, now, sender};
}

QByteArray sealBody(const MessageBody &body, const QString &messageId, const operations::Sealer &sealer)
{
    const QJsonObject plain{{u"subject"_s, body.mail.subject},
                            {u"text"_s, body.mail.text},
                            {u"html"_s, body.mail.html},
                            {u"url"_s, body.mail.url},
                            {u"short_text"_s, body.mail.shortText},
                            {u"unsubscribe_url"_s, body.unsubscribeUrl},
                            {u"sender_name"_s, body.senderName},
                            {u"rendered_at"_s, qint64(toMs(body.renderedAt))}};
    return sealer.seal(QJsonDocument(plain).toJson(QJsonDocument::Compact), placeOf(messageId));
}

Result<MessageBody> openBody(const QByteArray &sealed, const QString &messageId, const operations::Sealer &sealer)
{
    PORTIER_ASSIGN(plain, sealer.open(sealed, placeOf(messageId)));
    const QJsonObject json = QJsonDocument::fromJson(plain).object();
    MessageBody body;
    body.mail = {json.value("subject"_L1).toString(), json.value("text"_L1).toString(),
                 json.value("html"_L1).toString(), json.value("url"_L1).toString(),
                 json.value("short_text"_L1).toString()};
    body.unsubscribeUrl = json.value("unsubscribe_url"_L1).toString();
    body.senderName = json.value("sender_name"_L1).toString();
    body.renderedAt = fromMs(json.value("rendered_at"_L1).toInteger());
    return body;
}

operations::SealedColumn sealedBodies()
{
    return {.table = u"notification_messages"_s,
            .keys = {u"id"_s},
            .column = u"body"_s,
            .place = [](const QStringList &keys) { return placeOf(keys.constFirst()); }};
}

OutgoingMail outgoingMail(const Message &message, const MessageBody &body)
{
    OutgoingMail mail;
    mail.messageId = message.id;
    mail.mailId = message.mailId;
    mail.toAddress = message.address;
    mail.toName = message.recipientName.simplified();
    mail.fromName = body.senderName;
    mail.subject = body.mail.subject;
    mail.text = body.mail.text;
    mail.html = body.mail.html;
    mail.unsubscribeUrl = body.unsubscribeUrl;
    if (!message.subjectId.isEmpty())
        mail.threadId =
            message.subjectKind + u'.' + message.subjectId + message.mailId.mid(message.mailId.indexOf(u'@'));
    if (message.channel == Channel::Sms)
        mail.text = body.mail.shortText;
    mail.date = body.renderedAt;
    mail.mayHaveArrived = message.unknowns > 0;
    return mail;
}

} // namespace portier::notifications
