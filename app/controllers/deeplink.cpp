// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/deeplink.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

QString route(const QString &kind, const QString &id)
{
    if (kind == "trip"_L1)
        return u"trips/"_s + id;
    if (kind == "booking"_L1)
        return u"house/requests/"_s + id;
    if (kind == "inbox"_L1)
        return u"inbox/"_s + id;
    return {};
}

} // namespace

QString routeOfLink(const QString &link)
{
    static const QRegularExpression id(u"^/([A-Za-z0-9_-]{1,64})/?$"_s);
    const QUrl url(link, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "portier"_L1 || !url.userInfo().isEmpty() || url.port() >= 0)
        return {};
    const QString path = url.path(QUrl::FullyEncoded);
    if (url.host() == "inbox"_L1 && (path.isEmpty() || path == "/"_L1))
        return u"inbox"_s;
    const auto match = id.match(path);
    return match.hasMatch() ? route(url.host(), match.captured(1)) : QString();
}

QString routeOfSubject(const QString &kind, const QString &id)
{
    const QString known = id.isEmpty() ? QString() : route(kind, id);
    return known.isEmpty() ? u"inbox"_s : known;
}

} // namespace portier::app
