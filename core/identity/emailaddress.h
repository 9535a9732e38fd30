// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace portier::identity
{

/// An e-mail address as typed and as compared (PLT-001).
struct EmailAddress {
    QString typed;    ///< trimmed, NFC
    QString compared; ///< lower-cased besides; two accounts never share it

    /// Nothing unless the text is "local@domain" without spaces and controls and has at most 254 characters. Whether
    /// mail arrives there only a verification shows.
    [[nodiscard]] static std::optional<EmailAddress> parse(const QString &text);
    /// How any text would be compared, valid or not: what a sign-in was tried with.
    [[nodiscard]] static QString compare(const QString &text);
    /// SHA-256 of a compared address, for counters that need not know it.
    [[nodiscard]] static QByteArray hash(const QString &compared);

    [[nodiscard]] QString localPart() const { return compared.section(u'@', 0, -2); }
    [[nodiscard]] QString domain() const { return compared.section(u'@', -1); }
    /// True for an entry that is this address, or "@domain" with exactly this domain (PLT-033).
    [[nodiscard]] bool isIn(const QStringList &allowlist) const;
};

} // namespace portier::identity
