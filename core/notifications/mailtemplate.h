// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace portier::notifications
{

/// One line of a mail template: "@row Flug | {{flight.amount}}". `label` is what stands before the bar, in blocks that
/// have two parts. Both are mustache.
struct MailBlock {
    QString name;
    QString label;
    QString value;
    QString list = {}; ///< of items and their lists: the fact that is gone through
};

/// A mail in one language: its blocks in order. Text and HTML are both made from it, so they cannot say different
/// things (PLT-125).
struct MailTemplate {
    QList<MailBlock> blocks;
    [[nodiscard]] QString one(const QString &name) const; ///< value of the only block of that name, or ""
};

/// Blocks a template may have: subject, heading, lead, sentence, after, why (one each), figure (at most one), row, link
/// (any number), button (one), sms (at most one), and for one list: item, followed by its itemlines, itemlinks and
/// itemlists. Lines that go on are indented; "#" starts a comment line. Error: Internal "mail_template".
[[nodiscard]] Result<MailTemplate> parseMailTemplate(const QString &source);
/// The built-in template of a kind. Error: NotFound "mail_template_missing".
[[nodiscard]] Result<MailTemplate> loadMailTemplate(const QString &kind, const QString &language);

} // namespace portier::notifications
