// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace portier::api
{

// How the API writes values that may be absent: null, never left out.

[[nodiscard]] inline QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}
[[nodiscard]] inline QJsonValue instantOrNull(const std::optional<Instant> &instant)
{
    return instant ? QJsonValue(toRfc3339(*instant)) : QJsonValue();
}
[[nodiscard]] inline QJsonValue numberOrNull(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}
[[nodiscard]] inline QJsonObject moneyJson(qint64 minor, const QString &currency)
{
    return {{QStringLiteral("amount_minor"), minor}, {QStringLiteral("currency"), currency}};
}
[[nodiscard]] inline QJsonValue moneyOrNull(const std::optional<qint64> &minor, const QString &currency)
{
    return minor ? QJsonValue(moneyJson(*minor, currency)) : QJsonValue();
}

} // namespace portier::api
