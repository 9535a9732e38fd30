// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/problem.h"

#include "core/base/redaction.h"
#include "core/contract/errorcodes.h"
#include "core/contract/fieldmessages.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::contract
{

namespace
{

/// The text for a code the table lacks: the one of its status class.
const ErrorCode &generalCode(int status)
{
    switch (status) {
    case 403:
        return *findErrorCode(u"forbidden"_s);
    case 404:
        return *findErrorCode(u"not_found"_s);
    case 409:
        return *findErrorCode(u"conflict"_s);
    case 422:
        return *findErrorCode(u"validation_failed"_s);
    case 503:
        return *findErrorCode(u"unavailable"_s);
    default:
        return *findErrorCode(u"internal_error"_s);
    }
}

QJsonArray fieldErrors(const QList<FieldError> &fields, const QString &language)
{
    QJsonArray errors;
    for (const FieldError &field : fields)
        errors.append(QJsonObject{
            {u"field"_s, field.pointer}, {u"code"_s, field.code}, {u"message"_s, fieldMessage(field, language)}});
    return errors;
}

} // namespace

QJsonObject toProblem(const Error &error, const ProblemContext &context)
{
    const int status = httpStatus(error);
    const bool internal = error.kind == ErrorKind::Internal && status == 500;
    const QString code = internal ? u"internal_error"_s : error.code;
    const ErrorCode *found = findErrorCode(code);
    const ErrorCode &row = found ? *found : generalCode(status);

    QJsonObject problem = internal ? QJsonObject() : error.details;
    problem.insert(u"type"_s, u"/problems/"_s + code);
    problem.insert(u"title"_s, fillText(row.title, context.language, {}));
    problem.insert(u"status"_s, status);
    problem.insert(u"detail"_s, fillText(row.detail, context.language, error.details));
    problem.insert(u"instance"_s, log::scrubbed(context.instance)); // feeds have their token in the path (PLT-049)
    problem.insert(u"code"_s, code);
    problem.insert(u"request_id"_s, context.requestId);
    if (!error.fields.isEmpty())
        problem.insert(u"errors"_s, fieldErrors(error.fields, context.language));
    return problem;
}

} // namespace portier::contract
