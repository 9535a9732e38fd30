// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"

namespace portier::notifications
{

/// The messages that an event makes before anything is stored: one per (person, channel), in the order of the
/// recipients; without any, one that is suppressed(no_recipient) (PLT-105).
[[nodiscard]] QList<Message> messagesOf(const Event &event, const QString &eventId, Instant now);

} // namespace portier::notifications
