// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace portier::log
{

/// Sets the key of redactedAddress(); without it a random key per process is used, so that hashes of two runs do not
/// match.
void setRedactionKey(const QByteArray &key);

/// What a log line may say about an e-mail address: 12 hex characters of a keyed hash of the compared form, "@" and the
/// domain (PLT-163). Text without "@" gives the hash alone.
[[nodiscard]] QString redactedAddress(const QString &address);

/// The safety net under every line: replaces e-mail addresses (by redactedAddress), Portier's own tokens and keys,
/// bearer credentials, passwords in URLs, query strings of URLs and E.164 numbers, whoever wrote them there.
[[nodiscard]] QString scrubbed(const QString &text);

} // namespace portier::log
