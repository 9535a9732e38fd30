// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/base/configlayers.h"
#include "core/base/settings.h"
#include "core/base/zonedtime.h"

#include <QRegularExpression>
#include <QUrl>

#include <arpa/inet.h>

using namespace Qt::Literals::StringLiterals;

namespace portier
{

namespace
{

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

QStringList words(const QString &text)
{
    QStringList result;
    for (const QString &part : text.split(u',')) {
        const QString word = part.trimmed();
        if (!word.isEmpty())
            result.append(word);
    }
    return result;
}

/// 4 or 6; 0 when it is no address.
int addressFamily(const QString &text)
{
    in6_addr parsed;
    const QByteArray bytes = text.toLatin1();
    if (inet_pton(AF_INET, bytes.constData(), &parsed) == 1)
        return 4;
    return inet_pton(AF_INET6, bytes.constData(), &parsed) == 1 ? 6 : 0;
}

bool isNetwork(const QString &text)
{
    if (text == "loopback"_L1)
        return true;
    const qsizetype slash = text.indexOf(u'/');
    const int family = addressFamily(slash < 0 ? text : text.left(slash));
    if (family == 0 || slash < 0)
        return family != 0;
    bool ok = false;
    const int bits = text.mid(slash + 1).toInt(&ok);
    return ok && bits >= 1 && bits <= (family == 4 ? 32 : 128);
}

/// What fits into sockaddr_un with its final NUL.
constexpr qsizetype maxSocketPath = 107;

bool namesAFile(const QString &socketPath)
{
    return !socketPath.endsWith(u'/') && socketPath.toUtf8().size() <= maxSocketPath;
}

bool isListenAddress(const QString &text)
{
    if (isSocketPath(text))
        return namesAFile(text);
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon <= 0)
        return false;
    QString host = text.left(colon);
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    if (bracketed)
        host = host.mid(1, host.size() - 2);
    bool ok = false;
    const int port = text.mid(colon + 1).toInt(&ok);
    return ok && port >= 0 && port <= 65535 && addressFamily(host) == (bracketed ? 6 : 4);
}

bool isHostName(const QString &text)
{
    return addressFamily(text) != 0 ||
           (text.size() <= 253 && matches(text, uR"([A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9])?)"_s));
}

bool isPlace(const QString &text)
{
    return isNetwork(text) || isHostName(text);
}

bool isUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1) && !url.host().isEmpty() &&
           url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
}

bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return isUrl(text) && url.path().isEmpty();
}

bool isDatabaseUrl(const QString &text)
{
    if (text.startsWith("sqlite:"_L1))
        return text.size() > 7;
    const QUrl url(text);
    return url.isValid() && (url.scheme() == "postgresql"_L1 || url.scheme() == "postgres"_L1);
}

bool isMailAddress(const QString &text)
{
    return text.size() <= 254 && matches(text, uR"([^\s@<>"(),;:\\]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)"_s);
}

bool isAllowEntry(const QString &text)
{
    return isMailAddress(text.startsWith(u'@') ? u'x' + text : text);
}

std::optional<QVariant> wordsWhere(const QString &text, bool (*good)(const QString &))
{
    const QStringList all = words(text);
    for (const QString &word : all) {
        if (!good(word))
            return std::nullopt;
    }
    return all;
}

std::optional<QVariant> textWhere(const QString &text, bool good)
{
    return good ? std::optional<QVariant>(text) : std::nullopt;
}

std::optional<qint64> scaledNumber(const QString &text, SettingType type)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(u"(-?[0-9]{1,18})\\s*([A-Za-z]*)"_s));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 number = match.captured(1).toLongLong();
    const QString unit = match.captured(2);
    if (unit.isEmpty() || (type == SettingType::Seconds && unit == "s"_L1))
        return number;
    if (type != SettingType::Bytes || number > 1'000'000)
        return std::nullopt;
    if (unit == "KiB"_L1)
        return number * 1024;
    if (unit == "MiB"_L1)
        return number * 1024 * 1024;
    return std::nullopt;
}

std::optional<QVariant> parseBoolean(const QString &text)
{
    if (text == "true"_L1 || text == "yes"_L1 || text == "on"_L1 || text == "1"_L1)
        return true;
    if (text == "false"_L1 || text == "no"_L1 || text == "off"_L1 || text == "0"_L1)
        return false;
    return std::nullopt;
}

std::optional<QVariant> parseChoices(const QString &text, const QStringList &choices)
{
    const QStringList chosen = words(text);
    for (const QString &word : chosen) {
        if (!choices.contains(word) || chosen.count(word) > 1)
            return std::nullopt;
    }
    return chosen;
}

bool hasControls(const QString &text)
{
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control)
            return true;
    }
    return false;
}

QString bytesText(qint64 bytes)
{
    if (bytes >= 1024 * 1024 && bytes % (1024 * 1024) == 0)
        return u"%1 MiB"_s.arg(bytes / (1024 * 1024));
    if (bytes >= 1024 && bytes % 1024 == 0)
        return u"%1 KiB"_s.arg(bytes / 1024);
    return QString::number(bytes);
}

QString scheduleForms(const QStringList &forms)
{
    if (forms.isEmpty())
        return u"a schedule such as `daily 04:15`, `weekly sun 09:00` or `every 30 min`"_s;
    QStringList texts;
    for (const QString &form : forms)
        texts.append(form == "weekly"_L1 ? u"`weekly DAY HH:MM`"_s : u"`daily HH:MM`"_s);
    return texts.join(u" or "_s);
}

} // namespace

