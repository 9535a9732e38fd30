// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/snapshot.h"

namespace portier::trips
{

enum class CheckState { Queued, Running, Done };
[[nodiscard]] QString toText(CheckState state); ///< "queued" | "running" | "done"
[[nodiscard]] std::optional<CheckState> checkStateFromText(const QString &text);

/// One attempt to price all tracked sides of one trip, as stored.
struct PriceCheck {
    QString id;
    QString tripId;
    QString runId; ///< empty: none
    Trigger trigger = Trigger::Manual;
    bool liveOnly = false;           ///< no stored answer may be used (TRP-261)
    std::optional<Trigger> followUp; ///< a check to start when this one has ended (TRP-095)
    int queryRevision = 1;
    CheckState state = CheckState::Queued;
    std::optional<CheckOutcome> outcome;
    QString snapshotId; ///< empty: none
    std::optional<CheckError> error;
    QString jobId;
    Instant createdAt;
    std::optional<Instant> startedAt;
    std::optional<Instant> finishedAt;
};

enum class RunKind { Schedule, Manual };
enum class RunOutcome { Succeeded, Partial, Failed, Empty };
enum class RunItemState { Waiting, Running, Done, Skipped, TimedOut };
[[nodiscard]] QString toText(RunKind kind);       ///< "schedule" | "manual"
[[nodiscard]] QString toText(RunOutcome outcome); ///< "succeeded", "partial", …
[[nodiscard]] QString toText(RunItemState state); ///< "waiting", …, "timed_out"
[[nodiscard]] std::optional<RunOutcome> runOutcomeFromText(const QString &text);
[[nodiscard]] std::optional<RunItemState> runItemStateFromText(const QString &text);

/// One trip of a run.
struct RunItem {
    int position = 0;
    QString tripId;
    QString checkId; ///< empty until its turn
    RunItemState state = RunItemState::Waiting;
    std::optional<CheckOutcome> outcome;
};

/// Checks of one user that were started together.
struct RefreshRun {
    QString id;
    QString userId;
    RunKind kind = RunKind::Manual;
    QString occurrenceId; ///< Schedule: the occurrence it belongs to
    QString jobId;
    bool running = true;
    std::optional<RunOutcome> outcome;
    int total = 0;
    int done = 0;    ///< items that ended, failed ones among them
    int failed = 0;  ///< ended without a price or timed out
    int skipped = 0; ///< paused, expired, departed or deleted before their turn
    Instant createdAt;
    Instant updatedAt;
    std::optional<Instant> finishedAt;
    QList<RunItem> items; ///< filled by RunStore::find
};

/// TRP-140: how a run ended, from its items.
[[nodiscard]] RunOutcome judgeRun(const QList<RunItem> &items);
/// An item that ended well: complete or duplicate.
[[nodiscard]] bool isGood(const RunItem &item);
/// An item that ended without any price.
[[nodiscard]] bool isFailed(const RunItem &item);

} // namespace portier::trips
