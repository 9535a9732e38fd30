// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/requestchecks.h"

#include "core/base/uuid.h"
#include "core/contract/fieldreader.h"
#include "core/contract/strictjson.h"
#include "server/api/negotiation.h"
#include "server/api/percentdecoding.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

constexpr qsizetype MaxTokenBytes = 512;

bool isVisibleAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

QByteArray fingerprintOf(const ApiRequest &request)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {methodName(request.method), request.path.toUtf8(), request.rawQuery, request.body}) {
        hash.addData(QByteArray::number(part.size()) + ':');
        hash.addData(part);
    }
    return hash.result();
}

/// Whose key it is (PLT-055, PLT-058). Without a credential that is one client's with one house (BKG-102).
QString scopeOf(const ApiRequest &request)
{
    const identity::Principal &principal = request.principal;
    switch (principal.kind) {
    case identity::Principal::Kind::Account:
        return u"account:"_s + principal.id;
    case identity::Principal::Kind::ApiKey:
        return u"key:"_s + principal.id;
    case identity::Principal::Kind::Link:
        return u"link:"_s + principal.id;
    case identity::Principal::Kind::System:
        return u"system"_s;
    case identity::Principal::Kind::Anonymous:
        break;
    }
    const auto body = contract::parseStrictJson(request.body); // the key is asked before the text under it is judged
    const QString house = body ? body->value(u"resource"_s).toString() : QString();
    return u"prefix:"_s + principal.clientPrefix + (house.isEmpty() ? QString() : u' ' + house);
}

} // namespace

Result<QString> bearerToken(const ApiRequest &request)
{
    const auto has = [](const Header &header) { return header.first == "authorization"; };
    const auto count = std::count_if(request.headers.begin(), request.headers.end(), has);
    if (count == 0)
        return QString();
    const QByteArray value = request.header("authorization").trimmed();
    const QByteArray token = value.mid(7).trimmed();
    if (count > 1 || value.first(qMin<qsizetype>(7, value.size())).toLower() != "bearer " || token.isEmpty() ||
        token.size() > MaxTokenBytes || !isVisibleAscii(token))
        return fail(Error::forbidden(u"invalid_token"_s));
    return QString::fromLatin1(token);
}

bool speaksForOthers(const QList<Header> &headers)
{
    return std::any_of(headers.cbegin(), headers.cend(), [](const Header &header) {
        return header.first == "x-forwarded-for" || header.first == "forwarded" || header.first == "x-real-ip";
    });
}

Result<> readQuery(const Route &route, ApiRequest *request)
{
    PORTIER_ASSIGN(query, parseQuery(request->rawQuery));
    const auto items = query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (!route.queryParameters.contains(name))
            return fail(Error::invalid(u"unknown_parameter"_s, {}, {{u"parameter"_s, name}}));
    }
    request->query = query;
    return {};
}

Result<> readBody(const Route &route, ApiRequest *request)
{
    if (request->body.size() > route.bodyLimit)
        return fail(Error::invalid(u"payload_too_large"_s, {}, {{u"limit"_s, route.bodyLimit}}));
    if (request->method == Method::Get || request->method == Method::Head)
        return {};
    const QByteArray encoding = request->header("content-encoding").trimmed().toLower();
    if (!encoding.isEmpty() && encoding != "identity")
        return fail(Error::invalid(u"unsupported_media_type"_s, u"compressed request body"_s));
    if (route.body == BodyKind::Raw || (route.body == BodyKind::None && request->body.isEmpty()))
        return {};
    if (!isJsonContentType(request->header("content-type")))
        return fail(Error::invalid(u"unsupported_media_type"_s, {}));
    PORTIER_ASSIGN(object, contract::parseStrictJson(request->body));
    if (route.body == BodyKind::None)
        return contract::FieldReader(object).finish();
    request->json = object;
    return {};
}

Result<operations::IdempotencyClaim> readIdempotencyKey(const Route &route, const ApiRequest &request,
                                                        const QString &claimId)
{
    operations::IdempotencyClaim claim;
    if (route.idempotency == IdempotencyUse::None)
        return claim;
    QByteArray key = request.header("idempotency-key").trimmed();
    if (key.size() >= 2 && key.startsWith('"') && key.endsWith('"'))
        key = key.sliced(1, key.size() - 2);
    if (key.isEmpty()) {
        if (route.idempotency == IdempotencyUse::Required)
            return fail(Error::invalid(u"idempotency_key_required"_s, {}));
        return claim;
    }
    const bool anonymous = request.principal.kind == identity::Principal::Kind::Anonymous;
    if (key.size() > 255 || !isVisibleAscii(key) || (anonymous && !isUuid(QString::fromLatin1(key).toLower())))
        return fail(Error::invalid(u"idempotency_key_invalid"_s, {}));
    claim.principal = scopeOf(request);
    claim.route = QString::fromLatin1(methodName(route.method)) + u' ' + route.pattern;
    claim.key = QString::fromLatin1(key);
    claim.fingerprint = fingerprintOf(request);
    claim.claimId = claimId;
    claim.sealed = route.sealReply;
    return claim;
}

} // namespace portier::api
