// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/personaldata.h"

#include "core/notifications/erasure.h"
#include "core/notifications/history.h"
#include "core/notifications/phone.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

using operations::Person;
using storage::Transaction;

namespace
{

constexpr int pageLength = 500;

QJsonObject toJson(const HistoryItem &item)
{
    const Message &message = item.message;
    return {{u"kind"_s, message.kind},
            {u"subject"_s, message.subjectName},
            {u"channel"_s, nameOf(message.channel)},
            {u"address"_s, message.address},
            {u"state"_s, nameOf(message.state)},
            {u"reason"_s, message.reason},
            {u"created_at"_s, toRfc3339(message.createdAt)}};
}

Result<QJsonObject> collect(Transaction &tx, const Person &person)
{
    QJsonArray messages;
    if (person.accountId.isEmpty())
        return QJsonObject{{u"messages"_s, messages}};
    PORTIER_ASSIGN(phone, PhoneStore(tx).load(person.accountId));
    HistoryFilter filter;
    filter.accountId = person.accountId;
    std::optional<HistoryCursor> after;
    for (;;) {
        PORTIER_ASSIGN(items, listMessages(tx, filter, after, pageLength));
        for (const HistoryItem &item : std::as_const(items))
            messages.append(toJson(item));
        if (items.size() < pageLength)
            return QJsonObject{
                {u"messages"_s, messages}, {u"phone"_s, phone.number}, {u"phone_to_confirm"_s, phone.pendingNumber}};
        const Message &last = items.constLast().message;
        after = HistoryCursor{last.createdAt, last.id};
    }
}

} // namespace

operations::PersonalDataSource notificationPersonalData()
{
    operations::PersonalDataSource source{u"notifications"_s, collect, {}};
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
