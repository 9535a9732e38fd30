// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/control/controlprotocol.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace portier::control
{

QByteArray toLine(const ControlRequest &request)
{
    const QJsonObject object{{u"words"_s, QJsonArray::fromStringList(request.words)},
                             {u"input"_s, QString::fromLatin1(request.input.toBase64())},
                             {u"language"_s, request.language}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

Result<ControlRequest> requestFromLine(const QByteArray &line)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (!document.isObject() || !document.object().value(u"words"_s).isArray())
        return fail(Error::invalid(u"control_request"_s, u"not a request"_s));
    const QJsonObject object = document.object();
    ControlRequest request;
    for (const QJsonValue &word : object.value(u"words"_s).toArray())
        request.words.append(word.toString());
    request.input = QByteArray::fromBase64(object.value(u"input"_s).toString().toLatin1());
    request.language = object.value(u"language"_s).toString(u"en"_s);
    return request;
}

QString controlSocketPath(const QString &dataDirectory)
{
    return dataDirectory + u"/portierd.sock"_s;
}

} // namespace portier::control
