// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/tripfilescontroller.h"

#include "core/trips/tripexport.h"
#include "core/trips/tripimport.h"
#include "server/api/apirouter.h"
#include "server/api/idempotentreply.h"
#include "server/api/importreportcodec.h"
#include "server/api/listpage.h"
#include "server/api/negotiation.h"
#include "server/api/tripservices.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using trips::FileFormat;
using trips::ImportReport;

constexpr qint64 MaxFile = 16 * 1024 * 1024; // PLT-067
constexpr qsizetype MaxExport = 64 * 1024 * 1024;

Result<trips::ImportOptions> importOptions(const ApiRequest &request)
{
    trips::ImportOptions options;
    const QByteArray type = request.header("content-type");
    if (isJsonContentType(type))
        options.format = FileFormat::Json;
    else if (mediaTypeOf(type) != "text/csv")
        return fail(Error::invalid(u"unsupported_media_type"_s, {}));
    PORTIER_ASSIGN(dryRun, queryFlag(request, u"dry_run"_s));
    PORTIER_ASSIGN(partial, queryFlag(request, u"partial"_s));
    options.dryRun = dryRun;
    options.partial = partial;
    if (request.hasQuery(u"on_conflict"_s)) {
        const auto conflict = trips::nameConflictFromText(request.queryValue(u"on_conflict"_s));
        if (!conflict)
            return fail(badParameter(u"on_conflict"_s));
        options.onConflict = *conflict;
    }
    return options;
}

QCoro::Task<Result<ApiResponse>> answerImport(ApiRequest request, TripFileServices services)
{
    PORTIER_CO_ASSIGN(options, importOptions(request));
    const std::function<ApiResponse(const ImportReport &)> render =
        [options, language = request.language](const ImportReport &report) {
            return ApiResponse::json(toJson(report, options, language));
        };
    const auto remember = rememberReply<ImportReport>(request, render, services.clock->now());
    PORTIER_CO_ASSIGN(report, co_await services.imports.run(callerOf(request), request.body, options, remember));
    co_return render(report);
}

Result<trips::ExportOptions> exportOptions(const ApiRequest &request)
{
    trips::ExportOptions options;
    if (request.hasQuery(u"format"_s)) {
        const auto format = trips::fileFormatFromText(request.queryValue(u"format"_s));
        if (!format)
            return fail(badParameter(u"format"_s));
        options.format = *format;
    }
    options.tripId = request.pathArguments.value(0);
    // A trip by itself is exported for its prices; CSV cannot hold both.
    options.history = !options.tripId.isEmpty();
    return options;
}

QCoro::Task<Result<ApiResponse>> answerExport(ApiRequest request, TripFileServices services)
{
    PORTIER_CO_ASSIGN(options, exportOptions(request));
    // Written on a database thread, read here after the export has ended. A reply is one value (docs/adr/0022).
    const auto file = std::make_shared<QByteArray>();
    const trips::ExportSink sink = [file](const QByteArray &piece) {
        file->append(piece);
        return file->size() <= MaxExport;
    };
    PORTIER_CO_TRY(co_await services.exports.run(callerOf(request), options, sink));
    if (file->size() > MaxExport)
        co_return fail(Error::invalid(u"trip_export_too_large"_s, {}));
    const bool isCsv = options.format == FileFormat::Csv;
    ApiResponse response;
    response.contentType = isCsv ? "text/csv; charset=utf-8" : "application/json";
    response.body = *file;
    const QByteArray name = options.tripId.isEmpty() ? "portier-trips" : "portier-trip";
    response.withHeader("content-disposition", "attachment; filename=\"" + name + (isCsv ? ".csv" : ".json") + '"');
    co_return response;
}

Route exportRoute(const QString &pattern, const TripFileServices &services)
{
    return {.method = Method::Get,
            .pattern = pattern,
            .access = Access::account(u"trips:read"_s),
            .handler = [services](ApiRequest request) { return answerExport(std::move(request), services); },
            .queryParameters = {u"format"_s},
            .produces = {"application/json", "text/csv"}};
}

} // namespace

void addTripFileRoutes(ApiRouter &router, const TripFileServices &services)
{
    // TRP-258: one charge per import, however many rows it has.
    router.add({.method = Method::Post,
                .pattern = u"/api/v1/trips/import"_s,
                .access = Access::account(u"trips:write"_s),
                .handler = [services](ApiRequest request) { return answerImport(std::move(request), services); },
                .body = BodyKind::Raw,
                .bodyLimit = MaxFile,
                .ratePolicy = u"trip_create"_s,
                .refundOn4xx = true,
                .idempotency = IdempotencyUse::Accepted,
                .queryParameters = {u"dry_run"_s, u"partial"_s, u"on_conflict"_s}});
    router.add(exportRoute(u"/api/v1/trips/export"_s, services));
    router.add(exportRoute(u"/api/v1/trips/{id}/export"_s, services));
}

} // namespace portier::api
