// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::runtime
{

/// No core dumps, which would hold secrets (PLT-182), and new files closed to others.
void hardenProcess();

} // namespace portier::runtime
