// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/message.h"

#include <QCryptographicHash>

#include <array>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

constexpr std::array stateNames{"queued"_L1, "sending"_L1,  "waiting"_L1,    "collected"_L1,
                                "sent"_L1,   "digested"_L1, "suppressed"_L1, "dead"_L1};
constexpr std::array outcomeNames{"accepted"_L1, "transient"_L1, "permanent"_L1, "config"_L1, "unknown"_L1};
constexpr std::array channelNames{"mail"_L1, "sms"_L1, "desktop"_L1, "webhook"_L1};
constexpr std::array classNames{"duty"_L1, "answer"_L1, "account"_L1, "alert"_L1, "periodic"_L1, "operator"_L1};

template <class Enum, class Names>
std::optional<Enum> enumFrom(const Names &names, const QString &name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

template <class Enum, class Names>
QString enumName(const Names &names, Enum value)
{
    return names.at(static_cast<size_t>(value));
}

} // namespace

bool isTerminal(MessageState state)
{
    return state >= MessageState::Sent;
}

QString nameOf(MessageState state)
{
    return enumName(stateNames, state);
}
QString nameOf(AttemptOutcome outcome)
{
    return enumName(outcomeNames, outcome);
}
QString nameOf(Channel channel)
{
    return enumName(channelNames, channel);
}
QString nameOf(MessageClass messageClass)
{
    return enumName(classNames, messageClass);
}
std::optional<MessageState> messageStateFrom(const QString &name)
{
    return enumFrom<MessageState>(stateNames, name);
}
std::optional<AttemptOutcome> attemptOutcomeFrom(const QString &name)
{
    return enumFrom<AttemptOutcome>(outcomeNames, name);
}
std::optional<Channel> channelFrom(const QString &name)
{
    return enumFrom<Channel>(channelNames, name);
}
std::optional<MessageClass> messageClassFrom(const QString &name)
{
    return enumFrom<MessageClass>(classNames, name);
}

QString personKey(const QString &accountId, const QString &address)
{
    if (!accountId.isEmpty())
        return u"account:"_s + accountId;
    const QByteArray compared = address.trimmed().toLower().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(compared, QCryptographicHash::Sha256);
    return compared.isEmpty() ? QString() : u"address:"_s + QString::fromLatin1(hash.toHex().left(24));
}

QString maskedAddress(const QString &address)
{
    if (address.isEmpty())
        return {};
    const qsizetype at = address.lastIndexOf(u'@');
    if (at < 0)
        return u"…"_s + address.right(2);
    return address.left(at > 0 ? 1 : 0) + u'…' + address.mid(at);
}

} // namespace portier::notifications
