// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"

namespace portier
{

/// A value as it was written somewhere, before it is judged.
struct RawValue {
    QString text;
    QString origin;
};

/// The values given by file, environment, credentials and flags, merged by precedence, and what was wrong on the way.
struct ConfigLayers {
    QHash<QString, RawValue> values;
    QStringList problems;
    QStringList warnings;
};
[[nodiscard]] ConfigLayers readConfigLayers(const ConfigInput &input);

/// Pairs of settings that contradict each other, one line each; also fills in values that derive from others.
[[nodiscard]] QStringList contradictions(const Config &config, const ConfigInput &input);

[[nodiscard]] bool isLoopbackHost(const QString &host);
/// Whether an entry of http.listen names the file of a unix socket, not an address and a port.
[[nodiscard]] bool isSocketPath(const QString &listen);

} // namespace portier
