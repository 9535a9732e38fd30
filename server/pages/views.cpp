// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/views.h"

#include "server/pages/site.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::pages
{

namespace
{

/// "5 Minuten", "3 Stunden".
QString waitText(const PageRequest &request, const Error &error)
{
    const qint64 minutes = qMax<qint64>(1, (retryAfter(error) + 59) / 60);
    if (minutes < 120)
        return request.texts->count(u"minutes"_s, minutes);
    return request.texts->count(u"hours"_s, (minutes + 59) / 60);
}

} // namespace

QString emphasised(const QString &text)
{
    static const QRegularExpression strong(u"\\*\\*(.+?)\\*\\*"_s);
    return text.toHtmlEscaped().replace(strong, u"<strong>\\1</strong>"_s);
}

QJsonObject field(const QString &id, const QString &value, const QString &error)
{
    return {{u"id"_s, id}, {u"value"_s, value}, {u"error"_s, orFalse(error)}};
}

QJsonValue errorSummary(const PageRequest &request, const QList<FieldComplaint> &complaints)
{
    if (complaints.isEmpty())
        return false;
    QJsonArray items;
    for (const FieldComplaint &complaint : complaints) {
        const QString mark = complaint.label.isEmpty() || complaint.label.endsWith(u'?') ? QString() : u":"_s;
        const QString named = (complaint.label + mark + u' ' + complaint.message).trimmed();
        items.append(QJsonObject{{u"field"_s, orFalse(complaint.field)}, {u"message"_s, named}});
    }
    return QJsonObject{{u"heading"_s, request.texts->count(u"form.errors"_s, complaints.size())}, {u"items"_s, items}};
}

QString complaintOf(const QList<FieldComplaint> &complaints, const QString &field)
{
    const auto found = std::find_if(complaints.begin(), complaints.end(),
                                    [&](const FieldComplaint &complaint) { return complaint.field == field; });
    return found == complaints.end() ? QString() : found->message;
}

QString formToken(const Site &site, const QString &path)
{
    return site.forms().make({{}, path});
}

qint64 retryAfter(const Error &error)
{
    return error.details.value(u"retry_after"_s).toInteger();
}

QJsonObject limitWords(const PageRequest &request, const Error &error)
{
    return {{u"limit"_s, QString::number(error.details.value(u"limit"_s).toInteger())},
            {u"wait"_s, waitText(request, error)}};
}

QJsonValue staleNotice(const PageRequest &request)
{
    if (request.overLimit)
        return request.text(u"form.over_limit"_s, limitWords(request, *request.overLimit));
    const bool stale = request.formState && *request.formState != operations::FormState::Good;
    return stale && !request.switchesLanguage() ? QJsonValue(request.text(u"form.stale"_s)) : QJsonValue(false);
}

QJsonObject recoveryForm(const PageRequest &request, const Site &site, const QString &path, const QString &email,
                         const QString &error)
{
    return {{u"action"_s, path},
            {u"form_token"_s, formToken(site, path)},
            {u"language"_s, request.language},
            {u"email"_s, field(u"email"_s, email, error)}};
}

} // namespace portier::pages
