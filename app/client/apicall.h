// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrlQuery>

namespace portier::app
{

/// One call of the API as a value, independent of the transport that carries it.
struct ApiCall {
    QByteArray method = "GET";
    QString path; ///< "/api/v1/trips", percent-encoded
    QUrlQuery query;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    int timeoutMs = 30'000;

    void addHeader(const QByteArray &lowerCaseName, const QByteArray &value)
    {
        headers.append(std::pair(lowerCaseName, value));
    }
};

/// What came back. Status 0: nothing did, the server cannot be reached.
struct ApiReply {
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    [[nodiscard]] bool reached() const { return status != 0; }
    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
    [[nodiscard]] QByteArray header(QByteArrayView lowerCaseName) const
    {
        for (const auto &[name, value] : headers) {
            if (name == lowerCaseName)
                return value;
        }
        return {};
    }
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    /// The stable code of a problem+json reply; empty for any other.
    [[nodiscard]] QString code() const { return ok() ? QString() : json().value(QStringLiteral("code")).toString(); }
};

} // namespace portier::app
