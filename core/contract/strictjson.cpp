// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/strictjson.h"

#include <nlohmann/json.hpp>

#include <QJsonArray>

#include <cmath>
#include <limits>
#include <map>

using namespace Qt::StringLiterals;

namespace portier::contract
{

namespace
{

constexpr std::size_t MaxDepth = 64;

/// Builds Qt's JSON values from nlohmann's events, because neither parser refuses duplicate keys by itself. Returning
/// false from an event stops the parser.
class StrictHandler : public nlohmann::json_sax<nlohmann::json>
{
public:
    bool null() override { return add(QJsonValue(QJsonValue::Null)); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(qint64(value)); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > number_unsigned_t(std::numeric_limits<qint64>::max()))
            return refuse(u"integer outside int64"_s);
        return add(qint64(value));
    }
    bool number_float(number_float_t value, const string_t &text) override
    {
        // An integer too large for nlohmann arrives here, too.
        if (text.find_first_of(".eE") == std::string::npos)
            return refuse(u"integer outside int64"_s);
        return std::isfinite(value) ? add(value) : refuse(u"number too large"_s);
    }
    bool string(string_t &value) override
    {
        if (value.find('\0') != std::string::npos)
            return refuse(u"NUL in a string"_s);
        return add(QString::fromStdString(value));
    }
    bool binary(binary_t &) override { return refuse(u"binary value"_s); }

    bool start_object(std::size_t) override { return open(true); }
    bool key(string_t &value) override
    {
        if (value.find('\0') != std::string::npos)
            return refuse(u"NUL in a key"_s);
        m_open.back().key = QString::fromStdString(value);
        if (m_open.back().members.contains(m_open.back().key))
            return refuse(u"duplicate key"_s);
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(false); }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        m_offset = qint64(position);
        return refuse(u"syntax error"_s);
    }

    [[nodiscard]] Result<QJsonObject> take()
    {
        if (m_reason.isEmpty() && !m_root.isObject())
            refuse(u"the top level must be an object"_s);
        if (m_reason.isEmpty())
            return m_root.toObject();
        QJsonObject details;
        if (m_offset >= 0)
            details.insert(u"offset"_s, m_offset);
        return fail(Error::invalid(u"malformed_json"_s, m_reason, details));
    }

private:
    struct Open {
        bool isObject = false;
        /// Sorted first and moved to a QJsonObject at the end: inserting into one in random order is quadratic.
        std::map<QString, QJsonValue> members = {};
        QJsonArray array = {};
        QString key = {};
    };

    bool refuse(const QString &reason)
    {
        if (m_reason.isEmpty())
            m_reason = reason;
        return false;
    }
    bool open(bool isObject)
    {
        if (m_open.size() >= MaxDepth)
            return refuse(u"nested too deeply"_s);
        m_open.push_back({.isObject = isObject});
        return true;
    }
    bool close()
    {
        const Open level = std::move(m_open.back());
        m_open.pop_back();
        if (!level.isObject)
            return add(level.array);
        QJsonObject object;
        for (const auto &[key, value] : level.members)
            object.insert(key, value);
        return add(object);
    }
    bool add(const QJsonValue &value)
    {
        if (m_open.empty()) {
            m_root = value;
        } else if (m_open.back().isObject) {
            m_open.back().members.emplace(m_open.back().key, value);
        } else {
            m_open.back().array.append(value);
        }
        return true;
    }

    std::vector<Open> m_open;
    QJsonValue m_root;
    QString m_reason;
    qint64 m_offset = -1;
};

} // namespace

Result<QJsonObject> parseStrictJson(QByteArrayView text)
{
    // nlohmann skips a byte order mark; RFC 8259 lets us refuse it, and the API takes plain UTF-8 only.
    if (text.startsWith("\xEF\xBB\xBF"))
        return fail(Error::invalid(u"malformed_json"_s, u"byte order mark"_s));
    // nlohmann takes a raw NUL for the end of the text.
    if (text.contains('\0'))
        return fail(Error::invalid(u"malformed_json"_s, u"NUL"_s));
    StrictHandler handler;
    nlohmann::json::sax_parse(text.begin(), text.end(), &handler);
    return handler.take();
}

} // namespace portier::contract
