// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/resource.h"
#include "core/operations/ratelimits.h"
#include "core/scheduling/scheduletable.h"
#include "core/storage/database.h"

#include <functional>

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

/// What bookings need to know of an account.
struct BookingAccount {
    QString id;
    QString email; ///< normalEmail(), only if verified (BKG-069); else empty
    QString language;
    bool admin = false;
    QStringList partyIds; ///< the parties it may decide for
};

/// What the room needs from others, chosen by the composition root. What is called inside a transaction runs on
/// database threads and must be safe there.
struct BookingEnvironment {
    /// Nothing for an account that is gone or disabled.
    std::function<Result<std::optional<BookingAccount>>(storage::Transaction &, const QString &accountId)> findAccount;
    /// Accounts bound to a party, for the change feed and for the language of its mails.
    std::function<Result<QList<BookingAccount>>(storage::Transaction &, const QString &partyId)> accountsOfParty;
    /// The account whose verified address this is, for the change feed.
    std::function<Result<std::optional<BookingAccount>>(storage::Transaction &, const QString &email)> accountByEmail;
    const identity::LinkService *links = nullptr;
    operations::RateLimits *rateLimits = nullptr; ///< null: nothing is limited
    std::shared_ptr<const operations::Sealer> sealer;
    Limits limits;                                  ///< of the instance; limitsInForce() is what counts
    QString zone = QStringLiteral("Europe/Berlin"); ///< bookings.zone, of the first resource
    QStringList partyEmails;                        ///< bookings.party_emails, read at the first start only
    QString instanceId;                             ///< for UIDs (BKG-120)
    scheduling::Schedules schedules = std::make_shared<scheduling::ScheduleTable>();

    /// With what admins change while everything runs (PLT-185): the number of requests a day as the policy
    /// "booking_submit" has it, and when the digest goes out. Safe on any thread.
    [[nodiscard]] Limits limitsInForce() const;
};
using BookingEnv = std::shared_ptr<const BookingEnvironment>;

} // namespace portier::bookings
