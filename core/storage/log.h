// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace portier::storage
{

Q_DECLARE_LOGGING_CATEGORY(logStorage)

} // namespace portier::storage
