// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/collectionstore.h"
#include "core/notifications/digest.h"
#include "core/notifications/notificationsettings.h"
#include "core/operations/sealer.h"

#include <QHash>

namespace portier::notifications
{

/// What the inlet's collected messages would say, by message id.
[[nodiscard]] Result<QHash<QString, DigestEntry>> wordEntries(storage::Transaction &tx, const Inlet &inlet,
                                                              const NotificationSettings &settings,
                                                              const operations::Sealer &sealer, Instant now);

/// Lets go what is due, in the transaction that closes its job (PLT-134). Messages that were collected after `entries`
/// were worded wait for the next look. Gives the messages that ended here. `period`: stands for digests at the person's
/// own time; empty: the day or week they were due (PLT-089).
[[nodiscard]] Result<QList<Message>> releaseDue(storage::Transaction &tx, const Inlet &inlet,
                                                const QHash<QString, DigestEntry> &entries,
                                                const NotificationSettings &settings, const QString &period,
                                                Instant now);

} // namespace portier::notifications
