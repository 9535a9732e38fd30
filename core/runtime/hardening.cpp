// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace portier::runtime
{

void hardenProcess()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    // The limit does not hold where the kernel pipes dumps to a program. (The leak sanitizer traces its own process.)
    prctl(PR_SET_DUMPABLE, 0);
#endif
    umask(0027); // logs are for the owner and its group
}

} // namespace portier::runtime
