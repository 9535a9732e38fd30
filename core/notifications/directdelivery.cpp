// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/directdelivery.h"

#include "core/base/log.h"
#include "core/base/uuid.h"
#include "core/notifications/attemptreport.h"
#include "core/notifications/balance.h"
#include "core/notifications/eventmessages.h"
#include "core/notifications/lifecycle.h"

#include <QCoroFuture>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portier::notifications
{

namespace
{

constexpr auto component = "notifications"_L1;
constexpr std::array<Millis, 3> pauses{0s, 2s, 4s}; // before each attempt, as in the fast lane (PLT-109)

bool isLast(const DeliveryOutcome &outcome, int unknowns, bool deduplicates)
{
    if (outcome.outcome == AttemptOutcome::Unknown)
        return unknowns > 1 && !deduplicates; // repeated once (PLT-112)
    return outcome.outcome != AttemptOutcome::Transient;
}

void endAs(Message &message, MessageState state, const QString &reason, Instant now)
{
    message.state = state;
    message.reason = reason;
    message.endedAt = message.updatedAt = now;
}

void endWith(Message &message, const DeliveryOutcome &outcome, Instant now)
{
    switch (outcome.outcome) {
    case AttemptOutcome::Accepted:
        return endAs(message, MessageState::Sent, {}, now);
    case AttemptOutcome::Permanent:
        return endAs(message, MessageState::Dead, u"permanent"_s, now);
    case AttemptOutcome::Config:
        return endAs(message, MessageState::Dead, u"config"_s, now);
    case AttemptOutcome::Unknown:
        return endAs(message, MessageState::Dead, u"unknown"_s, now);
    case AttemptOutcome::Transient:
        break;
    }
    endAs(message, MessageState::Dead, u"exhausted"_s, now);
}

} // namespace

DirectDelivery::DirectDelivery(Dispatcher &dispatcher, storage::Database &database, std::shared_ptr<Clock> clock,
                               std::shared_ptr<const operations::Sealer> sealer, operations::Metrics &metrics)
    : m_dispatcher(dispatcher), m_database(database), m_clock(std::move(clock)), m_sealer(std::move(sealer)),
      m_metrics(metrics)
{
}

void DirectDelivery::post(const Event &event)
{
    if (m_stopped)
        return;
    if (m_held.size() >= mostHeld) {
        log::error(component, "direct_notice_dropped"_L1, {{u"kind"_s, m_held.constFirst()->event.kind}});
        m_held.removeFirst();
    }
    auto held = std::make_shared<Held>();
    held->event = event;
    held->at = m_clock->now();
    held->eventId = newUuid(held->at);
    held->event.recipients.removeIf([](const Recipient &recipient) {
        return !recipient.channels.contains(Channel::Mail) && !recipient.channels.contains(Channel::Webhook);
    });
    m_held.append(held);
    m_tasks.add(deliver(held));
}

QCoro::Task<> DirectDelivery::deliver(std::shared_ptr<Held> held)
{
    const QList<Message> messages =
        held->event.recipients.isEmpty() ? QList<Message>() : messagesOf(held->event, held->eventId, held->at);
    for (const Message &message : messages) {
        Sent sent = co_await deliverOne(message, held->event.facts);
        held->messages.append(sent);
    }
    held->isDone = true;
}

QCoro::Task<DirectDelivery::Sent> DirectDelivery::deliverOne(Message message, QJsonObject facts)
{
    const NotificationSettings settings = m_dispatcher.settings();
    const auto body = renderBody(message, facts, settings, *m_sealer, m_clock->now());
    const auto transport = m_dispatcher.transport(message.channel);
    Sent sent{message, {}, {}};
    if (isTerminal(message.state))
        co_return sent;
    if (!body) {
        log::error(component, "notification_failed"_L1, {{u"kind"_s, message.kind}, {u"code"_s, body.error().code}},
                   body.error().message);
        endAs(sent.message, MessageState::Dead, u"render_failed"_s, m_clock->now());
    } else if (message.channel == Channel::Mail && isSuppressedDomain(message.address, settings.suppressedDomains)) {
        endAs(sent.message, MessageState::Suppressed, u"test_domain"_s, m_clock->now());
    } else {
        sent.body = *body;
        if (transport)
            sent = co_await attempt(std::move(sent), transport);
        else
            endAs(sent.message, MessageState::Suppressed, u"dry_run"_s, m_clock->now());
    }
    countEnded(m_metrics, sent.message);
    co_return sent;
}

QCoro::Task<DirectDelivery::Sent> DirectDelivery::attempt(Sent sent, std::shared_ptr<Transport> transport)
{
    Message &message = sent.message;
    message.mailId = message.id + u'@' + m_dispatcher.settings().mailDomain;
    DeliveryOutcome last;
    last.reason = u"stopped"_s;
    for (const Millis length : pauses) {
        co_await pause(length);
        if (m_stopped)
            break;
        ++message.attempts;
        Attempt attempt;
        attempt.began = m_clock->now();
        OutgoingMail mail = outgoingMail(message, *sent.body);
        const Millis started = m_clock->monotonic();
        last = co_await transport->send(std::move(mail));
        reportAttempt(m_metrics, message, last, m_clock->monotonic() - started);
        attempt.outcome = last;
        attempt.ended = m_clock->now();
        sent.attempts.append(attempt);
        message.unknowns += last.outcome == AttemptOutcome::Unknown ? 1 : 0;
        if (isLast(last, message.unknowns, transport->deduplicates()))
            break;
    }
    endWith(message, last, m_clock->now());
    co_return sent;
}

QCoro::Task<> DirectDelivery::enterLedger(std::function<Result<QList<Recipient>>(storage::Transaction &)> more)
{
    QList<std::shared_ptr<Held>> done;
    for (const auto &held : std::as_const(m_held)) {
        if (held->isDone)
            done.append(held);
    }
    for (const auto &held : std::as_const(done)) {
        const auto body = [held, more, sealer = m_sealer, now = m_clock->now()](storage::Transaction &tx) -> Result<> {
            PORTIER_ASSIGN(recipients, more(tx));
            return enter(tx, *held, recipients, *sealer, now);
        };
        const auto entered = co_await m_database.write(body);
        if (!entered) {
            log::warning(component, "direct_notice_not_entered"_L1, {{u"code"_s, entered.error().code}});
            co_return; // after the next look
        }
        m_held.removeAll(held);
    }
}

Result<> DirectDelivery::enter(storage::Transaction &tx, const Held &held, const QList<Recipient> &more,
                               const operations::Sealer &sealer, Instant now)
{
    OutboxStore store(tx);
    Event rest = held.event;
    rest.recipients = more;
    QList<Message> queued;
    if (!more.isEmpty() || held.messages.isEmpty())
        queued = messagesOf(rest, held.eventId, now);
    const int count = int(held.messages.size() + queued.size());
    PORTIER_ASSIGN(isNew, store.insertEvent(held.eventId, held.event, count, held.at));
    if (!isNew)
        return {}; // another instance told it
    for (const Sent &sent : held.messages)
        PORTIER_TRY(enterMessage(tx, sent, sealer));
    for (const Message &message : std::as_const(queued)) {
        PORTIER_TRY(store.insertMessage(message));
        if (!isTerminal(message.state))
            PORTIER_TRY(enqueueDelivery(tx, message, {}, now));
        PORTIER_TRY(announceMessage(tx, message, operations::ChangeOperation::Created, now));
    }
    return {};
}

Result<> DirectDelivery::enterMessage(storage::Transaction &tx, const Sent &sent, const operations::Sealer &sealer)
{
    OutboxStore store(tx);
    PORTIER_TRY(store.insertMessage(sent.message));
    PORTIER_TRY(store.updateMessage(sent.message));
    if (sent.body)
        PORTIER_TRY(store.saveBody(sent.message.id, sealBody(*sent.body, sent.message.id, sealer)));
    Message attempted = sent.message;
    attempted.attempts = 0;
    for (const Attempt &attempt : sent.attempts) {
        ++attempted.attempts;
        PORTIER_TRY(store.beginAttempt(attempted, attempt.began));
        PORTIER_TRY(store.endAttempt(sent.message.id, attempt.outcome, attempt.ended));
    }
    return announceMessage(tx, sent.message, operations::ChangeOperation::Created, sent.message.createdAt);
}

QCoro::Task<> DirectDelivery::pause(Millis length)
{
    if (length == 0ms || m_stopped)
        co_return;
    auto waiting = std::make_shared<Pause>();
    waiting->promise.start();
    const QFuture<void> over = waiting->promise.future();
    waiting->timer = m_clock->callAfter(length, [weak = std::weak_ptr(waiting)] {
        if (const auto still = weak.lock())
            end(*still);
    });
    m_pauses.append(waiting);
    co_await over;
    m_pauses.removeAll(waiting);
}

void DirectDelivery::end(Pause &pause)
{
    if (!pause.promise.future().isFinished())
        pause.promise.finish();
}

QCoro::Task<> DirectDelivery::stop()
{
    m_stopped = true;
    for (const auto &waiting : std::as_const(m_pauses))
        end(*waiting);
    co_await m_tasks.join();
}

} // namespace portier::notifications
