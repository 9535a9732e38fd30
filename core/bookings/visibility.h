// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/booking.h"

#include <QList>

namespace portier::bookings
{

/// What a caller is to one booking. Nothing of it: a viewer.
struct Standing {
    bool requester = false; ///< its address is the caller's proven one
    bool approver = false;  ///< the caller acts for a party of the resource
    bool admin = false;

    bool operator==(const Standing &) const = default;
};

enum class Sight {
    Nothing, ///< answers as an unknown id does (BKG-063)
    Public,
    Full,
};
/// The matrix of BKG-062.
[[nodiscard]] Sight sightOf(BookingStatus status, const Standing &standing);

enum class AllowedAction { Approve, Deny, Edit, Rename, Cancel, Reopen };
[[nodiscard]] QString toText(AllowedAction action); ///< "approve" | "deny" | "edit" | "rename" | "cancel" | "reopen"

/// What the caller may do with it. `own` is the decision of the caller's party in this round; nothing when it is not
/// asked. Edit: every field; Rename: the first name alone, of a confirmed booking (BKG-034).
[[nodiscard]] QList<AllowedAction> allowedActions(BookingStatus status, bool past, const Standing &standing,
                                                  std::optional<Decision> own);

} // namespace portier::bookings
