// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/emailaddress.h"

#include <QCryptographicHash>

#include <algorithm>

namespace portier::identity
{

namespace
{
constexpr qsizetype longest = 254;
}

std::optional<EmailAddress> EmailAddress::parse(const QString &text)
{
    EmailAddress address;
    address.typed = text.trimmed().normalized(QString::NormalizationForm_C);
    address.compared = compare(text);
    const bool plain = std::none_of(address.typed.cbegin(), address.typed.cend(), [](QChar character) {
        return character.isSpace() || character.category() == QChar::Other_Control ||
               character.category() == QChar::Other_Format || character == u'<' || character == u'>' ||
               character == u',' || character == u';' || character == u'"';
    });
    const bool formed = address.typed.count(u'@') == 1 && !address.localPart().isEmpty() &&
                        !address.domain().isEmpty() && !address.domain().startsWith(u'.') &&
                        !address.domain().endsWith(u'.');
    if (!plain || !formed || address.typed.size() > longest)
        return std::nullopt;
    return address;
}

QString EmailAddress::compare(const QString &text)
{
    return text.trimmed().normalized(QString::NormalizationForm_C).toLower();
}

QByteArray EmailAddress::hash(const QString &compared)
{
    return QCryptographicHash::hash(compared.toUtf8(), QCryptographicHash::Sha256);
}

bool EmailAddress::isIn(const QStringList &allowlist) const
{
    return std::any_of(allowlist.cbegin(), allowlist.cend(), [this](const QString &entry) {
        const QString allowed = compare(entry);
        return allowed.startsWith(u'@') ? allowed.mid(1) == domain() : allowed == compared;
    });
}

} // namespace portier::identity
