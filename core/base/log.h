// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/logline.h"
#include "core/base/redaction.h"

#include <QJsonObject>
#include <QLatin1String>

namespace portier::log
{

/// Event fields by name; QJsonObject, so `{{u"trip_id"_s, id}, {u"attempt"_s, 2}}` works. Put the request's id under
/// "request_id". Never an address, name, token or body: see redactedAddress().
using Fields = QJsonObject;

struct Options {
    Level level = Level::Info;
    Format format = Format::Json;
    QString file;      ///< empty: standard error; otherwise a file per day, "<file>" with the date before its suffix
    int keepDays = 30; ///< of daily files
    QString instance;
    std::shared_ptr<Clock> clock; ///< of the "time" member; default: system time
};

/// Sets up the pipeline of this process (PLT-161). Until then lines of level Warning and above go to standard error as
/// text. Problems with the file are reported on standard error and never fail (PLT-164).
void configure(Options options);
/// Takes Qt's own messages (qWarning, categories) into the same pipeline.
void takeQtMessages();
void setLevel(Level level);
[[nodiscard]] bool isEnabled(Level level);
/// Writes what repeat suppression still holds back; at the end of the process.
void flush();

/// One line. Callable from any thread, never fails, never throws.
void write(Level level, QLatin1String component, QLatin1String event, const Fields &fields, QStringView message);

/// log::info("trips"_L1, "trip_created"_L1, {{u"trip_id"_s, id}}, u"…")
inline void debug(QLatin1String component, QLatin1String event, const Fields &fields = {}, QStringView message = {})
{
    write(Level::Debug, component, event, fields, message);
}
inline void info(QLatin1String component, QLatin1String event, const Fields &fields = {}, QStringView message = {})
{
    write(Level::Info, component, event, fields, message);
}
inline void warning(QLatin1String component, QLatin1String event, const Fields &fields = {}, QStringView message = {})
{
    write(Level::Warning, component, event, fields, message);
}
inline void error(QLatin1String component, QLatin1String event, const Fields &fields = {}, QStringView message = {})
{
    write(Level::Error, component, event, fields, message);
}
inline void critical(QLatin1String component, QLatin1String event, const Fields &fields = {}, QStringView message = {})
{
    write(Level::Critical, component, event, fields, message);
}

} // namespace portier::log
