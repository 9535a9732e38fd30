// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace portier::control
{

/// One sub-command for the running service. On the wire: one line of JSON; the reply is lines of {"out"} and {"err"}
/// (base64) and ends with {"exit": code}.
struct ControlRequest {
    QStringList words; ///< as on the command line, settings left out: {"user", "add", "--email", "…"}
    QByteArray input;  ///< what the sub-command reads: a password, a file to import
    QString language;  ///< "de" | "en"
};

/// Largest request line: an import of 16 MiB in base64 and something beside it.
constexpr qint64 maxRequestBytes = 24 * 1024 * 1024;

[[nodiscard]] QByteArray toLine(const ControlRequest &request);
/// Error: Invalid "control_request".
[[nodiscard]] Result<ControlRequest> requestFromLine(const QByteArray &line);

/// "portierd.sock" in the data directory (PLT-151).
[[nodiscard]] QString controlSocketPath(const QString &dataDirectory);

} // namespace portier::control
