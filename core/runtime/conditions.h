// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/dispatcher.h"
#include "core/operations/condition.h"
#include "core/storage/transaction.h"
#include "core/trips/sources/sourcetroubles.h"

namespace portier::runtime
{

/// The free and the whole space of a disk, in bytes.
struct DiskSpace {
    qint64 free = 0;
    qint64 total = 0;
};
[[nodiscard]] DiskSpace diskSpace(const QString &directory);
/// Less than 10 % or less than 1 GiB is left.
[[nodiscard]] bool isLow(const DiskSpace &space);

/// The instance's mails of the day are used up (PLT-137).
inline const QString mailCeiling = QStringLiteral("mail_ceiling");

// What PLT-173 lists, by the room that knows. `since`: when this process began to look; what was due before counts from
// then on.
[[nodiscard]] operations::Findings diskFindings(const DiskSpace &space, const QString &instance);
[[nodiscard]] operations::Findings channelFindings(const QList<notifications::Dispatcher::Failing> &failing,
                                                   Instant now);
/// Workers, schedules, outbox, dead letters, poison jobs, paused channels, used-up mails. `workerSilence`: after how
/// long without a sign a worker is missing; nothing where whoever asks is the only one (SQLite).
[[nodiscard]] Result<operations::Findings> workFindings(storage::Transaction &tx, Instant since, Instant now,
                                                        std::optional<Millis> workerSilence);
[[nodiscard]] operations::Findings sourceFindings(const QList<trips::SourceTrouble> &troubles);

} // namespace portier::runtime
