// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace portier::api
{

/// openapi.yaml as JSON, without operations that are only planned.
[[nodiscard]] QByteArray openApiDocument();

} // namespace portier::api
