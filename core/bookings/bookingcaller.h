// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"

#include <QString>

namespace portier::bookings
{

/// Who asks, as proven by session or link. An account's address and parties are looked up inside the transaction.
struct BookingCaller {
    enum class Kind {
        Anonymous,
        Account,      ///< `accountId`
        PersonalLink, ///< `email`: every booking of that address (BKG-075)
        ApproverLink, ///< `partyId`: decides for that party
        Operator,     ///< the command line: an admin without limits
    };
    Kind kind = Kind::Anonymous;
    operations::Actor actor;
    QString accountId;
    QString email; ///< as stored: normalEmail()
    QString partyId;
    QString language; ///< of the request: "de" | "en"; empty: none known

    [[nodiscard]] bool isAnonymous() const { return kind == Kind::Anonymous; }
};

} // namespace portier::bookings
