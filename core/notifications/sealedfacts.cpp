// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/sealedfacts.h"

#include "core/operations/sealer.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

const QString marker = u"sealed"_s;

QString placeOf(const QString &kind, const QString &subjectId)
{
    return u"notification_facts/%1/%2"_s.arg(kind, subjectId);
}

bool isSealed(const QJsonObject &fact)
{
    return fact.size() == 1 && fact.value(marker).isString();
}

/// The value with everything sealed in it opened, however deep.
Result<QJsonValue> openedValue(const QJsonValue &value, const QString &place, const operations::Sealer &sealer)
{
    if (value.isArray()) {
        QJsonArray list;
        const QJsonArray elements = value.toArray();
        for (const QJsonValue &each : elements) {
            PORTIER_ASSIGN(opened, openedValue(each, place, sealer));
            list.append(opened);
        }
        return list;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    if (isSealed(object)) {
        const QByteArray sealed = QByteArray::fromBase64(object.value(marker).toString().toLatin1());
        PORTIER_ASSIGN(text, sealer.open(sealed, place));
        return QString::fromUtf8(text);
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        PORTIER_ASSIGN(opened, openedValue(it.value(), place, sealer));
        it.value() = opened;
    }
    return object;
}

} // namespace

QJsonObject sealedFact(const QString &text, const QString &kind, const QString &subjectId,
                       const operations::Sealer &sealer)
{
    const QByteArray sealed = sealer.seal(text.toUtf8(), placeOf(kind, subjectId));
    return {{marker, QString::fromLatin1(sealed.toBase64())}};
}

Result<QJsonObject> openedFacts(const QJsonObject &facts, const QString &kind, const QString &subjectId,
                                const operations::Sealer &sealer)
{
    PORTIER_ASSIGN(opened, openedValue(facts, placeOf(kind, subjectId), sealer));
    return opened.toObject();
}

} // namespace portier::notifications
