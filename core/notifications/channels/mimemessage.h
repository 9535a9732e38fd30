// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/notifications/channels/transport.h"

namespace portier::notifications
{

/// Who mails come from.
struct MailSender {
    QString address;
    QString name;
};

/// True for "local@domain" with an ASCII local part (RFC 5321 dot-string) and a host name that can be written in ASCII.
[[nodiscard]] bool isMailAddress(const QString &address);
/// The address as SMTP commands carry it, the domain in ASCII. Error: Invalid "address_invalid".
[[nodiscard]] Result<QByteArray> envelopeAddress(const QString &address);
/// "Name <local@domain>" with the name encoded as needed. Errors: as envelopeAddress(), Invalid "header_invalid".
[[nodiscard]] Result<QByteArray> mailboxHeader(const QString &name, const QString &address);
/// A header value in ASCII: as it is, or in RFC 2047 words, folded. Error: Invalid "header_invalid" when it holds a
/// line break or another control character; nothing is repaired silently.
[[nodiscard]] Result<QByteArray> headerText(const QString &value);
/// RFC 2045, lines of at most 76 characters, CRLF.
[[nodiscard]] QByteArray quotedPrintable(const QString &text);

/// The usual sender under the name that the mail goes by, if it has one of its own.
[[nodiscard]] MailSender senderOf(const OutgoingMail &mail, const MailSender &usual);

/// The whole mail (RFC 5322, multipart/alternative, text before HTML), the same bytes for the same input (PLT-107,
/// PLT-115). Errors: Invalid "address_invalid", Invalid "header_invalid".
[[nodiscard]] Result<QByteArray> composeMail(const OutgoingMail &mail, const MailSender &usual);

} // namespace portier::notifications
