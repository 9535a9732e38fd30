// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/outbox.h"
#include "core/trips/sources/sourcenotice.h"
#include "core/trips/tripenvironment.h"

namespace portier::trips
{

/// What administrators are told of a price source: 80 % and 100 % of a budget once per source and period (TRP-118),
/// refused credentials once per occurrence (TRP-128).
[[nodiscard]] notifications::Event sourceNoticeEvent(const SourceNotice &notice, const QList<TripOwner> &admins,
                                                     Instant now);

} // namespace portier::trips
