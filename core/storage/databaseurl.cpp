// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/databaseurl.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace portier::storage
{

using namespace Qt::StringLiterals;

namespace
{

Error badUrl(const QString &why)
{
    return Error::invalid(u"database_url"_s, why);
}

QString decoded(const QString &text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

/// libpq lets the query override the parts before it.
Result<> applyQuery(DatabaseUrl &url, const QString &query)
{
    static const QStringList passedOn{u"sslmode"_s, u"sslrootcert"_s,      u"sslcert"_s,
                                      u"sslkey"_s,  u"application_name"_s, u"target_session_attrs"_s,
                                      u"options"_s, u"gssencmode"_s,       u"channel_binding"_s};
    const auto items = QUrlQuery(query).queryItems(QUrl::FullyDecoded);
    for (const auto &[word, value] : items) {
        if (word == "host"_L1)
            url.host = value;
        else if (word == "port"_L1)
            url.port = value.toInt();
        else if (word == "user"_L1)
            url.user = value;
        else if (word == "password"_L1)
            url.password = value;
        else if (word == "dbname"_L1)
            url.name = value;
        else if (!passedOn.contains(word))
            return fail(badUrl(u"unknown word \"%1\" in the query"_s.arg(word)));
        else if (value.contains(u';'))
            return fail(badUrl(u"\";\" in the value of \"%1\""_s.arg(word)));
        else
            url.options.insert(word, value);
    }
    return {};
}

Result<DatabaseUrl> parsePostgres(const QString &text)
{
    static const QRegularExpression pattern(
        u"^postgres(?:ql)?://(?:([^:@/?]*)(?::([^@/?]*))?@)?(\\[[0-9A-Fa-f:.]+\\]|[^:/?@]*)(?::(\\d+))?(?:/([^?]*))?(?:\\?(.*))?$"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return fail(badUrl(u"expected postgresql://user@host:port/name (one host; special characters as %XX)"_s));
    DatabaseUrl url{Backend::Postgres,
                    decoded(match.captured(5)),
                    decoded(match.captured(3)),
                    0,
                    decoded(match.captured(1)),
                    decoded(match.captured(2)),
                    {}};
    if (url.host.startsWith(u'['))
        url.host = url.host.mid(1, url.host.size() - 2);
    if (match.hasCaptured(4))
        url.port = match.captured(4).toInt();
    PORTIER_TRY(applyQuery(url, match.captured(6)));
    if (url.port < 0 || url.port > 65535)
        return fail(badUrl(u"the port is out of range"_s));
    if (url.name.isEmpty())
        return fail(badUrl(u"the database name is missing"_s));
    return url;
}

} // namespace

Result<DatabaseUrl> DatabaseUrl::parse(const QString &url)
{
    if (url.startsWith("sqlite:"_L1)) {
        DatabaseUrl parsed;
        parsed.name = url.mid(7);
        if (parsed.name.startsWith("//"_L1))
            parsed.name = parsed.name.mid(2);
        if (parsed.name.isEmpty() || parsed.name.startsWith(':'_L1))
            return fail(badUrl(u"expected sqlite:/path/to/file"_s));
        return parsed;
    }
    if (url.startsWith("postgresql://"_L1) || url.startsWith("postgres://"_L1))
        return parsePostgres(url);
    return fail(badUrl(u"expected a URL that starts with sqlite: or postgresql://"_s));
}

} // namespace portier::storage
