// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"

#include "core/base/zonedtime.h"

#include <QHash>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace portier
{

namespace
{

constexpr QChar noBreakSpace(0x00a0);
constexpr QChar enDash(0x2013);

bool isEnglish(const QString &language)
{
    return language == "en"_L1;
}

const QLocale &localeOf(const QString &language)
{
    static const QLocale german(QLocale::German, QLocale::Germany);
    static const QLocale english(QLocale::English, QLocale::UnitedKingdom);
    return isEnglish(language) ? english : german;
}

/// CLDR's symbols of de and en; QLocale only knows the one of each locale's own currency. Others show their code.
QString currencySymbol(const QString &currency, bool english)
{
    static const QHash<QString, QString> shared{
        {u"EUR"_s, u"€"_s},   {u"USD"_s, u"$"_s},    {u"GBP"_s, u"£"_s},   {u"JPY"_s, u"¥"_s},   {u"CNY"_s, u"CN¥"_s},
        {u"INR"_s, u"₹"_s},   {u"KRW"_s, u"₩"_s},    {u"ILS"_s, u"₪"_s},   {u"VND"_s, u"₫"_s},   {u"BRL"_s, u"R$"_s},
        {u"CAD"_s, u"CA$"_s}, {u"HKD"_s, u"HK$"_s},  {u"MXN"_s, u"MX$"_s}, {u"NZD"_s, u"NZ$"_s}, {u"TWD"_s, u"NT$"_s},
        {u"XCD"_s, u"EC$"_s}, {u"XPF"_s, u"CFPF"_s},
    };
    if (currency == "AUD"_L1)
        return english ? u"A$"_s : u"AU$"_s;
    return shared.value(currency, currency);
}

QString grouped(quint64 number, const QString &language)
{
    const QChar separator = isEnglish(language) ? u',' : u'.';
    QString text = QString::number(number);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3)
        text.insert(at, separator);
    return text;
}

quint64 magnitude(qint64 number)
{
    return number < 0 ? ~quint64(number) + 1 : quint64(number);
}

QString dayAndMonth(QDate date, const QString &language)
{
    if (isEnglish(language))
        return u"%1 %2"_s.arg(date.day()).arg(localeOf(language).monthName(date.month(), QLocale::ShortFormat));
    return date.toString(u"dd.MM."_s);
}

} // namespace

QString formatMoney(const Money &money, const QString &language)
{
    const bool english = isEnglish(language);
    const int digits = currencyExponent(money.currency).value_or(2);
    quint64 unit = 1;
    for (int i = 0; i < digits; ++i)
        unit *= 10;
    const quint64 minor = magnitude(money.minor);
    QString amount = grouped(minor / unit, language);
    if (digits > 0)
        amount += (english ? u'.' : u',') + QString::number(minor % unit).rightJustified(digits, u'0');

    const QString symbol = currencySymbol(money.currency, english);
    const QString sign = money.minor < 0 ? u"-"_s : QString();
    if (!english)
        return sign + amount + noBreakSpace + symbol;
    // CLDR: a symbol that ends in a letter is kept apart from the digits.
    const bool apart = !symbol.isEmpty() && symbol.back().isLetter();
    return sign + symbol + (apart ? QString(noBreakSpace) : QString()) + amount;
}

QString formatNumber(qint64 number, const QString &language)
{
    return (number < 0 ? u"-"_s : QString()) + grouped(magnitude(number), language);
}

QString formatDate(QDate date, const QString &language)
{
    const QString year = QString::number(date.year());
    return dayAndMonth(date, language) + (isEnglish(language) ? u" "_s : QString()) + year;
}

QString formatDateRange(QDate first, QDate last, const QString &language)
{
    if (first == last)
        return formatDate(first, language);
    const bool english = isEnglish(language);
    if (first.year() == last.year() && first.month() == last.month()) {
        const QString day = english ? QString::number(first.day()) : first.toString(u"dd."_s);
        return day + enDash + formatDate(last, language);
    }
    const QString dash = english ? u" %1 "_s.arg(enDash) : QString(enDash);
    const QString start = first.year() == last.year() ? dayAndMonth(first, language) : formatDate(first, language);
    return start + dash + formatDate(last, language);
}

QString formatTime(Instant instant, const QTimeZone &zone)
{
    return toLocal(instant, zone).toString(u"HH:mm"_s);
}

QString formatDateTime(Instant instant, const QTimeZone &zone, const QString &language)
{
    const QDateTime local = toLocal(instant, zone);
    const QString day = localeOf(language).dayName(local.date().dayOfWeek(), QLocale::ShortFormat);
    return u"%1%2 %3, %4 %5"_s.arg(day, isEnglish(language) ? QString() : u","_s, formatDate(local.date(), language),
                                   local.toString(u"HH:mm"_s), formatZone(instant, zone, language));
}

QString formatZone(Instant instant, const QTimeZone &zone, const QString &language)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(toMs(instant), Qt::UTC);
    if (zone.offsetFromUtc(at) == 0 && (zone.id() == "UTC" || zone.id() == "Etc/UTC"))
        return u"UTC"_s;
    const auto season = zone.isDaylightTime(at) ? QTimeZone::DaylightTime : QTimeZone::StandardTime;
    QString localised = zone.displayName(season, QTimeZone::ShortName, localeOf(language));
    if (!localised.startsWith("GMT"_L1) || localised == "GMT"_L1)
        return localised;
    // CLDR names only zones that are common in the language's region; the zone data knows "EDT" and the like, or
    // writes a bare number.
    const QString abbreviation = zone.abbreviation(at);
    return !abbreviation.isEmpty() && abbreviation.front().isLetter() ? abbreviation : localised;
}

Plural pluralOf(qint64 count)
{
    return count == 1 ? Plural::One : Plural::Other;
}

QString formatCount(qint64 count, const QString &one, const QString &other, const QString &language)
{
    return formatNumber(count, language) + u' ' + (pluralOf(count) == Plural::One ? one : other);
}

QString formatPersons(qint64 count, const QString &language)
{
    if (isEnglish(language))
        return formatCount(count, u"person"_s, u"people"_s, language);
    return formatNumber(count, language) + u" Personen"_s;
}

} // namespace portier
