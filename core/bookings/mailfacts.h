// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/booking.h"
#include "core/bookings/resource.h"
#include "core/identity/link.h"

#include <QJsonObject>

namespace portier::identity
{
class LinkService;
}
namespace portier::operations
{
class Sealer;
}

namespace portier::bookings
{

// How facts of mails are written; their lists stand in core/notifications/bookingfacts.cpp.

[[nodiscard]] QJsonObject rangeFact(const DateRange &range);
/// First name, range, days, persons, affiliation and description, as every mail says them.
[[nodiscard]] QJsonObject bookingFacts(const Booking &booking, const Resource &resource, const Party *affiliation);

/// The path of the page that a link opens.
[[nodiscard]] QString linkPath(const identity::LinkService &links, const identity::Link &link);
/// The booking's own page behind a link.
[[nodiscard]] QString bookingPath(const identity::LinkService &links, const identity::Link &link,
                                  const QString &bookingId);
/// The page that asks for one action in one round.
[[nodiscard]] QString actionPath(const identity::LinkService &links, const identity::Link &link, const QString &action,
                                 const Booking &booking);
/// The facts with every path of a link sealed: the database holds no token (BKG-071).
[[nodiscard]] QJsonObject withSealedLinks(const QJsonObject &facts, const QString &kind, const QString &subjectId,
                                          const operations::Sealer &sealer);
/// The public calendar at the month of the booking.
[[nodiscard]] QString calendarPath(const Resource &resource, const Booking &booking);

} // namespace portier::bookings
