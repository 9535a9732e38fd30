// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logline.h"

#include "core/base/redaction.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>
#include <QTimeZone>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace portier::log
{

namespace
{

QString withMilliseconds(Instant time)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(time), Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonValue scrubbedValue(const QJsonValue &value)
{
    if (value.isString())
        return scrubbed(value.toString());
    if (value.isArray()) {
        QJsonArray result;
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items)
            result.append(scrubbedValue(item));
        return result;
    }
    if (value.isObject()) {
        QJsonObject result;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            result.insert(it.key(), scrubbedValue(it.value()));
        return result;
    }
    return value;
}

/// JSON leaves DEL, C1 controls and the two Unicode line breaks as they are; terminals and line readers act on them.
QByteArray withoutRawControls(const QByteArray &json)
{
    QByteArray result;
    result.reserve(json.size());
    for (qsizetype i = 0; i < json.size(); ++i) {
        const auto byte = [&](qsizetype at) { return at < json.size() ? static_cast<uchar>(json.at(at)) : 0u; };
        if (byte(i) == 0x7f) {
            result += "\\u007f";
        } else if (byte(i) == 0xc2 && byte(i + 1) >= 0x80 && byte(i + 1) < 0xa0) {
            result += "\\u00" + QByteArray::number(byte(++i), 16);
        } else if (byte(i) == 0xe2 && byte(i + 1) == 0x80 && (byte(i + 2) == 0xa8 || byte(i + 2) == 0xa9)) {
            result += byte(i + 2) == 0xa8 ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            result += json.at(i);
        }
    }
    return result;
}

QByteArray compact(const QJsonObject &object)
{
    return withoutRawControls(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QByteArray jsonString(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return withoutRawControls(array.mid(1, array.size() - 2));
}

/// The fixed members lead in a fixed order, so that people can read lines; QJsonObject alone would sort them.
QByteArray jsonLine(const Record &record)
{
    QJsonObject fields = record.fields;
    const QString requestId = fields.take(u"request_id"_s).toString();
    QByteArray line = "{\"time\":" + jsonString(withMilliseconds(record.time)) +
                      ",\"level\":" + jsonString(levelName(record.level)) + ",\"event\":" + jsonString(record.event) +
                      ",\"component\":" + jsonString(record.component);
    if (!requestId.isEmpty())
        line += ",\"request_id\":" + jsonString(requestId);
    if (!record.instance.isEmpty())
        line += ",\"instance\":" + jsonString(record.instance);
    line += ",\"msg\":" + jsonString(record.message);
    if (!fields.isEmpty())
        line += "," + compact(fields).mid(1).chopped(1);
    return line + "}";
}

QByteArray textLine(const Record &record)
{
    const auto quoted = [](const QString &text) {
        const QByteArray json = jsonString(text);
        return text.contains(u' ') || text.isEmpty() ? json : json.mid(1, json.size() - 2);
    };
    QByteArray line = withMilliseconds(record.time).toUtf8() + " " + levelName(record.level).toUtf8().leftJustified(8) +
                      " " + quoted(record.component) + " " + quoted(record.event);
    if (!record.message.isEmpty()) {
        const QByteArray json = jsonString(record.message);
        line += ": " + json.mid(1, json.size() - 2);
    }
    for (auto it = record.fields.begin(); it != record.fields.end(); ++it) {
        const QByteArray value = it->isString() ? quoted(it->toString()) : compact({{u"v"_s, *it}}).mid(5).chopped(1);
        line += " " + it.key().toUtf8() + "=" + value;
    }
    return line;
}

QByteArray line(const Record &record, Format format)
{
    return format == Format::Json ? jsonLine(record) : textLine(record);
}

Record shortened(const Record &record, qsizetype longest)
{
    Record result = record;
    const auto cut = [longest](const QString &text) {
        return text.size() <= longest ? text : text.left(longest) + u"…"_s;
    };
    result.message = cut(record.message);
    for (auto it = result.fields.begin(); it != result.fields.end(); ++it) {
        if (it->isString())
            *it = cut(it->toString());
        else if (it->isArray() || it->isObject())
            *it = cut(QString::fromUtf8(compact({{u"v"_s, QJsonValue(*it)}}).mid(5).chopped(1)));
    }
    result.fields.insert(u"truncated"_s, true);
    return result;
}

} // namespace

QString levelName(Level level)
{
    static const QStringList names{u"debug"_s, u"info"_s, u"warning"_s, u"error"_s, u"critical"_s};
    return names.at(static_cast<int>(level));
}

QByteArray formatLine(const Record &raw, Format format)
{
    Record record = raw;
    record.message = scrubbed(raw.message);
    record.fields = scrubbedValue(raw.fields).toObject();
    QByteArray result = line(record, format);
    if (result.size() < maxLineBytes)
        return result;
    for (const qsizetype longest : std::array<qsizetype, 4>{1024, 256, 64, 16}) {
        result = line(shortened(record, longest), format);
        if (result.size() < maxLineBytes)
            return result;
    }
    record.fields = {{u"truncated"_s, true}};
    return line(shortened(record, 256), format);
}

} // namespace portier::log
