// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::api
{

struct ApiRequest;

/// PLT-074: whether a form may come from where the browser says it comes from.
[[nodiscard]] bool isOwnOrigin(const ApiRequest &request, const QString &publicUrl);

} // namespace portier::api
