// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/fieldreader.h"

#include "core/base/zonedtime.h"

#include <QSet>

#include <cmath>

using namespace Qt::StringLiterals;

namespace portier::contract
{

struct FieldReader::Node {
    QJsonObject object;
    QString pointer;
    QSet<QString> known;
    std::vector<std::shared_ptr<Node>> children;
    std::shared_ptr<QList<FieldError>> errors;
};

namespace
{

/// QJsonValue tells integers and doubles apart only by asking twice with different defaults.
std::optional<qint64> asInteger(const QJsonValue &value)
{
    const qint64 low = value.toInteger(0);
    if (value.isDouble() && low == value.toInteger(1))
        return low;
    return std::nullopt;
}

QJsonObject typeParam(QJsonValue::Type type)
{
    switch (type) {
    case QJsonValue::String:
        return {{u"expected"_s, u"string"_s}};
    case QJsonValue::Bool:
        return {{u"expected"_s, u"boolean"_s}};
    case QJsonValue::Double:
        return {{u"expected"_s, u"integer"_s}};
    case QJsonValue::Array:
        return {{u"expected"_s, u"array"_s}};
    default:
        return {{u"expected"_s, u"object"_s}};
    }
}

QString elementOf(const QString &name, qsizetype index)
{
    return name + u'/' + QString::number(index);
}

} // namespace

QString pointerTo(const QString &base, const QString &name)
{
    QString escaped = name;
    escaped.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
    return base + u'/' + escaped;
}

QString pointerTo(const QString &base, qsizetype index)
{
    return base + u'/' + QString::number(index);
}

FieldReader::FieldReader(const QJsonObject &object, const QString &pointer) : m_node(std::make_shared<Node>())
{
    m_node->object = object;
    m_node->pointer = pointer;
    m_node->errors = std::make_shared<QList<FieldError>>();
}

FieldReader::FieldReader(std::shared_ptr<Node> node) : m_node(std::move(node))
{
}

bool FieldReader::has(const QString &name) const
{
    return m_node->object.contains(name);
}

bool FieldReader::isNull(const QString &name) const
{
    return m_node->object.value(name).isNull();
}

std::optional<QJsonValue> FieldReader::member(const QString &name, QJsonValue::Type type, Null null)
{
    const QJsonValue found = value(name);
    if (found.isUndefined())
        return std::nullopt;
    if (found.isNull()) {
        if (null == Null::Refused)
            fail(name, u"null_not_allowed"_s);
        return std::nullopt;
    }
    if (found.type() != type) {
        fail(name, u"wrong_type"_s, typeParam(type));
        return std::nullopt;
    }
    return found;
}

std::optional<QString> FieldReader::text(const QString &name, Null null)
{
    if (const auto found = member(name, QJsonValue::String, null))
        return found->toString();
    return std::nullopt;
}

std::optional<QString> FieldReader::text(const QString &name, qsizetype minLength, qsizetype maxLength, Null null)
{
    auto found = text(name, null);
    if (found && found->size() < minLength) {
        fail(name, u"too_short"_s, {{u"min"_s, qint64(minLength)}});
        return std::nullopt;
    }
    if (found && found->size() > maxLength) {
        fail(name, u"too_long"_s, {{u"max"_s, qint64(maxLength)}});
        return std::nullopt;
    }
    return found;
}

std::optional<qint64> FieldReader::integer(const QString &name, qint64 min, qint64 max, Null null)
{
    const auto found = member(name, QJsonValue::Double, null);
    if (!found)
        return std::nullopt;
    const auto number = asInteger(*found);
    if (!number) {
        fail(name, u"wrong_type"_s, typeParam(QJsonValue::Double));
        return std::nullopt;
    }
    if (*number < min || *number > max) {
        fail(name, u"out_of_range"_s, {{u"min"_s, min}, {u"max"_s, max}});
        return std::nullopt;
    }
    return number;
}

std::optional<bool> FieldReader::boolean(const QString &name, Null null)
{
    if (const auto found = member(name, QJsonValue::Bool, null))
        return found->toBool();
    return std::nullopt;
}

std::optional<QString> FieldReader::oneOf(const QString &name, const QStringList &allowed, Null null)
{
    auto found = text(name, null);
    if (found && !allowed.contains(*found)) {
        fail(name, u"not_one_of"_s, {{u"allowed"_s, QJsonArray::fromStringList(allowed)}});
        return std::nullopt;
    }
    return found;
}

std::optional<QDate> FieldReader::date(const QString &name, Null null)
{
    const auto found = text(name, null);
    if (!found)
        return std::nullopt;
    const auto parsed = fromIsoDate(*found);
    if (!parsed)
        fail(name, u"date_invalid"_s);
    return parsed;
}

std::optional<QTime> FieldReader::localTime(const QString &name, Null null)
{
    const auto found = text(name, null);
    if (!found)
        return std::nullopt;
    const auto parsed = fromLocalTime(*found);
    if (!parsed)
        fail(name, u"time_invalid"_s);
    return parsed;
}

std::optional<Instant> FieldReader::instant(const QString &name, Null null)
{
    const auto found = text(name, null);
    if (!found)
        return std::nullopt;
    const auto parsed = fromRfc3339(*found);
    if (!parsed)
        fail(name, u"instant_invalid"_s);
    return parsed;
}

std::optional<Money> FieldReader::money(const QString &name, Null null)
{
    auto amount = object(name, null);
    if (!amount)
        return std::nullopt;
    const auto minor = amount->require(u"amount_minor"_s).integer(u"amount_minor"_s);
    const auto currency = amount->require(u"currency"_s).text(u"currency"_s);
    if (currency && !currencyExponent(*currency)) {
        amount->fail(u"currency"_s, u"currency_unknown"_s);
        return std::nullopt;
    }
    if (!minor || !currency)
        return std::nullopt;
    return Money{*minor, *currency};
}

std::optional<QStringList> FieldReader::texts(const QString &name, qsizetype maxItems, Null null)
{
    const auto found = member(name, QJsonValue::Array, null);
    if (!found)
        return std::nullopt;
    const QJsonArray array = found->toArray();
    if (array.size() > maxItems) {
        fail(name, u"too_many"_s, {{u"max"_s, qint64(maxItems)}});
        return std::nullopt;
    }
    QStringList texts;
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array.at(i).isString()) {
            fail(elementOf(name, i), u"wrong_type"_s, typeParam(QJsonValue::String));
            return std::nullopt;
        }
        texts.append(array.at(i).toString());
    }
    return texts;
}

