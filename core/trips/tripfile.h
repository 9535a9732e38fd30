// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/trips/snapshot.h"
#include "core/trips/tripstore.h"

#include <QByteArray>
#include <QJsonObject>

namespace portier::trips
{

enum class FileFormat { Csv, Json };
[[nodiscard]] std::optional<FileFormat> fileFormatFromText(const QString &text); ///< "csv" | "json"

/// One trip of a file, not yet judged by the rules of trips.
struct FileTrip {
    int row = 0;                ///< CSV: line in the file; JSON: position in "trips", from 1
    QJsonObject body;           ///< a create body plus "status"
    int queryRevision = 1;      ///< of the exported trip, so that its snapshots keep their series apart
    QList<FieldError> problems; ///< what could not even be turned into a body; pointers name the column or member
};

/// One price of a file; belongs to the trip of that name.
struct FileSnapshot {
    QString tripName;
    Snapshot snapshot; ///< without ids; backfilled
};

struct TripFile {
    QList<FileTrip> trips;
    QList<FileSnapshot> snapshots;
    QStringList ignoredColumns; ///< unknown ones of a CSV header (TRP-250)
};

/// Reads a file as TRP-250 and TRP-251 describe them. Errors that concern the file as a whole: Invalid "csv_malformed",
/// "malformed_json", "format_unsupported" (a higher format number), or "validation_failed" naming members.
[[nodiscard]] Result<TripFile> readTripFile(const QByteArray &content, FileFormat format);

/// The CSV head and one trip as its line; the same columns that are read.
[[nodiscard]] QByteArray tripCsvHead();
[[nodiscard]] QByteArray tripCsvLine(const Trip &trip, const std::optional<AlertWish> &alert);
/// One trip and one price of the JSON format.
[[nodiscard]] QJsonObject tripFileJson(const Trip &trip, const std::optional<AlertWish> &alert);
[[nodiscard]] QJsonObject snapshotFileJson(const QString &tripName, const Snapshot &snapshot);
/// The head and a line of the price history (TRP-256); the local time is the one of `zone`.
[[nodiscard]] QByteArray historyCsvHead();
[[nodiscard]] QByteArray historyCsvLine(const QString &tripName, const Snapshot &snapshot, const QTimeZone &zone);

} // namespace portier::trips