QString Setting::section() const
{
    return name.section(u'.', 0, 0);
}

QString Setting::environmentName() const
{
    return u"PORTIER_"_s + QString(name).replace(u'.', u'_').toUpper();
}

QString Setting::allowed() const
{
    const auto orEmpty = [this](const QString &text) { return optional ? text + u", or empty"_s : text; };
    switch (type) {
    case SettingType::Text:
        return least > 0 ? orEmpty(u"text of at least %1 characters"_s.arg(least)) : u"text"_s;
    case SettingType::Integer:
        return u"%1 to %2"_s.arg(least).arg(most);
    case SettingType::Boolean:
        return u"true or false"_s;
    case SettingType::Choice:
        return choices.join(u" or "_s);
    case SettingType::Choices:
        return u"a list of "_s + choices.join(u", "_s);
    case SettingType::Bytes:
        return u"%1 to %2"_s.arg(bytesText(least), bytesText(most));
    case SettingType::Seconds:
        return u"%1 to %2 seconds"_s.arg(least).arg(most);
    case SettingType::Words:
        return u"a list"_s;
    case SettingType::Listen:
        return u"a list of address:port, [address]:port or the absolute path of a unix socket; port 0 only in tests"_s;
    case SettingType::Networks:
        return orEmpty(u"a list of addresses, networks in CIDR form or `loopback`, never everything"_s);
    case SettingType::Origins:
        return orEmpty(u"a list of exact origins (https://host), no `*`"_s);
    case SettingType::Url:
        return u"an absolute http or https URL without user, query or fragment"_s;
    case SettingType::DatabaseUrl:
        return orEmpty(u"sqlite:PATH or postgresql://…"_s);
    case SettingType::Path:
        return orEmpty(u"an absolute path"_s);
    case SettingType::Zone:
        return u"an IANA time zone"_s;
    case SettingType::MailAddress:
        return orEmpty(u"a mail address"_s);
    case SettingType::Addresses:
        return orEmpty(u"a list of mail addresses"_s);
    case SettingType::Places:
        return orEmpty(u"a list of host names, addresses and networks in CIDR form, never everything"_s);
    case SettingType::HostName:
        return orEmpty(u"a host name or address"_s);
    case SettingType::InstanceName:
        return orEmpty(u"1 to 64 of a-z, 0-9 and -"_s);
    case SettingType::Currency:
        return u"three capital letters (ISO 4217)"_s;
    case SettingType::AllowEntries:
        return orEmpty(u"a list of mail addresses and @domain"_s);
    case SettingType::Rate:
        return u"N/second, N/minute, N/hour or N/day, with `burst M` where wanted; 0 switches it off"_s;
    case SettingType::Schedule:
        return scheduleForms(choices) + (optional ? u", or `off`"_s : QString());
    case SettingType::Time:
        return orEmpty(u"an RFC 3339 time"_s);
    }
    return {};
}

std::optional<QVariant> Setting::parse(const QString &text) const
{
    if (hasControls(text))
        return std::nullopt;
    const bool list = type == SettingType::Networks || type == SettingType::Origins || type == SettingType::Words ||
                      type == SettingType::AllowEntries || type == SettingType::Addresses ||
                      type == SettingType::Places;
    if (text.isEmpty() && type != SettingType::Schedule)
        return optional ? std::optional<QVariant>(list ? QVariant(QStringList()) : QVariant(QString())) : std::nullopt;
    switch (type) {
    case SettingType::Text:
        return textWhere(text, text.size() >= least);
    case SettingType::Integer:
    case SettingType::Bytes:
    case SettingType::Seconds: {
        const auto value = scaledNumber(text, type);
        return value && *value >= least && *value <= most ? std::optional<QVariant>(*value) : std::nullopt;
    }
    case SettingType::Boolean:
        return parseBoolean(text);
    case SettingType::Choice:
        return textWhere(text, choices.contains(text));
    case SettingType::Choices:
        return parseChoices(text, choices);
    case SettingType::Words:
        return words(text);
    case SettingType::Listen:
        return words(text).isEmpty() ? std::nullopt : wordsWhere(text, isListenAddress);
    case SettingType::Networks:
        return wordsWhere(text, isNetwork);
    case SettingType::Origins:
        return wordsWhere(text, isOrigin);
    case SettingType::Url:
        return textWhere(text, isUrl(text));
    case SettingType::DatabaseUrl:
        return textWhere(text, isDatabaseUrl(text));
    case SettingType::Path:
        return textWhere(text, text.startsWith(u'/'));
    case SettingType::Zone:
        return textWhere(text, zoneByName(text).has_value());
    case SettingType::MailAddress:
        return textWhere(text, isMailAddress(text));
    case SettingType::Addresses:
        return wordsWhere(text, isMailAddress);
    case SettingType::Places:
        return wordsWhere(text, isPlace);
    case SettingType::HostName:
        return textWhere(text, isHostName(text));
    case SettingType::InstanceName:
        return textWhere(text, matches(text, u"[a-z0-9-]{1,64}"_s));
    case SettingType::Currency:
        return textWhere(text, matches(text, u"[A-Z]{3}"_s));
    case SettingType::AllowEntries:
        return wordsWhere(text, isAllowEntry);
    case SettingType::Rate:
    case SettingType::Schedule:
        return text; // their grammars belong to other rooms; readConfig() judges them
    case SettingType::Time:
        return textWhere(text, fromRfc3339(text).has_value());
    }
    return std::nullopt;
}

} // namespace portier
