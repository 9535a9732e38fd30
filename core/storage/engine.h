// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/work.h"

namespace portier::storage
{

class DatabaseMeter;

/// The database threads of one backend.
class Engine
{
public:
    virtual ~Engine() = default;
    /// From any thread; `work` stays alive until it was replied to.
    virtual void submit(Work *work) = 0;
};

/// Runs a body on a connection whose transaction (or savepoint) has begun. An exception is a bug: it is logged and
/// becomes Internal. A failed statement makes the whole body fail, even if the body itself says it went well.
void runBody(Connection &connection, Work &work, DatabaseMeter &meter);
/// COMMIT, measured.
[[nodiscard]] Result<> commit(Connection &connection, DatabaseMeter &meter);

} // namespace portier::storage
