// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/commands/command.h"

namespace portier::commands
{

/// The result of one row in the language of the person at the terminal: "created" becomes "angelegt".
[[nodiscard]] QString importResultText(const CoreCall &call, const QString &result);
/// What is wrong with a row, one indented line each.
void printProblems(const CoreCall &call, const QList<FieldError> &problems);
/// What stands below all rows: columns nobody knows, and whether anything was written.
void printImportEnd(const CoreCall &call, const QStringList &ignoredColumns, bool written);

} // namespace portier::commands
