// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/requestorigin.h"

#include "server/api/apirequest.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

/// "https://example.org", without path and with the scheme's own port left out.
QString originOf(const QString &address)
{
    const QUrl url(address);
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    const QString port = url.port(usual) == usual ? QString() : u':' + QString::number(url.port());
    return url.scheme() + "://"_L1 + url.host().toLower() + port;
}

} // namespace

bool isOwnOrigin(const ApiRequest &request, const QString &publicUrl)
{
    if (request.hasHeader("sec-fetch-site")) {
        const QByteArray site = request.header("sec-fetch-site").trimmed().toLower();
        return site == "same-origin" || site == "none";
    }
    if (!request.hasHeader("origin"))
        return true;
    const QString origin = QString::fromLatin1(request.header("origin").trimmed());
    // "null" is what browsers send under no-referrer.
    return origin == "null"_L1 || originOf(origin) == originOf(publicUrl);
}

} // namespace portier::api
