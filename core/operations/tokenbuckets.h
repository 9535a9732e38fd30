// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/ratepolicy.h"

#include <QHash>
#include <QMutex>

namespace portier::operations
{

/// Per-second and per-minute policies, in process memory (PLT-061, PLT-063). The generic cell rate algorithm: each key
/// has one moment, its theoretical arrival time, which every admitted request moves on by period/count and which may
/// lie at most burst times that ahead of now. (ITU-T I.371, virtual scheduling.) Thread-safe.
class TokenBuckets
{
public:
    struct State {
        bool admitted = true;
        qint64 remaining = 0;
        Millis wait{0}; ///< refused: until the next one passes; admitted: until the bucket is full again
    };

    /// `now` is monotonic time.
    [[nodiscard]] State take(const QString &policy, const QString &key, const RateLimit &limit, Millis now);
    /// Looks only.
    [[nodiscard]] State look(const QString &policy, const QString &key, const RateLimit &limit, Millis now) const;
    /// Gives one back, at most up to a full bucket.
    void giveBack(const QString &policy, const QString &key, const RateLimit &limit);
    [[nodiscard]] qsizetype size() const;

private:
    using Nanos = std::chrono::nanoseconds;
    [[nodiscard]] State judge(Nanos arrival, const RateLimit &limit, Nanos now, bool taking) const;
    void forgetFull(Nanos now);

    mutable QMutex m_mutex;
    QHash<std::pair<QString, QString>, Nanos> m_arrivals;
    qsizetype m_sweepAt = 1024; ///< number of keys at which full buckets are forgotten
};

} // namespace portier::operations
