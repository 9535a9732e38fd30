// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/bookings/bookingworld.h"

#include "core/base/zonedtime.h"
#include "core/bookings/firstresource.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace portier::test
{

using bookings::BookingAccount;
using bookings::BookingCaller;
using storage::Transaction;

namespace
{

Instant atLocal(const QString &text)
{
    const QDateTime local = QDateTime::fromString(text, Qt::ISODate);
    return resolveLocal(local.date(), local.time(), QTimeZone("Europe/Berlin")).instant;
}

QStringList columnOf(storage::Database &database, const QString &sql, const storage::Binds &binds = {})
{
    const auto rows = database.readBlocking([&](Transaction &tx) { return tx.query(sql, binds); });
    if (!rows)
        qFatal("%s: %s", qPrintable(sql), qPrintable(rows.error().message));
    QStringList values;
    for (const storage::Row &row : *rows)
        values.append(row.text(0));
    return values;
}

} // namespace

BookingWorld::BookingWorld(const QString &backend, const storage::DatabaseOptions &options)
    : clock(std::make_shared<ManualClock>(atLocal(u"2027-03-01T10:00"_s))), db(backend, clock, options),
      rateLimits(*db, clock, metrics), links(*db, clock, identity::LinkSigner(aKeyRing())),
      environment(std::make_shared<bookings::BookingEnvironment>()), service(*db, clock, environment),
      resources(*db, clock, environment)
{
    environment->findAccount = [this](Transaction &, const QString &id) -> Result<std::optional<BookingAccount>> {
        return accounts.contains(id) ? std::optional(accounts.value(id)) : std::nullopt;
    };
    environment->accountsOfParty = [this](Transaction &, const QString &partyId) -> Result<QList<BookingAccount>> {
        QList<BookingAccount> bound;
        for (const BookingAccount &each : std::as_const(accounts)) {
            if (each.partyIds.contains(partyId))
                bound.append(each);
        }
        return bound;
    };
    environment->accountByEmail = [this](Transaction &, const QString &email) -> Result<std::optional<BookingAccount>> {
        for (const BookingAccount &each : std::as_const(accounts)) {
            if (each.email == email)
                return each;
        }
        return std::nullopt;
    };
    environment->schedules = schedules;
    environment->links = &links;
    environment->sealer = aSealer();
    environment->rateLimits = &rateLimits;
    allowPerDay(1000);
    environment->partyEmails = {u"ingeborg@haus.example"_s, u"cornelia@haus.example"_s, u"angelika@haus.example"_s};
    accounts.insert(u"admin"_s, {u"admin"_s, {}, u"de"_s, true, {}});
    const auto prepared = db->writeBlocking(
        [this](Transaction &tx) { return bookings::makeFirstResource(tx, *environment, clock->now()); });
    if (!prepared)
        qFatal("the first house: %s", qPrintable(prepared.error().message));
    resourceId = columnOf(*db, u"SELECT id FROM resources"_s).value(0);
    slug = columnOf(*db, u"SELECT slug FROM resources"_s).value(0);
    reloadParties();
}

void BookingWorld::allowPerDay(int requests)
{
    operations::RatePolicies policies;
    if (!policies.configure(u"booking_submit"_s, u"%1/day"_s.arg(requests)))
        qFatal("no such limit");
    rateLimits.setPolicies(policies);
}

void BookingWorld::reloadParties()
{
    m_parties.clear();
    const QStringList names = columnOf(*db, u"SELECT name FROM parties ORDER BY resource_id, position"_s);
    const QStringList ids = columnOf(*db, u"SELECT id FROM parties ORDER BY resource_id, position"_s);
    for (qsizetype i = 0; i < names.size(); ++i)
        m_parties.insert(names.at(i), ids.at(i));
}

BookingCaller BookingWorld::requester(const QString &email)
{
    BookingCaller caller;
    caller.kind = BookingCaller::Kind::PersonalLink;
    caller.email = email;
    return caller;
}

BookingCaller BookingWorld::approver(const QString &partyName) const
{
    BookingCaller caller;
    caller.kind = BookingCaller::Kind::ApproverLink;
    caller.partyId = party(partyName);
    return caller;
}

BookingCaller BookingWorld::account(const QString &id)
{
    BookingCaller caller;
    caller.kind = BookingCaller::Kind::Account;
    caller.accountId = id;
    return caller;
}

QJsonObject BookingWorld::request(const QString &start, const QString &end, const QJsonObject &more) const
{
    QJsonObject body{{u"resource"_s, slug},
                     {u"requester_first_name"_s, u"Mara"_s},
                     {u"requester_email"_s, u"mara@gast.example"_s},
                     {u"start_date"_s, start},
                     {u"end_date"_s, end},
                     {u"party_size"_s, 4},
                     {u"affiliation_party_id"_s, party(u"Cornelia"_s)},
                     {u"long_stay_confirmed"_s, true}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        if (it->isUndefined())
            body.remove(it.key());
        else
            body.insert(it.key(), *it);
    }
    return body;
}

Result<bookings::BookingView> BookingWorld::submit(const QJsonObject &body, const BookingCaller &caller)
{
    return wait(service.submit(caller, body));
}

QString BookingWorld::booked(const QString &start, const QString &end, const QJsonObject &more)
{
    const auto view = submit(request(start, end, more));
    if (!view)
        qFatal("submit %s: %s %s", qPrintable(start), qPrintable(view.error().code), qPrintable(view.error().message));
    return view->id;
}

QString BookingWorld::confirmed(const QString &start, const QString &end, const QJsonObject &more)
{
    const QString id = booked(start, end, more);
    for (const QString &name : {u"Ingeborg"_s, u"Cornelia"_s, u"Angelika"_s}) {
        if (const auto result = approve(name, id); !result)
            qFatal("approve: %s %s", qPrintable(result.error().code), qPrintable(result.error().message));
    }
    return id;
}

Result<bookings::DecisionResult> BookingWorld::approve(const QString &partyName, const QString &id,
                                                       std::optional<int> round)
{
    return wait(service.approve(approver(partyName), id, {{u"round"_s, round ? *round : roundOf(id)}}));
}

Result<bookings::DecisionResult> BookingWorld::deny(const QString &partyName, const QString &id,
                                                    const QJsonObject &more)
{
    QJsonObject body{{u"round"_s, roundOf(id)}, {u"comment"_s, u"Da sind wir selbst dort"_s}};
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), *it);
    return wait(service.deny(approver(partyName), id, body));
}

