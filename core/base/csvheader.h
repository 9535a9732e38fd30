// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/csv.h"

namespace portier
{

/// The first record of a CSV file, which names its columns in any order.
struct CsvHeader {
    QStringList names;   ///< trimmed, as they stand
    QStringList ignored; ///< those that nobody knows
};

/// Errors: Invalid "validation_failed" with "header_missing", "column_twice" of a known one, "required" of a missing
/// one.
[[nodiscard]] Result<CsvHeader> readCsvHeader(const QList<CsvRecord> &records, const QStringList &known,
                                              const QStringList &required);

/// "too_many_cells" when a record has more cells than there are columns.
[[nodiscard]] QList<FieldError> surplusCells(const CsvHeader &header, const CsvRecord &record);
/// The cell of a column as it was meant: trimmed, without the guard against formulas; empty when there is none.
[[nodiscard]] QString csvCell(const CsvHeader &header, const CsvRecord &record, const QString &column);

} // namespace portier
