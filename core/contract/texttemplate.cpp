// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/texttemplate.h"

#include <QJsonArray>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace portier::contract
{

namespace
{

QString shown(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList parts;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &element : array)
            parts.append(shown(element));
        return parts.join(u", "_s);
    }
    if (value.isDouble())
        return value.toInteger(-1) == value.toInteger(0) ? QString::number(value.toInteger())
                                                         : QString::number(value.toDouble());
    return value.toString();
}

} // namespace

QString fillText(const BilingualText &text, const QString &language, const QJsonObject &values)
{
    QString filled = QString::fromUtf8(language == u"de" ? text.german : text.english);
    for (auto it = values.begin(); it != values.end(); ++it)
        filled.replace(u'{' + it.key() + u'}', shown(it.value()));
    return filled;
}

} // namespace portier::contract
