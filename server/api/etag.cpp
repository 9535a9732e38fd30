// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/etag.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

QByteArray withoutEncoding(QByteArray tag)
{
    tag = tag.trimmed();
    if (tag.startsWith("W/"))
        tag.remove(0, 2);
    if (tag.endsWith("-gz\""))
        tag.replace(tag.size() - 4, 4, "\"");
    return tag;
}

} // namespace

QByteArray makeEtag(qint64 version, const QByteArray &body)
{
    const QByteArray digest = QCryptographicHash::hash(body, QCryptographicHash::Sha256).first(6).toHex();
    return '"' + QByteArray::number(version) + '-' + digest + '"';
}

bool matchesNone(const QByteArray &ifNoneMatch, const QByteArray &etag)
{
    const QList<QByteArray> tags = ifNoneMatch.split(',');
    for (const QByteArray &tag : tags) {
        if (tag.trimmed() == "*" || withoutEncoding(tag) == etag)
            return true;
    }
    return false;
}

Result<qint64> versionOfIfMatch(const QByteArray &ifMatch)
{
    const QByteArray tag = ifMatch.trimmed();
    if (tag.isEmpty() || tag == "*")
        return fail(Error::invalid(u"precondition_required"_s, u"If-Match is missing or *"_s));
    if (tag.size() < 3 || !tag.startsWith('"') || !tag.endsWith('"'))
        return -1;
    const QByteArray inner = tag.sliced(1, tag.size() - 2);
    bool ok = false;
    const qint64 version = inner.first(inner.indexOf('-') < 0 ? inner.size() : inner.indexOf('-')).toLongLong(&ok);
    return ok && version >= 0 ? version : -1;
}

Error staleVersion(qint64 current)
{
    return Error::conflict(u"stale_version"_s, {}, {{u"version"_s, current}});
}

} // namespace portier::api
