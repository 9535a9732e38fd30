// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/outbox.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

// What all messages about trips have in common; core/notifications/mailfacts.cpp lists the facts.

[[nodiscard]] QJsonObject moneyFact(qint64 minor, const QString &currency);
/// Name, route, dates, link: what a message about one trip says first.
[[nodiscard]] QJsonObject tripFacts(const Trip &trip, bool simulated);
[[nodiscard]] notifications::Recipient recipientOf(const TripOwner &owner, notifications::Channel channel);
/// An event of the list "trips" about one trip, of class Alert; without facts and recipients.
[[nodiscard]] notifications::Event tripEvent(const Trip &trip, const QString &kind, const QString &key);

} // namespace portier::trips
