// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace portier
{

/// What went wrong, as far as code needs to know. The list is closed; details live in Error::code.
enum class ErrorKind {
    NotFound,    ///< no such row, or one the caller may not know of
    Conflict,    ///< the request is fine, the present state forbids it
    Invalid,     ///< the input breaks a rule; see Error::fields
    Forbidden,   ///< known caller, missing right
    Unavailable, ///< a resource is away for now; trying again later may work
    Timeout,
    Cancelled,
    Internal, ///< a bug or a broken installation
};

/// One broken rule of one input field.
struct FieldError {
    QString pointer;    ///< JSON pointer (RFC 6901) of the field, "" for the whole document
    QString code;       ///< stable rule code, e.g. "date_in_past"
    QJsonObject params; ///< values the message at the edge may name, e.g. {"max": 100}

    bool operator==(const FieldError &) const = default;
};

/// An expected failure. Holds no text for people: that is made at the edge, in their language, from code and details.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString code;             ///< stable and documented, snake_case, e.g. "trip_limit"
    QString message;          ///< English, for logs and developers; never a secret or an address
    QList<FieldError> fields; ///< all field errors at once, for kind Invalid
    QJsonObject details;      ///< extra members for the API problem document, e.g. {"limit": 10, "used": 10}

    static Error notFound(QString code = QStringLiteral("not_found"), QString message = {});
    static Error conflict(QString code, QString message = {}, QJsonObject details = {});
    /// A 422 with one entry per broken rule; the code is "validation_failed".
    static Error invalid(QList<FieldError> fields);
    static Error invalid(QString code, QString message, QJsonObject details = {});
    static Error forbidden(QString code = QStringLiteral("forbidden"), QString message = {});
    static Error unavailable(QString code, QString message = {}, QJsonObject details = {});
    static Error timeout(QString code = QStringLiteral("timeout"), QString message = {});
    static Error cancelled(QString code = QStringLiteral("cancelled"), QString message = {});
    static Error internal(QString message);
};

} // namespace portier
