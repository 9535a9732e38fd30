// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/channels/transport.h"
#include "core/notifications/mailrenderer.h"
#include "core/notifications/notificationsettings.h"
#include "core/operations/sealedcolumnstore.h"

namespace portier::notifications
{

/// A rendered message as it is stored: everything that has to be equal at every attempt (PLT-107).
struct MessageBody {
    RenderedMail mail;
    QString unsubscribeUrl;
    Instant renderedAt;
    QString senderName; ///< of a house; empty: the instance's
};

/// Words a message for its recipient: own language and zone, else the instance's (PLT-126). Errors: see renderMail().
[[nodiscard]] Result<MessageBody> renderBody(const Message &message, const QJsonObject &facts,
                                             const NotificationSettings &settings, const operations::Sealer &sealer,
                                             Instant now);
[[nodiscard]] QByteArray sealBody(const MessageBody &body, const QString &messageId, const operations::Sealer &sealer);
[[nodiscard]] Result<MessageBody> openBody(const QByteArray &sealed, const QString &messageId,
                                           const operations::Sealer &sealer);
/// Where the bodies lie.
[[nodiscard]] operations::SealedColumn sealedBodies();
/// The mail that goes out. `message.mailId` is set.
[[nodiscard]] OutgoingMail outgoingMail(const Message &message, const MessageBody &body);

} // namespace portier::notifications
