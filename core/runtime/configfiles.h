// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/config.h"

namespace portier::runtime
{

/// Reads the configuration of this process: file, environment, systemd's credentials, and `flags` ("a.b=value").
/// `file` empty: /etc/portier/portier.conf where that exists. All problems come back at once, one line each.
[[nodiscard]] tl::expected<Config, QStringList> readConfig(const QString &file, const QStringList &flags);

/// Whether the text obeys a grammar that the table of settings does not know: schedules and rates.
[[nodiscard]] bool isWellFormed(const Setting &setting, const QString &text);

/// The content of a secret's file. Error: Invalid "secret_file", its message says what is wrong (PLT-179).
[[nodiscard]] Result<QByteArray> readSecretFile(const QString &path);

} // namespace portier::runtime
