// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/e2e/portierdprocess.h"

#include <functional>

namespace portier::test
{

/// Rows for commands that work in the running service and without one (PLT-151), on each database.
void commandRows();
/// Takes the steps of the present row. A running service must then end well and have logged none of the secrets.
void runCommandRow(const std::function<void(PortierdProcess &)> &steps, const QByteArrayList &secrets);

} // namespace portier::test
