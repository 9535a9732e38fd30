// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/views.h"

#include "server/pages/site.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::pages
{

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
    for (const FieldComplaint &complaint : complaints)
        items.append(QJsonObject{{u"field"_s, orFalse(complaint.field)}, {u"message"_s, complaint.message}});
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

QJsonValue staleNotice(const PageRequest &request)
{
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
