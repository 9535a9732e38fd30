// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace portier::storage
{

/// Splits a script into its statements (the drivers take one at a time). Knows comments, quoted text and names, dollar
/// quotes and the bodies of SQLite triggers; drops empty statements and comments around them.
[[nodiscard]] QStringList splitStatements(const QString &script);

} // namespace portier::storage
