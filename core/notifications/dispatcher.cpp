// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/dispatcher.h"

#include "core/base/log.h"
#include "core/notifications/attemptreport.h"
#include "core/notifications/balance.h"
#include "core/notifications/collection.h"
#include "core/notifications/deliverysteps.h"
#include "core/notifications/lifecycle.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace portier::notifications
{

using scheduling::JobContext;
using scheduling::JobOutcome;

namespace
{

constexpr auto component = "notifications"_L1;

/// A failure of our own, not of the other side: the job runs again, the message's plan is untouched.
JobOutcome afterError(const Error &error)
{
    if (error.kind == ErrorKind::Cancelled)
        return JobOutcome::cancelled(error.code);
    return JobOutcome::retry(error.code);
}

/// Channels whose settings are not those that were refused; finds lost deliveries on the way.
Result<QList<Channel>> resumeChanged(storage::Transaction &tx, const QMap<Channel, QString> &marks, Instant now)
{
    QList<Channel> resumed;
    ChannelStore store(tx);
    for (auto it = marks.cbegin(); it != marks.cend(); ++it) {
        PORTIER_ASSIGN(state, store.load(it.key()));
        if (state.settingsMark == it.value())
            continue;
        state.settingsMark = it.value();
        PORTIER_TRY(store.save(it.key(), state));
        if (!state.pausedAt)
            continue;
        PORTIER_TRY(resumeChannel(tx, it.key(), now));
        resumed.append(it.key());
    }
    PORTIER_TRY(repairDeliveries(tx, now));
    return resumed;
}

} // namespace

Dispatcher::Dispatcher(Dependencies dependencies, NotificationSettings settings)
    : m_deps(std::move(dependencies)), m_settings(std::move(settings))
{
}

Dispatcher::~Dispatcher() = default;

void Dispatcher::registerWith(scheduling::JobRunner &runner)
{
    scheduling::JobKind delivery;
    delivery.name = deliveryJobKind;
    delivery.handler = [this](std::shared_ptr<JobContext> job) { return deliver(std::move(job)); };
    // Attempts of the job are failures of our own; those of the message follow its plan and end it.
    delivery.maxAttempts = 1'000'000;
    delivery.retryCap = 1min;
    runner.registerKind(std::move(delivery));

    scheduling::JobKind probing;
    probing.name = probeJobKind;
    probing.handler = [this](std::shared_ptr<JobContext> job) { return probe(std::move(job)); };
    probing.maxAttempts = 1'000'000;
    probing.retryCap = 1min;
    runner.registerKind(std::move(probing));
}

void Dispatcher::setTransport(Channel channel, std::shared_ptr<Transport> transport, const QByteArray &settings)
{
    if (!transport) {
        m_outlets.remove(channel);
        return;
    }
    const QByteArray mark = m_deps.sealer->mac(u"channel settings"_s, settings);
    m_outlets.insert(channel, {std::move(transport), QString::fromLatin1(mark.toHex())});
}

void Dispatcher::setFallback(Channel channel, std::shared_ptr<Transport> transport)
{
    if (transport)
        m_fallbacks.insert(channel, std::move(transport));
    else
        m_fallbacks.remove(channel);
}

void Dispatcher::noteForCircuit(Channel channel, const DeliveryOutcome &outcome)
{
    constexpr int failuresToOpen = 5;
    Circuit &circuit = m_circuits[channel];
    const bool failed = outcome.outcome == AttemptOutcome::Transient || outcome.outcome == AttemptOutcome::Unknown;
    circuit.failures = failed ? circuit.failures + 1 : 0;
    const bool isOpen = circuit.failures >= failuresToOpen;
    if (!outcome.provider.isEmpty())
        m_deps.metrics.set(u"portier_circuit_open"_s, isOpen ? 1 : 0, {{u"provider"_s, outcome.provider}});
    if (!isOpen) {
        circuit.openSince.reset();
        return;
    }
    const Instant now = m_deps.clock->now();
    circuit.openUntil = now + 5min;
    if (!circuit.openSince)
        circuit.openSince = now;
}

std::shared_ptr<Transport> Dispatcher::transport(Channel channel) const
{
    const auto outlet = m_outlets.constFind(channel);
    if (outlet == m_outlets.cend())
        return nullptr;
    const bool isOpen = m_circuits.value(channel).openUntil > m_deps.clock->now();
    return isOpen ? m_fallbacks.value(channel, outlet->transport) : outlet->transport;
}

QList<Dispatcher::Failing> Dispatcher::failing() const
{
    QList<Failing> list;
    for (auto it = m_circuits.cbegin(); it != m_circuits.cend(); ++it) {
        if (it->failures > 0)
            list.append({it.key(), it->failures, it->openSince});
    }
    return list;
}

void Dispatcher::setSettings(NotificationSettings settings)
{
    m_settings = std::move(settings);
}

QCoro::Task<Result<>> Dispatcher::start()
{
    QMap<Channel, QString> marks;
    for (auto it = m_outlets.cbegin(); it != m_outlets.cend(); ++it)
        marks.insert(it.key(), it->settingsMark);
    const auto body = [marks, now = m_deps.clock->now()](storage::Transaction &tx) {
        return resumeChanged(tx, marks, now);
    };
    const auto resumed = co_await m_deps.database.write(body);
    PORTIER_CO_TRY(resumed);
    for (const Channel channel : *resumed)
        Q_EMIT channelResumed(channel);
    co_return {};
}

QCoro::Task<Result<>> Dispatcher::repair()
{
    const auto body = [now = m_deps.clock->now()](storage::Transaction &tx) { return repairDeliveries(tx, now); };
    const auto repaired = co_await m_deps.database.write(body);
    PORTIER_CO_TRY(repaired);
    co_return {};
}

QCoro::Task<Result<>> Dispatcher::releaseHeld()
{
    const auto body = [now = m_deps.clock->now()](storage::Transaction &tx) { return replanHeld(tx, now); };
    co_return co_await m_deps.database.write(body);
}

QCoro::Task<Result<>> Dispatcher::refreshMetrics()
{
    const Instant now = m_deps.clock->now();
    const auto body = [now](storage::Transaction &tx) { return readStats(tx, now); };
    const auto stats = co_await m_deps.database.read(body);
    PORTIER_CO_TRY(stats);
    publishStats(m_deps.metrics, *stats, now);
    co_return {};
}

QCoro::Task<JobOutcome> Dispatcher::deliver(std::shared_ptr<JobContext> job)
{
    BeginInput input;
    input.messageId = job->job().payload.value("message_id"_L1).toString();
    const auto load = [id = input.messageId](storage::Transaction &tx) { return loadMessage(tx, id); };
    const auto loaded = co_await m_deps.database.read(load);
    if (!loaded)
        co_return afterError(loaded.error());
    if (!*loaded)
        co_return JobOutcome::done(); // erased with its history

    const Message &known = (*loaded)->message;
    const auto outlet = m_outlets.constFind(known.channel);
    const std::shared_ptr<Transport> transport = outlet == m_outlets.cend() ? nullptr : outlet->transport;
    input.channelConfigured = !isDry(known.channel);
    const std::shared_ptr<Transport> fallback = m_fallbacks.value(known.channel);
    input.hasFallback = fallback && transport;
    input.isCircuitOpen = m_circuits.value(known.channel).openUntil > m_deps.clock->now();
    input.mailDomain = m_settings.mailDomain;
    input.suppressedDomains = m_settings.suppressedDomains;
    input.limits = m_settings.limits;
    input.zone = m_settings.zone;
    input.schedules = m_settings.schedules;
    input.findAdmins = m_deps.findAdmins;
    input.jitter = m_deps.jitter();

    Result<MessageBody> body = (*loaded)->sealedBody ? openBody(*(*loaded)->sealedBody, known.id, *m_deps.sealer)
                                                     : renderBody(known, (*loaded)->event.facts, m_settings,
                                                                  *m_deps.sealer, m_deps.clock->now());
    input.renderFailed = !body;
    if (body && !(*loaded)->sealedBody)
        input.sealedBody = sealBody(*body, known.id, *m_deps.sealer);
    if (!body)
        log::error(component, "notification_failed"_L1, {{u"kind"_s, known.kind}, {u"code"_s, body.error().code}},
                   body.error().message);

    const auto begin = [job = job->job(), input, now = m_deps.clock->now()](storage::Transaction &tx) {
        return beginAttempt(tx, job, input, now);
    };
    const auto begun = co_await job->write(begin);
    if (!begun)
        co_return afterError(begun.error());
    if (begun->ended)
        countEnded(m_deps.metrics, *begun->ended);
    if (!begun->send)
        co_return JobOutcome::committed();

    OutgoingMail mail = outgoingMail(*begun->send, *body);
    mail.mayHaveArrived = begun->mayHaveArrived;
    const std::shared_ptr<Transport> way = begun->viaFallback ? fallback : transport;
    AttemptEnd end;
    const Millis began = m_deps.clock->monotonic();
    end.outcome = co_await way->send(std::move(mail));
    end.deduplicates = way->deduplicates();
    end.viaFallback = begun->viaFallback;
    end.hasFallback = input.hasFallback;
    end.findAdmins = m_deps.findAdmins;
    if (!end.viaFallback)
        noteForCircuit(begun->send->channel, end.outcome);
    reportAttempt(m_deps.metrics, *begun->send, end.outcome, m_deps.clock->monotonic() - began);
    co_return co_await record(job, input.messageId, end);
}

/// The mail may be out, so this does not give up while nobody else has the job: a database that is away for longer than
/// a lease must not send it twice (PLT-101).
QCoro::Task<JobOutcome> Dispatcher::record(std::shared_ptr<JobContext> job, QString messageId, AttemptEnd end)
{
    while (true) {
        const auto complete = [job = job->job(), messageId, end, now = m_deps.clock->now(),
                               jitter = m_deps.jitter()](storage::Transaction &tx) {
            return completeAttempt(tx, job, messageId, end, now, jitter);
        };
        const auto done = co_await job->write(complete);
        if (done) {
            if (isTerminal(done->message.state))
                countEnded(m_deps.metrics, done->message);
            if (done->paused) {
                log::critical(component, "channel_paused"_L1,
                              {{u"channel"_s, nameOf(done->message.channel)}, {u"cause"_s, end.outcome.reason}});
                Q_EMIT channelPaused(done->message.channel, end.outcome.reason);
            }
            if (done->resumed)
                Q_EMIT channelResumed(done->message.channel);
            co_return JobOutcome::committed();
        }
        const ErrorKind kind = done.error().kind;
        if (kind == ErrorKind::Cancelled || kind == ErrorKind::NotFound || job->isHandedBack())
            co_return afterError(done.error());
        log::error(component, "attempt_not_recorded"_L1, {{u"message_id"_s, messageId}, {u"code"_s, done.error().code}},
                   done.error().message);
        co_await sleepFor(*m_deps.clock, 1s);
    }
}

QCoro::Task<JobOutcome> Dispatcher::probe(std::shared_ptr<JobContext> job)
{
    const auto channel = channelFrom(job->job().payload.value("channel"_L1).toString());
    if (!channel)
        co_return JobOutcome::dead(u"channel_unknown"_s);
    const Instant now = m_deps.clock->now();
    const auto body = [channel = *channel, now](storage::Transaction &tx) { return probeChannel(tx, channel, now); };
    const auto paused = co_await job->write(body);
    if (!paused)
        co_return afterError(paused.error());
    co_return *paused ? JobOutcome::postponed(now + probeInterval, u"channel_paused"_s) : JobOutcome::done();
}

double Dispatcher::randomJitter()
{
    return QRandomGenerator::global()->generateDouble() * 2 - 1;
}

} // namespace portier::notifications
