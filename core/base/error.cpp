// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace portier
{

Error Error::notFound(QString code, QString message)
{
    return {ErrorKind::NotFound, std::move(code), std::move(message), {}, {}};
}

Error Error::conflict(QString code, QString message, QJsonObject details)
{
    return {ErrorKind::Conflict, std::move(code), std::move(message), {}, std::move(details)};
}

Error Error::invalid(QList<FieldError> fields)
{
    return {ErrorKind::Invalid, QStringLiteral("validation_failed"), {}, std::move(fields), {}};
}

Error Error::invalid(QString code, QString message, QJsonObject details)
{
    return {ErrorKind::Invalid, std::move(code), std::move(message), {}, std::move(details)};
}

Error Error::forbidden(QString code, QString message)
{
    return {ErrorKind::Forbidden, std::move(code), std::move(message), {}, {}};
}

Error Error::unavailable(QString code, QString message, QJsonObject details)
{
    return {ErrorKind::Unavailable, std::move(code), std::move(message), {}, std::move(details)};
}

Error Error::timeout(QString code, QString message)
{
    return {ErrorKind::Timeout, std::move(code), std::move(message), {}, {}};
}

Error Error::cancelled(QString code, QString message)
{
    return {ErrorKind::Cancelled, std::move(code), std::move(message), {}, {}};
}

Error Error::internal(QString message)
{
    return {ErrorKind::Internal, QStringLiteral("internal_error"), std::move(message), {}, {}};
}

} // namespace portier
