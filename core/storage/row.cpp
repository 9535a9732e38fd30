// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/row.h"

#include <QJsonDocument>

namespace portier::storage
{

bool Row::isNull(int column) const
{
    return m_values.at(column).isNull();
}

QString Row::text(int column) const
{
    return m_values.at(column).toString();
}

qint64 Row::integer(int column) const
{
    // Numeric sums arrive from PostgreSQL as text (HighPrecision), everything else as some integer type.
    const QVariant &value = m_values.at(column);
    bool whole = false;
    const qint64 number = value.toLongLong(&whole);
    return whole ? number : static_cast<qint64>(value.toDouble());
}

double Row::real(int column) const
{
    return m_values.at(column).toDouble();
}

bool Row::boolean(int column) const
{
    return integer(column) != 0;
}

Instant Row::instant(int column) const
{
    return fromMs(integer(column));
}

QByteArray Row::bytes(int column) const
{
    return m_values.at(column).toByteArray();
}

QJsonObject Row::object(int column) const
{
    return QJsonDocument::fromJson(text(column).toUtf8()).object();
}

QJsonArray Row::array(int column) const
{
    return QJsonDocument::fromJson(text(column).toUtf8()).array();
}

std::optional<QString> Row::optText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<qint64> Row::optInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<Instant> Row::optInstant(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(instant(column));
}

Bind::Bind(const QJsonObject &value) : m_value(QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact)))
{
}

Bind::Bind(const QJsonArray &value) : m_value(QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact)))
{
}

} // namespace portier::storage
