// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

namespace portier
{

/// One record of a CSV file.
struct CsvRecord {
    int line = 0; ///< where it begins, from 1
    QStringList fields;
};

/// Reads RFC 4180 text in UTF-8 with an optional byte order mark; lines end with CRLF or LF, empty lines are left out.
/// Error: Invalid "csv_malformed", details {"line", "reason": encoding | quote | nul}.
[[nodiscard]] Result<QList<CsvRecord>> readCsv(const QByteArray &utf8);
/// One record with CRLF; fields are quoted where they must be.
[[nodiscard]] QByteArray csvLine(const QStringList &fields);

/// Text that a spreadsheet would take for a formula (begins with = + - @, tab or CR) gets an apostrophe in front.
[[nodiscard]] QString guardFormula(const QString &text);
/// Takes the apostrophe of guardFormula off again.
[[nodiscard]] QString unguardFormula(const QString &text);

} // namespace portier
