// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/notifications/message.h"

#include <QJsonObject>

namespace portier::notifications
{

inline const QString digestKind = QStringLiteral("notification_digest");

/// A collected message as its digest tells of it.
struct DigestEntry {
    QString messageId;
    QString subject; ///< entries of one subject stand together; empty: stands alone
    QString title;   ///< what its own mail would have had as subject
    QString url;     ///< where that one's button would have led
    Instant at;
};

/// Which part of a digest that is longer than one mail.
struct DigestPart {
    qsizetype number = 1;
    qsizetype of = 1;
};

/// The facts of the mail kind "notification_digest" (PLT-134): per subject the latest entry, with the earlier ones as
/// lines below; newest subject first. `reason`: daily | weekly | flood | burst. Pure.
[[nodiscard]] QJsonObject digestFacts(QList<DigestEntry> entries, const QString &reason, const DigestPart &part);

} // namespace portier::notifications
