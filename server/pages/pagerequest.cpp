// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/pagerequest.h"

#include "server/api/negotiation.h"
#include "server/api/percentdecoding.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::pages
{

namespace
{

Error malformedForm()
{
    return Error::invalid(u"malformed_form"_s, {});
}

} // namespace

QString PageRequest::typed(const QString &field) const
{
    const auto found = std::find_if(form.begin(), form.end(), [&](const auto &entry) { return entry.first == field; });
    return found == form.end() ? QString() : found->second;
}

bool PageRequest::has(const QString &field) const
{
    return std::any_of(form.begin(), form.end(), [&](const auto &entry) { return entry.first == field; });
}

QString PageRequest::addressWith(const QString &name, const QString &value) const
{
    QUrlQuery changed = query;
    changed.removeAllQueryItems(name);
    changed.addQueryItem(name, value);
    return path + u'?' + changed.toString(QUrl::FullyEncoded);
}

Result<QList<std::pair<QString, QString>>> parseForm(const api::ApiRequest &request)
{
    QList<std::pair<QString, QString>> form;
    if (request.body.isEmpty())
        return form;
    if (api::mediaTypeOf(request.header("content-type")) != "application/x-www-form-urlencoded")
        return fail(Error::invalid(u"unsupported_media_type"_s, {}));
    for (QByteArray pair : request.body.split('&')) {
        if (pair.isEmpty())
            continue;
        pair.replace('+', ' ');
        const qsizetype equals = pair.indexOf('=');
        const auto name = api::percentDecoded(equals < 0 ? pair : pair.left(equals));
        const auto value = api::percentDecoded(equals < 0 ? QByteArray("") : pair.mid(equals + 1));
        if (!name || !value)
            return fail(malformedForm());
        // Browsers send CRLF for every line break that was typed.
        form.append({*name, QString(*value).replace("\r\n"_L1, "\n"_L1)});
    }
    return form;
}

} // namespace portier::pages
