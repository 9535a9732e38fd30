// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/outbox.h"

namespace portier::runtime
{

/// The active admins, each with one of the channels at a time.
[[nodiscard]] Result<QList<notifications::Recipient>> adminRecipients(storage::Transaction &tx,
                                                                      const QList<notifications::Channel> &channels);

} // namespace portier::runtime
