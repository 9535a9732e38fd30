// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trips/tripimport.h"

#include <QJsonObject>

namespace portier::api
{

/// What an import did, as the API and the command line show it (TRP-252).
[[nodiscard]] QJsonObject toJson(const trips::ImportReport &report, const trips::ImportOptions &options,
                                 const QString &language);

} // namespace portier::api
