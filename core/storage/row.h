// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QVariant>

#include <optional>

namespace portier::storage
{

/// One row of a result, by column position. The typed getters hide what the two drivers return differently (unsigned
/// bigint, numeric as double). Reading NULL through a non-optional getter gives the type's empty value.
class Row
{
public:
    explicit Row(QList<QVariant> values) : m_values(std::move(values)) {}

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] bool boolean(int column) const;    ///< INTEGER 0/1
    [[nodiscard]] Instant instant(int column) const; ///< int64 UTC milliseconds
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] QJsonObject object(int column) const; ///< JSON text; empty object for NULL
    [[nodiscard]] QJsonArray array(int column) const;
    [[nodiscard]] std::optional<QString> optText(int column) const;
    [[nodiscard]] std::optional<qint64> optInteger(int column) const;
    [[nodiscard]] std::optional<Instant> optInstant(int column) const;

private:
    QList<QVariant> m_values;
};

/// Values for the "?" placeholders of a statement. Converts what stores bind into what the drivers take: Instant to
/// int64 milliseconds, bool to 0/1, JSON to compact text, an empty optional to NULL. Text with a NUL character is
/// refused by the statement (Invalid "nul_in_text"): PostgreSQL cannot store it.
class Bind
{
public:
    Bind(const QString &value) : m_value(value.isNull() ? QVariant(QString(QLatin1String(""))) : QVariant(value)) {}
    Bind(const QByteArray &value) : m_value(value.isNull() ? QVariant(QByteArray("")) : QVariant(value)) {}
    Bind(qint64 value) : m_value(value) {}
    Bind(int value) : m_value(qint64(value)) {}
    Bind(double value) : m_value(value) {}
    Bind(bool value) : m_value(qint64(value ? 1 : 0)) {}
    Bind(Instant value) : m_value(qint64(toMs(value))) {}
    Bind(const QJsonObject &value);
    Bind(const QJsonArray &value);
    Bind(std::nullopt_t) {}
    template <class T>
    Bind(const std::optional<T> &value)
    {
        if (value)
            *this = Bind(*value);
    }

    [[nodiscard]] const QVariant &value() const { return m_value; }

private:
    QVariant m_value;
};
using Binds = QList<Bind>;

} // namespace portier::storage
