// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/identity/principal.h"
#include "core/operations/idempotency.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <atomic>
#include <memory>
#include <optional>

namespace portier::api
{

enum class Method { Get, Head, Post, Put, Patch, Delete, Options };
[[nodiscard]] QByteArray methodName(Method method);
[[nodiscard]] std::optional<Method> methodFromName(QByteArrayView name);

using Header = std::pair<QByteArray, QByteArray>; ///< name in lower case, value

/// One request as a value, independent of the transport that brought it (HTTP server or the app's LocalTransport).
struct ApiRequest {
    Method method = Method::Get;
    QString path;        ///< ASCII, percent-encoded as received, without query; split before decoding
    QByteArray rawQuery; ///< as received, without "?"; the router decodes it into `query`
    QList<Header> headers;
    QByteArray body;
    QString clientAddress;      ///< resolved (PLT-076); "" for LocalTransport
    QString clientPrefix;       ///< of clientAddress: IPv4 address or IPv6 /64
    bool clientIsProxy = false; ///< clientAddress is a trusted proxy's own, so it says nothing of who asks (PLT-018)
    QString requestId;          ///< made by the router when empty

    // Filled by the router before the handler runs:
    QUrlQuery query;           ///< fully decoded by queryValue()
    QStringList pathArguments; ///< decoded, in the order of the pattern's {names}
    QString routeTemplate;     ///< "/api/v1/trips/{id}", for metrics and logs
    identity::Principal principal;
    QString language = QStringLiteral("de"); ///< negotiated: "de" | "en"
    bool languageIsFallback = false;         ///< nothing said which language: what it is about may
    QJsonObject json;                        ///< parsed strictly when the route takes a JSON body
    std::optional<qint64> ifMatch;           ///< version named by If-Match, when the route needs one
    operations::IdempotencyClaim idempotency;
    /// Set by rememberReply() inside the service's transaction; shared by the copies of this request.
    std::shared_ptr<std::atomic<bool>> replyStored;

    [[nodiscard]] QByteArray header(QByteArrayView lowerCaseName) const
    {
        for (const auto &[name, value] : headers) {
            if (name == lowerCaseName)
                return value;
        }
        return {};
    }
    [[nodiscard]] bool hasHeader(QByteArrayView lowerCaseName) const { return !header(lowerCaseName).isNull(); }
    [[nodiscard]] bool hasQuery(const QString &name) const { return query.hasQueryItem(name); }
    [[nodiscard]] QString queryValue(const QString &name) const
    {
        return query.queryItemValue(name, QUrl::FullyDecoded);
    }
};

/// A reply as a value.
struct ApiResponse {
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    QList<Header> headers;
    /// Version of the single resource in the body: gives the reply its ETag and private, revalidated caching (PLT-059).
    std::optional<qint64> version;
    bool compressible = true; ///< false for replies that carry a secret (PLT-075)

    static ApiResponse json(const QJsonObject &object, int status = 200)
    {
        ApiResponse response;
        response.status = status;
        response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
        return response;
    }
    static ApiResponse noContent()
    {
        ApiResponse response;
        response.status = 204;
        response.contentType.clear();
        return response;
    }
    static ApiResponse created(const QJsonObject &object, const QString &location)
    {
        return json(object, 201).withHeader("location", location.toUtf8());
    }
    ApiResponse &withHeader(QByteArray lowerCaseName, QByteArray value) &
    {
        headers.append({std::move(lowerCaseName), std::move(value)});
        return *this;
    }
    ApiResponse withHeader(QByteArray lowerCaseName, QByteArray value) &&
    {
        headers.append({std::move(lowerCaseName), std::move(value)});
        return std::move(*this);
    }
    ApiResponse withVersion(qint64 resourceVersion) &&
    {
        version = resourceVersion;
        return std::move(*this);
    }
    [[nodiscard]] QByteArray header(QByteArrayView lowerCaseName) const
    {
        for (const auto &[name, value] : headers) {
            if (name == lowerCaseName)
                return value;
        }
        return {};
    }
};

} // namespace portier::api
