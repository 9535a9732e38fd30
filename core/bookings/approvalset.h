// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/booking.h"
#include "core/bookings/resource.h"

#include <functional>

namespace portier::bookings
{

/// The parties whose approval a round that starts now needs (BKG-004), in order.
[[nodiscard]] QList<Party> approvalSet(const QList<Party> &parties);

/// The party of the set whose approval is given by the requester's own address (BKG-025, BKG-026, BKG-032). `proven`:
/// the request itself shows that it comes from that party, by its link or session, or from that address.
[[nodiscard]] std::optional<Party> selfApproving(const QList<Party> &set, const QString &requesterEmail,
                                                 SelfApproval setting,
                                                 const std::function<bool(const Party &)> &proven);

/// Names of the parties that have yet to decide, in the order of `parties`.
[[nodiscard]] QStringList outstandingNames(const QList<Party> &parties, const QList<Approval> &approvals);
/// Names of all parties of the present approval set, in order.
[[nodiscard]] QStringList setNames(const QList<Party> &parties, const QList<Approval> &approvals);
/// Who denied; empty when nobody did.
[[nodiscard]] QString denierName(const QList<Party> &parties, const QList<Approval> &approvals);

[[nodiscard]] const Party *partyById(const QList<Party> &parties, const QString &id);
[[nodiscard]] const Approval *approvalOf(const QList<Approval> &approvals, const QString &partyId);

} // namespace portier::bookings
