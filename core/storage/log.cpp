// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/log.h"

namespace portier::storage
{

Q_LOGGING_CATEGORY(logStorage, "portier.storage")

} // namespace portier::storage
