// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/digest.h"

#include <QHash>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

QJsonObject lineOf(const DigestEntry &entry)
{
    return {{u"title"_s, entry.title}, {u"at"_s, toRfc3339(entry.at)}};
}

/// `entries` of one subject, latest first.
QJsonObject itemOf(const QList<DigestEntry> &entries)
{
    QJsonObject item = lineOf(entries.constFirst());
    if (!entries.constFirst().url.isEmpty())
        item.insert(u"url"_s, entries.constFirst().url);
    QJsonArray earlier;
    for (qsizetype i = 1; i < entries.size(); ++i)
        earlier.append(lineOf(entries.at(i)));
    item.insert(u"earlier"_s, earlier);
    return item;
}

} // namespace

QJsonObject digestFacts(QList<DigestEntry> entries, const QString &reason, const DigestPart &part)
{
    std::stable_sort(entries.begin(), entries.end(),
                     [](const DigestEntry &a, const DigestEntry &b) { return a.at > b.at; });
    QList<QList<DigestEntry>> subjects;
    QHash<QString, qsizetype> places;
    for (const DigestEntry &entry : std::as_const(entries)) {
        const QString key = entry.subject.isEmpty() ? u"message:"_s + entry.messageId : entry.subject;
        const auto place = places.constFind(key);
        if (place != places.cend()) {
            subjects[*place].append(entry);
            continue;
        }
        places.insert(key, subjects.size());
        subjects.append(QList<DigestEntry>{entry});
    }
    QJsonArray items;
    for (const QList<DigestEntry> &subject : std::as_const(subjects))
        items.append(itemOf(subject));
    QJsonObject facts{{u"reason"_s, reason}, {u"count"_s, entries.size()}, {u"items"_s, items}};
    if (part.of > 1)
        facts.insert(u"part"_s,
                     QJsonObject{{u"number"_s, QString::number(part.number)}, {u"of"_s, QString::number(part.of)}});
    return facts;
}

} // namespace portier::notifications
