// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/attemptreport.h"

#include "core/base/log.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

constexpr auto component = "notifications"_L1;

/// What a provider calls the thing that was asked for.
QString endpointOf(const QString &provider)
{
    static const QMap<QString, QString> endpoints{{u"smtp"_s, u"message"_s},
                                                  {u"resend"_s, u"emails"_s},
                                                  {u"sendgrid"_s, u"mail/send"_s},
                                                  {u"twilio"_s, u"messages"_s},
                                                  {u"webhook"_s, u"callback"_s}};
    return endpoints.value(provider);
}

void reportCall(operations::Metrics &metrics, const DeliveryOutcome &outcome, Millis took)
{
    if (outcome.provider.isEmpty())
        return; // nobody was asked
    const QString status = outcome.code.isEmpty() ? outcome.reason : outcome.code;
    const QString endpoint = endpointOf(outcome.provider);
    metrics.increment(u"external_api_calls_total"_s,
                      {{u"provider"_s, outcome.provider}, {u"endpoint"_s, endpoint}, {u"status"_s, status}});
    log::info(component, "external_call"_L1,
              {{u"provider"_s, outcome.provider},
               {u"endpoint"_s, endpoint},
               {u"status"_s, status},
               {u"duration_ms"_s, qint64(took.count())},
               {u"cached"_s, false}});
}

} // namespace

void reportAttempt(operations::Metrics &metrics, const Message &message, const DeliveryOutcome &outcome, Millis took)
{
    reportCall(metrics, outcome, took);
    const log::Fields fields{{u"message_id"_s, message.id},
                             {u"kind"_s, message.kind},
                             {u"channel"_s, nameOf(message.channel)},
                             {u"attempt"_s, message.attempts},
                             {u"outcome"_s, nameOf(outcome.outcome)},
                             {u"code"_s, outcome.code},
                             {u"reason"_s, outcome.reason}};
    if (outcome.outcome == AttemptOutcome::Accepted)
        log::info(component, "notification_sent"_L1, fields);
    else
        log::warning(component, "notification_failed"_L1, fields);
}

} // namespace portier::notifications
