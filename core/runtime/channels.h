// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"
#include "core/notifications/dispatcher.h"

namespace portier::notifications
{
class TransferPool;
}

namespace portier::runtime
{

/// Gives the dispatcher the channels that the configuration names; those without credentials run dry (PLT-117,
/// PLT-122). Error: Invalid when settings contradict each other.
[[nodiscard]] Result<> connectChannels(notifications::Dispatcher &dispatcher,
                                       const std::shared_ptr<notifications::TransferPool> &pool,
                                       const std::shared_ptr<Clock> &clock,
                                       const std::shared_ptr<const operations::Sealer> &sealer, const Config &config);
/// Changes whenever a refused channel is worth another try (PLT-111).
[[nodiscard]] QByteArray channelMark(const Config &config);
/// What is wrong with the settings of channels beyond each one's own range, one line each.
[[nodiscard]] QStringList mailProblems(const Config &config);

} // namespace portier::runtime
