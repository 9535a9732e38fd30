// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/accountsight.h"

#include "core/bookings/bookingrecords.h"

#include <QSet>

namespace portier::bookings
{

using namespace Qt::StringLiterals;
using operations::ChangeOperation;

namespace
{

/// What an account sees in full (BKG-062): all of it as an admin, else the bookings of its address and those of the
/// houses in which it decides, while they are not canceled.
Result<QStringList> seenBy(storage::Transaction &tx, const BookingAccount &account)
{
    if (!account.admin && account.email.isEmpty() && account.partyIds.isEmpty())
        return QStringList();
    QStringList ways;
    storage::Binds binds;
    if (!account.email.isEmpty()) { // that of a forgotten requester is empty, too
        ways << u"requester_email = ?"_s;
        binds << account.email;
    }
    if (!account.partyIds.isEmpty()) {
        const QString places = QStringList(account.partyIds.size(), u"?"_s).join(u',');
        ways << u"resource_id IN (SELECT resource_id FROM parties WHERE id IN (%1))"_s.arg(places);
        for (const QString &party : account.partyIds)
            binds << party;
    }
    QString where = u"status <> 'canceled' AND (%1)"_s.arg(ways.join(u" OR "_s));
    if (account.admin) {
        where = u"1 = 1"_s;
        binds.clear();
    }
    PORTIER_ASSIGN(rows, tx.query(u"SELECT id FROM bookings WHERE "_s + where + u" ORDER BY id"_s, binds));
    QStringList ids;
    for (const storage::Row &row : std::as_const(rows))
        ids.append(row.text(0));
    return ids;
}

Result<> tell(storage::Transaction &tx, const QString &accountId, const QStringList &ids, const QSet<QString> &except,
              ChangeOperation operation, Instant now)
{
    for (const QString &id : ids) {
        if (!except.contains(id))
            PORTIER_TRY(operations::appendChange(
                tx, {bookingKind(operation), id, operation, u"account:"_s + accountId, id}, now));
    }
    return {};
}

QSet<QString> setOf(const QStringList &ids)
{
    return {ids.cbegin(), ids.cend()};
}

} // namespace

Result<> tellOfSight(storage::Transaction &tx, const BookingAccount &before, const BookingAccount &after, Instant now)
{
    if (before.email == after.email && before.admin == after.admin && setOf(before.partyIds) == setOf(after.partyIds))
        return {};
    PORTIER_ASSIGN(then, seenBy(tx, before));
    PORTIER_ASSIGN(fromNowOn, seenBy(tx, after));
    PORTIER_TRY(tell(tx, after.id, then, setOf(fromNowOn), ChangeOperation::Removed, now));
    return tell(tx, after.id, fromNowOn, setOf(then), ChangeOperation::Created, now);
}

} // namespace portier::bookings
