// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/unsubscribe.h"

#include "core/notifications/preferencestore.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
const QString macPurpose = QStringLiteral("unsubscribe");
} // namespace

QString unsubscribeToken(const operations::Sealer &sealer, const UnsubscribeScope &scope)
{
    const QByteArray data = (scope.list + u'\n' + scope.accountId).toUtf8();
    return QString::fromLatin1(data.toBase64(encoding) + '.' + sealer.mac(macPurpose, data).toBase64(encoding));
}

std::optional<UnsubscribeScope> readUnsubscribeToken(const operations::Sealer &sealer, const QString &token)
{
    const QByteArrayList parts = token.toLatin1().split('.');
    if (parts.size() != 2)
        return std::nullopt;
    const QByteArray data = QByteArray::fromBase64(parts.at(0), encoding);
    if (!sealer.verifyMac(macPurpose, data, QByteArray::fromBase64(parts.at(1), encoding)))
        return std::nullopt;
    const QString text = QString::fromUtf8(data);
    return UnsubscribeScope{text.section(u'\n', 1), text.section(u'\n', 0, 0)};
}

Result<> setSubscribed(storage::Transaction &tx, const UnsubscribeScope &scope, bool subscribed, Instant now)
{
    return PreferenceStore(tx).setEnabled(scope.accountId, scope.list, Channel::Mail, subscribed, now);
}

} // namespace portier::notifications
