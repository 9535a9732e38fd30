// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/feedqueries.h"

#include "core/bookings/bookingfeed.h"
#include "core/bookings/bookingqueries.h"
#include "core/bookings/bookingservice.h"
#include "core/bookings/bookingstore.h"
#include "core/bookings/resourcestore.h"
#include "core/identity/linkservice.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using identity::LinkOwner;
using storage::Transaction;

Result<CalendarFile> houseFeed(const BookingEnvironment &environment, Transaction &tx, const QString &slug, Instant now)
{
    PORTIER_ASSIGN(house, BookingQueries(environment, tx, {}, now).resource(slug));
    PORTIER_ASSIGN(shown,
                   BookingStore(tx).forFeed(house.id, feedWindow(house.today, house.limits), now - cancelledInFeed));
    CalendarFile file;
    file.name = house.name;
    for (const Booking &booking : std::as_const(shown))
        file.events.append(houseEvent(booking, house.language, environment.instanceId));
    return file;
}

Result<CalendarFile> ownFeed(const BookingEnvironment &environment, Transaction &tx, const QString &email, Instant now)
{
    BookingStore bookings(tx);
    PORTIER_ASSIGN(own, bookings.forPersonalFeed(email, now - cancelledInFeed));
    PORTIER_ASSIGN(houses, ResourceStore(tx).list());
    PORTIER_ASSIGN(language, bookings.languageOf(email));
    CalendarFile file;
    file.name = language == u"en"_s ? u"My stays"_s : u"Meine Aufenthalte"_s;
    for (const Booking &booking : std::as_const(own)) {
        QString houseName;
        for (const Resource &house : std::as_const(houses)) {
            if (house.id == booking.resourceId)
                houseName = house.name;
        }
        file.events.append(ownEvent(booking, houseName, environment.instanceId));
    }
    return file;
}

// The same as coroutines of the service.

QCoro::Task<Result<CalendarFile>> BookingService::houseFeed(QString slug)
{
    return m_database.read([environment = m_environment, slug, now = m_clock->now()](Transaction &tx) {
        return bookings::houseFeed(*environment, tx, slug, now);
    });
}

QCoro::Task<Result<CalendarFile>> BookingService::ownFeed(QString email)
{
    return m_database.read([environment = m_environment, email, now = m_clock->now()](Transaction &tx) {
        return bookings::ownFeed(*environment, tx, email, now);
    });
}

QCoro::Task<Result<QString>> BookingService::feedToken(QString email)
{
    return m_database.read([environment = m_environment, email](Transaction &tx) -> Result<QString> {
        PORTIER_ASSIGN(link, identity::LinkStore(tx).find(LinkOwner::feed(email)));
        return link ? environment->links->token(*link) : QString();
    });
}

QCoro::Task<Result<QString>> BookingService::makeFeedToken(QString email)
{
    return m_database.write(
        [environment = m_environment, email, now = m_clock->now()](Transaction &tx) -> Result<QString> {
            PORTIER_ASSIGN(link, environment->links->ensure(tx, LinkOwner::feed(email), now));
            return environment->links->token(link);
        });
}

} // namespace portier::bookings
