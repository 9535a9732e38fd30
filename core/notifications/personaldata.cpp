// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/personaldata.h"

#include "core/notifications/erasure.h"
#include "core/notifications/history.h"
#include "core/notifications/messagebody.h"
#include "core/notifications/phone.h"
#include "core/notifications/preferencestore.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

using operations::Person;
using storage::Transaction;

namespace
{

constexpr int pageLength = 500;

/// Links keep opening what they open, and an admin may make the archive: what makes them work stays out of it.
QString withoutKeys(QString text)
{
    static const QRegularExpression token(u"\\b(ps|pl|lk|pk|pc|pd)_[A-Za-z0-9_-]{8,}"_s);
    return text.replace(token, u"\\1_…"_s);
}

QJsonObject toJson(const HistoryItem &item, const std::optional<MessageBody> &body)
{
    const Message &message = item.message;
    QJsonObject json{{u"kind"_s, message.kind},
                     {u"subject"_s, message.subjectName},
                     {u"channel"_s, nameOf(message.channel)},
                     {u"address"_s, item.maskedAddress},
                     {u"state"_s, nameOf(message.state)},
                     {u"reason"_s, message.reason},
                     {u"created_at"_s, toRfc3339(message.createdAt)}};
    if (body) {
        json.insert(u"title"_s, body->mail.subject);
        json.insert(u"text"_s, withoutKeys(body->mail.text));
    }
    return json;
}

/// Appends what was written to one who is known by an account or by an address.
Result<> appendMessages(Transaction &tx, const QString &person, const operations::Sealer &sealer, QJsonArray &messages)
{
    HistoryFilter filter;
    filter.person = person;
    std::optional<HistoryCursor> after;
    qsizetype found = person.isEmpty() ? 0 : pageLength;
    while (found == pageLength) {
        PORTIER_ASSIGN(items, listMessages(tx, filter, after, pageLength));
        for (const HistoryItem &item : std::as_const(items)) {
            std::optional<MessageBody> body;
            const bool isKey = item.message.messageClass == MessageClass::Account; // codes, resets, invitations
            if (item.message.hasBody && !isKey) {
                PORTIER_ASSIGN(kept, readBody(tx, item.message.id, sealer));
                body = kept;
            }
            messages.append(toJson(item, body));
        }
        found = items.size();
        if (found > 0)
            after = HistoryCursor{items.constLast().message.createdAt, items.constLast().message.id};
    }
    return {};
}

Result<QJsonObject> collect(Transaction &tx, const Person &person, const operations::Sealer &sealer)
{
    QJsonArray messages;
    if (!person.accountId.isEmpty())
        PORTIER_TRY(appendMessages(tx, personKey(person.accountId, {}), sealer, messages));
    // Also those to the address alone, such as to who asks for days without signing in.
    PORTIER_TRY(appendMessages(tx, personKey({}, person.email), sealer, messages));
    QJsonObject all{{u"messages"_s, messages}};
    if (person.accountId.isEmpty())
        return all;
    PORTIER_ASSIGN(phone, PhoneStore(tx).load(person.accountId));
    PORTIER_ASSIGN(preferences, PreferenceStore(tx).load(person.accountId));
    all.insert(u"phone"_s, phone.number);
    all.insert(u"phone_to_confirm"_s, phone.pendingNumber);
    all.insert(u"preferences"_s, toJson(preferences));
    return all;
}

} // namespace

operations::PersonalDataSource notificationPersonalData(std::shared_ptr<const operations::Sealer> sealer)
{
    operations::PersonalDataSource source;
    source.name = u"notifications"_s;
    source.collect = [sealer](Transaction &tx, const Person &person) { return collect(tx, person, *sealer); };
    source.erase = [](Transaction &tx, const Person &person, int, Instant now) -> Result<qint64> {
        PORTIER_TRY(PhoneStore(tx).remove(person.accountId));
        PORTIER_TRY(erase(tx, {person.accountId, person.email}, now));
        return 0; // all of it at once
    };
    source.addresses = [](Transaction &tx, const operations::AddressVisitor &visit) {
        return tx.forEach(u"SELECT DISTINCT address FROM notification_messages"_s, {},
                          [&visit](const storage::Row &row) {
                              visit(row.text(0));
                              return true;
                          });
    };
    return source;
}

} // namespace portier::notifications