std::optional<QList<qint64>> FieldReader::integers(const QString &name, qsizetype maxItems, Null null)
{
    const auto found = member(name, QJsonValue::Array, null);
    if (!found)
        return std::nullopt;
    const QJsonArray array = found->toArray();
    if (array.size() > maxItems) {
        fail(name, u"too_many"_s, {{u"max"_s, qint64(maxItems)}});
        return std::nullopt;
    }
    QList<qint64> numbers;
    for (qsizetype i = 0; i < array.size(); ++i) {
        const auto number = asInteger(array.at(i));
        if (!number) {
            fail(elementOf(name, i), u"wrong_type"_s, typeParam(QJsonValue::Double));
            return std::nullopt;
        }
        numbers.append(*number);
    }
    return numbers;
}

std::optional<FieldReader> FieldReader::object(const QString &name, Null null)
{
    const auto found = member(name, QJsonValue::Object, null);
    if (!found)
        return std::nullopt;
    auto child = std::make_shared<Node>();
    child->object = found->toObject();
    child->pointer = pointer(name);
    child->errors = m_node->errors;
    m_node->children.push_back(child);
    return FieldReader(std::move(child));
}

void FieldReader::objects(const QString &name, qsizetype maxItems, const std::function<void(FieldReader &)> &read,
                          Null null)
{
    const auto found = member(name, QJsonValue::Array, null);
    if (!found)
        return;
    const QJsonArray array = found->toArray();
    if (array.size() > maxItems) {
        fail(name, u"too_many"_s, {{u"max"_s, qint64(maxItems)}});
        return;
    }
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array.at(i).isObject()) {
            fail(elementOf(name, i), u"wrong_type"_s, typeParam(QJsonValue::Object));
            continue;
        }
        auto child = std::make_shared<Node>();
        child->object = array.at(i).toObject();
        child->pointer = pointerTo(pointer(name), i);
        child->errors = m_node->errors;
        m_node->children.push_back(child);
        FieldReader element(std::move(child));
        read(element);
    }
}

QJsonValue FieldReader::value(const QString &name)
{
    m_node->known.insert(name);
    return m_node->object.value(name);
}

FieldReader &FieldReader::require(const QString &name)
{
    m_node->known.insert(name);
    if (!has(name))
        fail(name, u"required"_s);
    return *this;
}

void FieldReader::ignore(const QString &name)
{
    m_node->known.insert(name);
}

void FieldReader::fail(const QString &name, const QString &code, const QJsonObject &params)
{
    m_node->errors->append({pointer(name), code, params});
}

QString FieldReader::pointer(const QString &name) const
{
    if (name.isEmpty())
        return m_node->pointer;
    // Elements of a member's array are named "member/3" inside this class only.
    const qsizetype slash = name.lastIndexOf(u'/');
    if (slash > 0 && !has(name))
        return pointerTo(m_node->pointer, name.left(slash)) + name.mid(slash);
    return pointerTo(m_node->pointer, name);
}

const QJsonObject &FieldReader::source() const
{
    return m_node->object;
}

bool FieldReader::isClean() const
{
    return m_node->errors->isEmpty();
}

bool FieldReader::hasError(const QString &name) const
{
    const QString own = pointer(name);
    for (const FieldError &error : std::as_const(*m_node->errors)) {
        if (error.pointer == own || error.pointer.startsWith(own + u'/'))
            return true;
    }
    return false;
}

Result<> FieldReader::finish()
{
    std::vector<std::shared_ptr<Node>> open{m_node};
    while (!open.empty()) {
        const auto node = open.back();
        open.pop_back();
        const QStringList names = node->object.keys();
        for (const QString &name : names) {
            if (!node->known.contains(name))
                node->errors->append({pointerTo(node->pointer, name), u"unknown_field"_s, {}});
        }
        open.insert(open.end(), node->children.begin(), node->children.end());
    }
    if (m_node->errors->isEmpty())
        return {};
    return portier::fail(Error::invalid(*m_node->errors));
}

} // namespace portier::contract
