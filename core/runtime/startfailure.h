// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::runtime
{

/// What the process exits with.
enum ExitCode {
    ExitOk = 0,
    ExitFailed = 1,           ///< anything without a code of its own; some rows or checks of a command failed
    ExitUsage = 2,            ///< wrong arguments, wrong configuration (PLT-184)
    ExitMigration = 3,        ///< changed, missing or newer migration (PLT-149)
    ExitLocked = 4,           ///< another process holds the data directory (PLT-151)
    ExitIdentity = 5,         ///< the database is not the one that belongs here (PLT-152)
    ExitKey = 6,              ///< key file missing, wrong or readable by others (PLT-180)
    ExitMigrationStopped = 7, ///< SIGTERM between two migrations (PLT-150)
    ExitNothingMatched = 8,   ///< TRP-263
    ExitUnavailable = 9,      ///< database not reachable (TRP-263)
    ExitSecondSignal = 130,   ///< PLT-102
};

/// Why the service cannot start: one sentence that says what to do, and the exit code.
struct StartFailure {
    int exitCode = ExitFailed;
    QString sentence;
};

} // namespace portier::runtime
