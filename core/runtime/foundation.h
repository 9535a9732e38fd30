// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/operations/sealer.h"
#include "core/runtime/startfailure.h"
#include "core/storage/database.h"
#include "core/storage/instancelock.h"

namespace portier::runtime
{

/// How a process opens the data.
struct FoundationOptions {
    bool alwaysLock = true;          ///< a service; a sub-command on PostgreSQL works beside others
    bool adopt = false;              ///< take whatever database is there for this directory's own (PLT-152)
    bool migrateWhenChecked = false; ///< `portierd migrate` applies migrations also where database.migrate is `check`
    std::function<bool()> stopRequested; ///< asked between two migrations
};

/// What everything stands on: the locked data directory, the migrated database, the key for sealed values.
struct Foundation {
    std::unique_ptr<storage::InstanceLock> lock;
    std::shared_ptr<operations::KeyRing> keys; ///< the key file as read; rotation changes it while running
    std::shared_ptr<const operations::Sealer> sealer;
    std::unique_ptr<storage::Database> database;
    QString instanceId;
};

/// Makes the data directory (0700), locks it, opens and migrates the database, and checks that database, directory and
/// key file belong together. Changes nothing when it refuses.
[[nodiscard]] tl::expected<Foundation, StartFailure>
openFoundation(const Config &config, const std::shared_ptr<Clock> &clock, const FoundationOptions &options);

} // namespace portier::runtime
