// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/mailfacts.h"
#include "core/notifications/outbox.h"
#include "core/operations/condition.h"

namespace portier::notifications
{

/// The kind of the mails that critical notices are (PLT-174).
inline const QString criticalNoticeKind = QStringLiteral("critical_notice");

/// Facts of the mails to operators.
[[nodiscard]] QMap<QString, QList<Fact>> operatorMailFacts();
/// A notice as an event: nobody can switch it off, and it is never collected. Its key makes it happen once, whichever
/// instance tells it.
[[nodiscard]] Event criticalNotice(const operations::Notice &notice, const QString &instance);

} // namespace portier::notifications
