// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/taskscope.h"
#include "core/notifications/dispatcher.h"

#include <QPromise>

namespace portier::notifications
{

/// Sends messages about the database or the outbox straight from memory, past both: three attempts each, and enters
/// them in the ledger once the database takes them (PLT-174). Bounded: of more than `mostHeld` events the oldest is
/// dropped. Lives on the core thread.
class DirectDelivery
{
public:
    static constexpr qsizetype mostHeld = 32;

    DirectDelivery(Dispatcher &dispatcher, storage::Database &database, std::shared_ptr<Clock> clock,
                   std::shared_ptr<const operations::Sealer> sealer, operations::Metrics &metrics);

    /// Begins to send to the recipients of mails and callbacks; those of other channels are left out.
    void post(const Event &event);
    /// Writes down what has left. `more`: recipients that get the same event through the outbox, such as desktops.
    QCoro::Task<> enterLedger(std::function<Result<QList<Recipient>>(storage::Transaction &)> more);
    /// Begins no further attempt and waits for what is on the wire.
    QCoro::Task<> stop();

private:
    struct Attempt {
        Instant began;
        Instant ended;
        DeliveryOutcome outcome;
    };
    struct Sent {
        Message message;
        std::optional<MessageBody> body;
        QList<Attempt> attempts;
    };
    struct Held {
        Event event;
        QString eventId;
        Instant at;
        QList<Sent> messages;
        bool isDone = false; ///< ready for the ledger
    };

    /// A wait that stop() ends.
    struct Pause {
        QPromise<void> promise;
        std::unique_ptr<TimerHandle> timer;
    };

    QCoro::Task<> deliver(std::shared_ptr<Held> held);
    QCoro::Task<> pause(Millis length);
    static void end(Pause &pause);
    QCoro::Task<Sent> deliverOne(Message message, QJsonObject facts);
    QCoro::Task<Sent> attempt(Sent sent, std::shared_ptr<Transport> transport);
    [[nodiscard]] static Result<> enter(storage::Transaction &tx, const Held &held, const QList<Recipient> &more,
                                        const operations::Sealer &sealer, Instant now);
    [[nodiscard]] static Result<> enterMessage(storage::Transaction &tx, const Sent &sent,
                                               const operations::Sealer &sealer);

    Dispatcher &m_dispatcher;
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const operations::Sealer> m_sealer;
    operations::Metrics &m_metrics;
    QList<std::shared_ptr<Held>> m_held;
    QList<std::shared_ptr<Pause>> m_pauses;
    bool m_stopped = false;
    TaskScope m_tasks;
};

} // namespace portier::notifications
