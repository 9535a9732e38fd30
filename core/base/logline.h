// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QJsonObject>
#include <QString>

namespace portier::log
{

enum class Level { Debug, Info, Warning, Error, Critical };
enum class Format { Json, Text };

[[nodiscard]] QString levelName(Level level);

/// Everything one line says.
struct Record {
    Instant time;
    Level level = Level::Info;
    QString component; ///< the room: "trips", "http", "qt.network"
    QString event;     ///< stable snake_case name, see logevents.h
    QString message;   ///< English, may be empty
    QString instance;
    QJsonObject fields; ///< "request_id" among them where a request is the cause
};

/// PLT-161: no line is longer, newline included.
constexpr qsizetype maxLineBytes = 8192;

/// The line without its newline: scrubbed, control characters escaped, cut to maxLineBytes (then "truncated" is true
/// and long texts are shortened; still valid JSON).
[[nodiscard]] QByteArray formatLine(const Record &record, Format format);

} // namespace portier::log
