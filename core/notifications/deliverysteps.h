// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/channelstore.h"
#include "core/notifications/deliveryplan.h"
#include "core/notifications/deliverypolicy.h"
#include "core/notifications/dutyalarm.h"
#include "core/notifications/outboxstore.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduletable.h"

namespace portier::notifications
{

// The transactions of one delivery. Each closes or postpones the delivery's job together with what it decides, so that
// a crash between them leaves a job that runs again and finds out where it stands.

/// What a delivery starts from.
struct LoadedMessage {
    Message message;
    StoredEvent event;
    std::optional<QByteArray> sealedBody;
};
[[nodiscard]] Result<std::optional<LoadedMessage>> loadMessage(storage::Transaction &tx, const QString &messageId);

struct BeginInput {
    QString messageId;
    QByteArray sealedBody; ///< stored when the message has none yet
    QString mailDomain;
    bool renderFailed = false;
    bool channelConfigured = true;
    bool hasFallback = false;   ///< another way for messages of this channel (PLT-117)
    bool isCircuitOpen = false; ///< the first way fails again and again
    QStringList suppressedDomains;
    FloodLimits limits;
    QString zone; ///< of people who named none
    scheduling::Schedules schedules = std::make_shared<scheduling::ScheduleTable>();
    FindAdmins findAdmins;
    double jitter = 0;
};
/// Decides whether an attempt takes place and writes that down. The message when it does; nothing when the job is
/// closed. `ended` gets the message when it reached a terminal state here.
struct Begun {
    std::optional<Message> send;
    bool viaFallback = false;
    bool mayHaveArrived = false; ///< by an attempt before: ask where that can be asked (PLT-112)
    std::optional<Message> ended;
};
[[nodiscard]] Result<Begun> beginAttempt(storage::Transaction &tx, const scheduling::Job &job, const BeginInput &input,
                                         Instant now);

/// Writes down how the attempt ended and what comes next.
struct Completed {
    Message message;
    bool paused = false;
    bool resumed = false;
};
/// How an attempt went.
struct AttemptEnd {
    DeliveryOutcome outcome;
    bool deduplicates = false; ///< see Transport
    bool viaFallback = false;
    bool hasFallback = false;
    FindAdmins findAdmins;
};
[[nodiscard]] Result<Completed> completeAttempt(storage::Transaction &tx, const scheduling::Job &job,
                                                const QString &messageId, const AttemptEnd &end, Instant now,
                                                double jitter);

/// The channel may work again: its dead(config) messages and the parked ones get their jobs back (PLT-111).
[[nodiscard]] Result<> resumeChannel(storage::Transaction &tx, Channel channel, Instant now);
/// Lets one message through a paused channel and plans the next probe. False when the channel is not paused any more.
[[nodiscard]] Result<bool> probeChannel(storage::Transaction &tx, Channel channel, Instant now);
/// Gives open messages that have lost their job a new one; ends those whose job was given up. Number of both.
[[nodiscard]] Result<int> repairDeliveries(storage::Transaction &tx, Instant now);

inline constexpr Millis probeInterval = std::chrono::minutes(15);

} // namespace portier::notifications
