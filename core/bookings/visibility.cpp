// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/visibility.h"

#include "core/base/enumtext.h"

namespace portier::bookings
{

namespace
{
constexpr EnumTable<AllowedAction, 6> actionNames{{{AllowedAction::Approve, "approve"},
                                                   {AllowedAction::Deny, "deny"},
                                                   {AllowedAction::Edit, "edit"},
                                                   {AllowedAction::Rename, "rename"},
                                                   {AllowedAction::Cancel, "cancel"},
                                                   {AllowedAction::Reopen, "reopen"}}};
} // namespace

Sight sightOf(BookingStatus status, const Standing &standing)
{
    if (standing.admin)
        return Sight::Full;
    if (status == BookingStatus::Canceled)
        return Sight::Nothing;
    if (standing.requester || standing.approver)
        return Sight::Full;
    return isBlocking(status) ? Sight::Public : Sight::Nothing;
}

QString toText(AllowedAction action)
{
    return nameIn(actionNames, action);
}

QList<AllowedAction> allowedActions(BookingStatus status, bool past, const Standing &standing,
                                    std::optional<Decision> own)
{
    QList<AllowedAction> actions;
    if (past || status == BookingStatus::Canceled)
        return actions;
    if (own && status == BookingStatus::Pending && *own == Decision::NoResponse)
        actions.append(AllowedAction::Approve);
    if (own && isBlocking(status))
        actions.append(AllowedAction::Deny);
    if (standing.requester) {
        if (status == BookingStatus::Pending)
            actions.append(AllowedAction::Edit);
        else if (status == BookingStatus::Confirmed)
            actions.append(AllowedAction::Rename);
        else
            actions.append(AllowedAction::Reopen);
    }
    if (standing.requester || standing.admin)
        actions.append(AllowedAction::Cancel);
    return actions;
}

} // namespace portier::bookings
