// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include "core/base/errorlistener.h"
#include "core/base/logrepeats.h"
#include "core/base/logvolume.h"

#include <QLoggingCategory>
#include <QMap>
#include <QMutex>

#include <spdlog/logger.h>
#include <spdlog/sinks/daily_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

using namespace Qt::Literals::StringLiterals;

namespace portier::log
{

namespace
{

/// The pipeline of the process. Logging is the one thing every thread must reach without being handed it.
struct Pipeline {
    QMutex mutex;
    std::atomic<Level> level = Level::Warning;
    Format format = Format::Text;
    QString instance;
    std::shared_ptr<Clock> clock = std::make_shared<SystemClock>();
    std::shared_ptr<SystemClock> windows = std::make_shared<SystemClock>();
    RepeatFilter repeats;
    QMap<qint64, qint64> errorsByHour; ///< hours since the epoch
    std::shared_ptr<spdlog::logger> logger;
    std::shared_ptr<const ErrorListener> listener;
};

constexpr qint64 hoursOfADay = 24;

qint64 hourOf(const Pipeline &p)
{
    return std::chrono::floor<std::chrono::hours>(p.clock->now()).time_since_epoch().count();
}

void countError(Pipeline &p)
{
    const qint64 hour = hourOf(p);
    ++p.errorsByHour[hour];
    while (p.errorsByHour.firstKey() <= hour - hoursOfADay)
        p.errorsByHour.erase(p.errorsByHour.begin());
}

std::shared_ptr<spdlog::logger> makeLogger(spdlog::sink_ptr sink)
{
    auto logger = std::make_shared<spdlog::logger>("portier", std::move(sink));
    logger->set_pattern("%v"); // the line is ours, time included
    logger->set_level(spdlog::level::trace);
    logger->flush_on(spdlog::level::trace);
    logger->set_error_handler([](const std::string &) {}); // a full disk must not stop work, nor flood the terminal
    return logger;
}

std::shared_ptr<spdlog::logger> stderrLogger()
{
    return makeLogger(std::make_shared<spdlog::sinks::stderr_sink_mt>());
}

Pipeline &pipeline()
{
    // Never destroyed: threads and static destructors may log until the very end.
    static auto *const thePipeline = [] {
        auto *created = new Pipeline;
        created->logger = stderrLogger();
        return created;
    }();
    return *thePipeline;
}

spdlog::level::level_enum spdlogLevel(Level level)
{
    switch (level) {
    case Level::Debug:
        return spdlog::level::debug;
    case Level::Info:
        return spdlog::level::info;
    case Level::Warning:
        return spdlog::level::warn;
    case Level::Error:
        return spdlog::level::err;
    case Level::Critical:
        break;
    }
    return spdlog::level::critical;
}

void put(Pipeline &p, const Record &record)
{
    const QByteArray line = formatLine(record, p.format);
    p.logger->log(spdlogLevel(record.level), spdlog::string_view_t(line.constData(), static_cast<size_t>(line.size())));
}

void putRepeats(Pipeline &p, const QList<RepeatFilter::Suppressed> &suppressed)
{
    for (const RepeatFilter::Suppressed &entry : suppressed) {
        Record record = entry.record;
        record.time = p.clock->now();
        record.fields = {{u"repeated_event"_s, record.event}, {u"count"_s, entry.count}};
        record.event = u"repeated"_s;
        put(p, record);
    }
}

void writeRecord(Record record)
{
    Pipeline &p = pipeline();
    if (record.level < p.level.load(std::memory_order_relaxed))
        return;
    try {
        QMutexLocker lock(&p.mutex);
        if (record.level >= Level::Error)
            countError(p);
        const Millis now = p.windows->monotonic();
        putRepeats(p, p.repeats.takeEnded(now));
        if (!p.repeats.admit(record, now))
            return;
        record.time = p.clock->now();
        record.instance = p.instance;
        put(p, record);
        const auto listener = record.level >= Level::Error ? p.listener : nullptr;
        lock.unlock();
        if (listener)
            (*listener)(record);
    } catch (...) { // NOLINT(bugprone-empty-catch): out of memory while logging, the work itself goes on
    }
}

void qtMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    Level level = Level::Debug;
    switch (type) {
    case QtDebugMsg:
        break;
    case QtInfoMsg:
        level = Level::Info;
        break;
    case QtWarningMsg:
        level = Level::Warning;
        break;
    case QtCriticalMsg:
        level = Level::Error;
        break;
    case QtFatalMsg:
        level = Level::Critical;
        break;
    }
    QString category = QString::fromUtf8(context.category);
    if (category.startsWith("portier."_L1))
        category.remove(0, 8); // our own rooms are named as everywhere else
    Record record;
    record.level = level;
    record.component = category.isEmpty() || category == "default"_L1 ? u"qt"_s : category;
    record.event = u"qt_message"_s;
    record.message = message;
    writeRecord(std::move(record));
    if (type == QtFatalMsg)
        flush();
}

} // namespace

void configure(Options options)
{
    Pipeline &p = pipeline();
    std::shared_ptr<spdlog::logger> logger;
    QString problem;
    try {
        if (!options.file.isEmpty()) {
            logger = makeLogger(std::make_shared<spdlog::sinks::daily_file_sink_mt>(
                options.file.toStdString(), 0, 0, false, static_cast<uint16_t>(options.keepDays)));
        }
    } catch (const std::exception &e) {
        problem = QString::fromUtf8(e.what());
    }
    {
        const QMutexLocker lock(&p.mutex);
        p.logger = logger ? std::move(logger) : stderrLogger();
        p.level = options.level;
        p.format = options.format;
        p.instance = options.instance;
        p.clock = options.clock ? std::move(options.clock) : std::make_shared<SystemClock>();
    }
    if (!problem.isEmpty())
        warning("log"_L1, "log_file_unusable"_L1, {{u"reason"_s, problem}}, u"logging to standard error instead");
}

void takeQtMessages()
{
    qInstallMessageHandler(qtMessage);
}

void setLevel(Level level)
{
    pipeline().level = level;
}

bool isEnabled(Level level)
{
    return level >= pipeline().level.load(std::memory_order_relaxed);
}

void flush()
{
    Pipeline &p = pipeline();
    const QMutexLocker lock(&p.mutex);
    putRepeats(p, p.repeats.takeAll());
    p.logger->flush();
}

void setErrorListener(ErrorListener listener)
{
    Pipeline &p = pipeline();
    const QMutexLocker lock(&p.mutex);
    p.listener = listener ? std::make_shared<const ErrorListener>(std::move(listener)) : nullptr;
}

qint64 errorsOfTheDay()
{
    Pipeline &p = pipeline();
    const QMutexLocker lock(&p.mutex);
    qint64 count = 0;
    for (auto it = p.errorsByHour.upperBound(hourOf(p) - hoursOfADay); it != p.errorsByHour.end(); ++it)
        count += *it;
    return count;
}

void write(Level level, QLatin1String component, QLatin1String event, const Fields &fields, QStringView message)
{
    if (!isEnabled(level))
        return;
    Record record;
    record.level = level;
    record.component = component;
    record.event = event;
    record.message = message.toString();
    record.fields = fields;
    writeRecord(std::move(record));
}

} // namespace portier::log
