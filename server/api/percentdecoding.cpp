// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/percentdecoding.h"

#include <QSet>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

Error badParameter(const QString &name)
{
    return Error::invalid(u"bad_parameter"_s, {}, {{u"parameter"_s, name}});
}

} // namespace

std::optional<QString> percentDecoded(QByteArrayView encoded)
{
    QByteArray bytes;
    bytes.reserve(encoded.size());
    for (qsizetype i = 0; i < encoded.size(); ++i) {
        char c = encoded.at(i);
        if (c == '%') {
            const int high = i + 2 < encoded.size() ? hexDigit(encoded.at(i + 1)) : -1;
            const int low = high >= 0 ? hexDigit(encoded.at(i + 2)) : -1;
            if (low < 0)
                return std::nullopt;
            c = char(high * 16 + low);
            i += 2;
        }
        if (c == '\0')
            return std::nullopt;
        bytes.append(c);
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

Result<QUrlQuery> parseQuery(QByteArrayView raw)
{
    QUrlQuery query;
    QSet<QString> seen;
    const QList<QByteArray> items = raw.toByteArray().replace('+', "%20").split('&');
    for (const QByteArray &item : items) {
        if (item.isEmpty())
            continue;
        const qsizetype equals = item.indexOf('=');
        const auto name = percentDecoded(QByteArrayView(item).first(equals < 0 ? item.size() : equals));
        if (!name)
            return fail(badParameter({}));
        const auto value = percentDecoded(equals < 0 ? QByteArrayView() : QByteArrayView(item).sliced(equals + 1));
        if (!value || seen.contains(*name))
            return fail(badParameter(*name));
        seen.insert(*name);
        // QUrlQuery keeps items encoded: a bare "%" would be taken for an escape.
        query.addQueryItem(QString(*name).replace(u'%', u"%25"_s), QString(*value).replace(u'%', u"%25"_s));
    }
    return query;
}

} // namespace portier::api
