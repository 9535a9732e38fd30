// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/hookscontroller.h"

#include "core/notifications/channels/twiliotransport.h"
#include "core/notifications/channels/webhooktransport.h"
#include "core/notifications/reportdesk.h"
#include "core/operations/hmac.h"
#include "server/api/apirouter.h"
#include "server/api/percentdecoding.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

using notifications::DeliveryReport;

const QString twilioPath = u"/api/v1/hooks/twilio"_s;

Error badSignature()
{
    return Error::forbidden(u"invalid_signature"_s);
}

Result<QList<DeliveryReport>> fromTwilio(const ApiRequest &request, const HookServices &services, const QString &token)
{
    PORTIER_ASSIGN(parsed, parseQuery(request.body));
    QMap<QString, QString> form;
    const auto items = parsed.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items)
        form.insert(name, value);
    const QByteArray expected = notifications::twilioSignature(token, services.publicUrl + twilioPath, form);
    if (!operations::equalInConstantTime(expected, request.header("x-twilio-signature")))
        return fail(badSignature());
    return notifications::readTwilioReport(form);
}

Result<QList<DeliveryReport>> fromResend(const ApiRequest &request, const HookServices &services, const QString &secret)
{
    const bool isSigned =
        notifications::verifyWebhook(secret, request.header("svix-id"), request.header("svix-timestamp"),
                                     request.header("svix-signature"), request.body, services.clock->now());
    return isSigned ? notifications::readResendReport(request.body) : fail(badSignature());
}

Result<QList<DeliveryReport>> fromSendGrid(const ApiRequest &request, const HookServices &, const QString &key)
{
    const bool isSigned =
        notifications::isSignedBySendGrid(key, request.header("x-twilio-email-event-webhook-timestamp"),
                                          request.header("x-twilio-email-event-webhook-signature"), request.body);
    return isSigned ? notifications::readSendGridReport(request.body) : fail(badSignature());
}

using Read = Result<QList<DeliveryReport>> (*)(const ApiRequest &, const HookServices &, const QString &secret);

QCoro::Task<Result<ApiResponse>> answer(ApiRequest request, HookServices services, QString HookSecrets::*secret,
                                        Read read)
{
    const HookSecrets secrets = services.secrets();
    if ((secrets.*secret).isEmpty())
        co_return fail(Error::notFound());
    auto reports = read(request, services, secrets.*secret);
    PORTIER_CO_TRY(reports);
    PORTIER_CO_TRY(co_await services.reports.take(*reports));
    co_return ApiResponse::noContent();
}

} // namespace

void addHookRoutes(ApiRouter &router, const HookServices &services)
{
    const auto add = [&](const QString &path, QString HookSecrets::*secret, Read read) {
        router.add({.method = Method::Post,
                    .pattern = path,
                    .access = Access::ownCredential(),
                    .handler = [services, secret, read](
                                   ApiRequest request) { return answer(std::move(request), services, secret, read); },
                    .body = BodyKind::Raw,
                    .ratePolicy = u"provider_reports"_s});
    };
    add(twilioPath, &HookSecrets::twilioToken, fromTwilio);
    add(u"/api/v1/hooks/resend"_s, &HookSecrets::resendSecret, fromResend);
    add(u"/api/v1/hooks/sendgrid"_s, &HookSecrets::sendGridPublicKey, fromSendGrid);
}

} // namespace portier::api
