// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/logline.h"

#include <QHash>

namespace portier::log
{

/// Lets the same line through at most ten times a minute and counts the rest (PLT-164). Not thread-safe.
class RepeatFilter
{
public:
    /// What a minute held back: the line and how often.
    struct Suppressed {
        Record record;
        int count = 0;
    };

    /// True when the line may go out. `now` is monotonic time.
    [[nodiscard]] bool admit(const Record &record, Millis now);
    /// Minutes that ended before `now` and held something back; each is given once.
    [[nodiscard]] QList<Suppressed> takeEnded(Millis now);
    /// All of them, ended or not; at shutdown.
    [[nodiscard]] QList<Suppressed> takeAll();

private:
    struct Window {
        Millis start{0};
        int admitted = 0;
        Suppressed suppressed;
    };
    QHash<size_t, Window> m_windows;
    Millis m_nextSweep{0};
};

} // namespace portier::log
