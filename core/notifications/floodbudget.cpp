// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/floodbudget.h"

namespace portier::notifications
{

bool isDeferrable(MessageClass messageClass, const QString &list)
{
    return !isForemost(messageClass) && !list.isEmpty();
}

bool isForemost(MessageClass messageClass)
{
    return messageClass < MessageClass::Alert;
}

Instant budgetFreeAt(const QList<Instant> &released, int limit, Instant now)
{
    Instant at = now;
    if (!released.isEmpty())
        at = std::max(at, released.constLast());
    if (released.size() >= limit)
        at = std::max(at, released.at(released.size() - limit) + budgetWindow);
    return at;
}

} // namespace portier::notifications
