// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/sealedfacts.h"

#include "core/storage/sqldialect.h"

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

/// What becomes of one sealed fact.
using Change = std::function<Result<QJsonValue>(const QByteArray &sealed)>;

/// The value with everything sealed in it changed, however deep.
Result<QJsonValue> changedValue(const QJsonValue &value, const Change &change)
{
    if (value.isArray()) {
        QJsonArray list;
        const QJsonArray elements = value.toArray();
        for (const QJsonValue &each : elements) {
            PORTIER_ASSIGN(changed, changedValue(each, change));
            list.append(changed);
        }
        return list;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    if (isSealed(object))
        return change(QByteArray::fromBase64(object.value(marker).toString().toLatin1()));
    for (auto it = object.begin(); it != object.end(); ++it) {
        PORTIER_ASSIGN(changed, changedValue(it.value(), change));
        it.value() = changed;
    }
    return object;
}

QJsonObject factOf(const QByteArray &sealed)
{
    return {{marker, QString::fromLatin1(sealed.toBase64())}};
}

/// Events with a sealed fact whose beginning, which names its key, is not `head`. In stored JSON only a key can stand
/// between unescaped quotes, so no text of a fact is taken for a sealed one.
Result<QList<storage::Row>> findOthers(storage::Transaction &tx, const QByteArray &head, int most)
{
    const QString begin = u"\"sealed\":\""_s;
    return tx.query(u"SELECT id, kind, subject_id, facts FROM notification_events"
                    " WHERE REPLACE(facts, ?, '') LIKE ? LIMIT ?"_s +
                        tx.dialect().lockClause(),
                    {begin + QString::fromLatin1(head.toBase64()), u'%' + begin + u'%', most});
}

} // namespace

QJsonObject sealedFact(const QString &text, const QString &kind, const QString &subjectId,
                       const operations::Sealer &sealer)
{
    return factOf(sealer.seal(text.toUtf8(), placeOf(kind, subjectId)));
}

Result<QJsonObject> openedFacts(const QJsonObject &facts, const QString &kind, const QString &subjectId,
                                const operations::Sealer &sealer)
{
    const auto open = [&sealer, place = placeOf(kind, subjectId)](const QByteArray &sealed) -> Result<QJsonValue> {
        PORTIER_ASSIGN(text, sealer.open(sealed, place));
        return QString::fromUtf8(text);
    };
    PORTIER_ASSIGN(opened, changedValue(facts, open));
    return opened.toObject();
}

Result<qint64> resealFacts(storage::Transaction &tx, const operations::Sealer &sealer,
                           const operations::NumberedKey &newest, int most)
{
    PORTIER_ASSIGN(rows, findOthers(tx, operations::sealedHead(newest), most));
    for (const storage::Row &row : std::as_const(rows)) {
        const auto reseal =
            [&sealer, place = placeOf(row.text(1), row.text(2))](const QByteArray &sealed) -> Result<QJsonValue> {
            PORTIER_ASSIGN(text, sealer.open(sealed, place));
            return factOf(sealer.seal(text, place));
        };
        PORTIER_ASSIGN(facts, changedValue(row.object(3), reseal));
        PORTIER_TRY(
            tx.exec(u"UPDATE notification_events SET facts = ? WHERE id = ?"_s, {facts.toObject(), row.text(0)}));
    }
    return rows.size();
}

} // namespace portier::notifications