Result<bookings::DecisionResult> BookingWorld::cancel(const BookingCaller &caller, const QString &id,
                                                      const QString &comment)
{
    return wait(service.cancel(caller, id, comment.isEmpty() ? QJsonObject() : QJsonObject{{u"comment"_s, comment}}));
}

Result<bookings::ChangedBooking> BookingWorld::edit(const QString &id, const QJsonObject &patch,
                                                    const BookingCaller &caller)
{
    return wait(service.edit(caller, id, patch, versionOf(id)));
}

Result<bookings::ChangedBooking> BookingWorld::reopen(const QString &id, const QJsonObject &patch,
                                                      const BookingCaller &caller)
{
    QJsonObject body = patch;
    if (!body.contains(u"long_stay_confirmed"_s))
        body.insert(u"long_stay_confirmed"_s, true);
    return wait(service.reopen(caller, id, body, versionOf(id)));
}

bookings::BookingView BookingWorld::seen(const QString &id)
{
    const auto view = wait(service.find(account(u"admin"_s), id));
    if (!view)
        qFatal("find: %s", qPrintable(view.error().code));
    return *view;
}

QStringList BookingWorld::timelineOf(const QString &id)
{
    return columnOf(*db, u"SELECT type FROM timeline_events WHERE booking_id = ? ORDER BY seq"_s, {id});
}

QStringList BookingWorld::approvalsOf(const QString &id)
{
    return columnOf(*db,
                    u"SELECT p.name || ':' || a.decision FROM approvals a JOIN parties p ON p.id = a.party_id "
                    "WHERE a.booking_id = ? ORDER BY p.position"_s,
                    {id});
}

QStringList BookingWorld::takeMails()
{
    const QStringList all = columnOf(*db, u"SELECT kind || ' > ' || address FROM notification_messages "
                                          "ORDER BY created_at, id"_s);
    const QStringList fresh = all.mid(m_mailsSeen);
    m_mailsSeen = all.size();
    return fresh;
}

void BookingWorld::advanceTo(const QString &localTime)
{
    clock->advanceTo(atLocal(localTime));
}

} // namespace portier::test
