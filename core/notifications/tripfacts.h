// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/mailfacts.h"

#include <QMap>

namespace portier::notifications
{

/// The kinds of mails about trips (TRP-200) with their facts; those about price sources are the operator's.
[[nodiscard]] QMap<QString, QList<Fact>> tripMailFacts();

} // namespace portier::notifications
