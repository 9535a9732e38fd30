// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/mailfacts.h"

#include <QMap>

namespace portier::notifications
{

/// The kinds of mails about bookings, M0 to M11 of bookings.md section 13, with their facts.
[[nodiscard]] QMap<QString, QList<Fact>> bookingMailFacts();

} // namespace portier::notifications
