// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/negotiation.h"

#include <vector>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

/// One element of a header such as "de-AT;q=0.8".
struct Weighted {
    QByteArray value; ///< lower case
    double weight = 1;
};

std::vector<Weighted> weightedList(const QByteArray &header)
{
    std::vector<Weighted> list;
    for (const QByteArray &part : header.toLower().split(',')) {
        const QList<QByteArray> pieces = part.split(';');
        Weighted entry{pieces.first().trimmed(), 1};
        for (const QByteArray &piece : pieces.sliced(1)) {
            const QByteArray parameter = piece.trimmed();
            if (!parameter.startsWith("q="))
                continue;
            bool ok = false;
            const double weight = parameter.sliced(2).toDouble(&ok);
            entry.weight = ok && weight >= 0 && weight <= 1 ? weight : 0;
        }
        if (!entry.value.isEmpty())
            list.push_back(entry);
    }
    return list;
}

bool coversMediaType(const QByteArray &range, const QByteArray &mediaType)
{
    return range == "*/*" || range == mediaType || (range.endsWith("/*") && mediaType.startsWith(range.chopped(1)));
}

} // namespace

QString negotiateLanguage(const QByteArray &acceptLanguage, const QString &fallback)
{
    QString best = fallback;
    double bestWeight = 0;
    for (const Weighted &entry : weightedList(acceptLanguage)) {
        const QByteArray primary = entry.value.split('-').first();
        if (entry.weight <= bestWeight)
            continue;
        if (primary == "de" || primary == "en")
            best = QString::fromLatin1(primary);
        else if (entry.value == "*")
            best = fallback;
        else
            continue;
        bestWeight = entry.weight;
    }
    return best;
}

bool accepts(const QByteArray &accept, const QList<QByteArray> &mediaTypes)
{
    if (accept.trimmed().isEmpty())
        return true;
    const auto ranges = weightedList(accept);
    for (const QByteArray &mediaType : mediaTypes) {
        // The most exact range speaks for a type: "application/json;q=0, */*" refuses JSON.
        const Weighted *exact = nullptr;
        for (const Weighted &range : ranges) {
            if (coversMediaType(range.value, mediaType) && (!exact || range.value.count('*') < exact->value.count('*')))
                exact = &range;
        }
        if (exact && exact->weight > 0)
            return true;
    }
    return false;
}

bool acceptsGzip(const QByteArray &acceptEncoding)
{
    bool any = false;
    for (const Weighted &entry : weightedList(acceptEncoding)) {
        if (entry.value == "gzip" || entry.value == "x-gzip")
            return entry.weight > 0;
        if (entry.value == "*")
            any = entry.weight > 0;
    }
    return any;
}

QByteArray mediaTypeOf(const QByteArray &contentType)
{
    return contentType.split(';').first().trimmed().toLower();
}

bool isJsonContentType(const QByteArray &contentType)
{
    const QList<QByteArray> pieces = contentType.toLower().split(';');
    const QByteArray mediaType = pieces.first().trimmed();
    if (mediaType != "application/json" && mediaType != "application/merge-patch+json")
        return false;
    for (const QByteArray &piece : pieces.sliced(1)) {
        const QByteArray parameter = piece.trimmed();
        if (parameter.startsWith("charset=") && parameter != "charset=utf-8" && parameter != "charset=\"utf-8\"")
            return false;
    }
    return true;
}

} // namespace portier::api
