// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/apirequest.h"

#include <QStringList>

namespace portier::api
{

/// Adds the CORS headers of PLT-073 when the request's Origin is one of `origins`; nothing otherwise. `allow` is the
/// value of Allow, for preflights.
void addCors(const QStringList &origins, const ApiRequest &request, const QByteArray &allow, ApiResponse *response);

} // namespace portier::api
