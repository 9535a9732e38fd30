// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::operations
{
class Metrics;
}

namespace portier::scheduling
{

/// How an occurrence ended.
struct ClosedOccurrence {
    QString work;
    QString outcome; ///< ran | caught_up | skipped | missed
    QString reason;
    QString id;    ///< also of its job, if it came that far
    QString owner; ///< of its schedule; only of those that ended without any work
};

/// Counts it and writes it to the log, once its end has committed (PLT-162, PLT-168).
void reportClosed(operations::Metrics &metrics, const ClosedOccurrence &closed);

} // namespace portier::scheduling
