// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/notifications/mailfacts.h"

namespace portier::notifications
{

/// The parts of a mail as they are stored and sent.
struct RenderedMail {
    QString subject;
    QString text;
    QString html;
    QString url;       ///< where the button leads; empty without one
    QString shortText; ///< for a text message, at most 320 characters (PLT-118)
};

/// What surrounds the facts.
struct MailFrame {
    Reader reader;
    QString houseName = QStringLiteral("Portier");
    QString unsubscribeUrl; ///< empty: the kind's class has no opt-out
    Instant sentAt;
};

/// Words the facts of a kind for one reader, text and HTML from the same template. Pure but for the built-in template
/// resources. Errors: those of factsView(); NotFound "mail_template_missing"; Internal "mail_placeholder" when a
/// template names something its kind does not have.
[[nodiscard]] Result<RenderedMail> renderMail(const QString &kind, const QJsonObject &facts, const MailFrame &frame);

} // namespace portier::notifications
