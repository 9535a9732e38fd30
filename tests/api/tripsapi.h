// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/historyreader.h"
#include "core/notifications/messagedesk.h"
#include "core/operations/idempotencystore.h"
#include "core/trips/tripexport.h"
#include "core/trips/tripimport.h"
#include "server/api/apirouter.h"
#include "tests/storage/trips/tripworld.h"

namespace portier::test
{

/// The routes of trips over a world of trips, asked in process. Tokens: "anna" and "ben" (accounts), "anna-reads" and
/// "anna-writes" (API keys of anna with scope trips:read, or both scopes).
class TripsApi
{
public:
    explicit TripsApi(const QString &backend);

    struct Call {
        QString token = QStringLiteral("anna");
        QJsonObject body = {};
        QList<api::Header> headers = {};
        QByteArray raw = {};
    };
    /// `target` is a path below /api/v1, with its query. `raw` is sent instead of `body` when a header names its type.
    api::ApiResponse ask(api::Method method, const QString &target, const Call &call);
    api::ApiResponse ask(api::Method method, const QString &target) { return ask(method, target, {}); }
    api::ApiResponse get(const QString &target) { return ask(api::Method::Get, target); }
    /// POST /trips with a key of its own.
    api::ApiResponse create(const QJsonObject &body, const QString &token = QStringLiteral("anna"));
    /// The id of a trip made so; ends the test program when that fails.
    QString createdId(const QJsonObject &body);

    TripWorld world;
    QHash<QString, QByteArray> rawAnswers; ///< kept bodies, by response id; the others have expired
    operations::DatabaseIdempotencyStore idempotency;
    trips::TripImport imports;
    trips::TripExport exports;
    notifications::HistoryReader history;
    notifications::MessageDesk desk;
    api::ApiRouter router;

private:
    int m_keys = 0;
};

[[nodiscard]] QJsonObject bodyOf(const api::ApiResponse &response);
/// "ok" for success; else the code, or of a validation error every "pointer code".
[[nodiscard]] QString codeOf(const api::ApiResponse &response);
/// The header of an edit of this version.
[[nodiscard]] QList<api::Header> ifMatch(const QByteArray &etag);

} // namespace portier::test
