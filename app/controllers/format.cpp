// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/format.h"

#include "core/base/changedrange.h"
#include "core/base/format.h"
#include "core/base/partycolour.h"
#include "core/base/zonedtime.h"

#include <QColor>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int minuteMs = 60'000;
constexpr int offeredZones = 6;
const QString partyInk = u"#18212B"_s; ///< text on a party's colour, in both schemes
constexpr double readableContrast = 4.5;
constexpr float lightnessStep = 0.005F;
const QString unknown = u"–"_s;

qint64 unitOf(const QString &currency)
{
    qint64 unit = 1;
    for (int digit = currencyExponent(currency).value_or(2); digit > 0; --digit)
        unit *= 10;
    return unit;
}

} // namespace

Format::Format(std::shared_ptr<Clock> clock, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    m_minute.setInterval(minuteMs);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        ++m_tick;
        Q_EMIT changed();
    });
    m_minute.start();
}

void Format::setLanguage(const QString &language)
{
    m_language = language;
    ++m_tick;
    Q_EMIT changed();
}

QString Format::money(const QVariant &money) const
{
    const QVariantMap map = money.toMap();
    if (!map.contains(u"amount_minor"_s))
        return unknown;
    return amount(map.value(u"amount_minor"_s).toDouble(), map.value(u"currency"_s).toString(), false);
}

QString Format::wholeMoney(const QVariant &money) const
{
    const QVariantMap map = money.toMap();
    if (!map.contains(u"amount_minor"_s))
        return unknown;
    return amount(map.value(u"amount_minor"_s).toDouble(), map.value(u"currency"_s).toString(), true);
}

QString Format::amount(double minor, const QString &currency, bool whole) const
{
    if (!whole)
        return formatMoney({qint64(minor), currency}, m_language);
    const qint64 unit = unitOf(currency);
    const qint64 rounded = qint64(std::llround(minor / double(unit))) * unit;
    QString text = formatMoney({rounded, currency}, m_language);
    if (unit > 1) {
        const QChar mark = m_language == "en"_L1 ? u'.' : u',';
        const qsizetype at = text.lastIndexOf(mark);
        qsizetype end = at + 1;
        while (at >= 0 && end < text.size() && text.at(end) == u'0')
            ++end;
        if (at >= 0)
            text.remove(at, end - at);
    }
    return text;
}

double Format::minorFromTyped(const QString &text, const QString &currency) const
{
    QString typed = text.simplified().remove(u' ').remove(QChar(0x00a0));
    const qsizetype comma = typed.lastIndexOf(u','), dot = typed.lastIndexOf(u'.');
    const qsizetype last = std::max(comma, dot);
    // The last mark with one or two digits behind it is the decimal mark; every other one groups.
    const bool hasDecimals = last >= 0 && typed.size() - last - 1 <= 2 && typed.size() - last - 1 > 0;
    QString plain;
    for (qsizetype at = 0; at < typed.size(); ++at) {
        if (typed.at(at).isDigit())
            plain += typed.at(at);
        else if (at == last && hasDecimals)
            plain += u'.';
        else if (typed.at(at) != u',' && typed.at(at) != u'.')
            return -1;
    }
    const auto money = moneyFromDecimal(plain, currency);
    return money && money->minor > 0 ? double(money->minor) : -1;
}

QString Format::typedFromMinor(double minor, const QString &currency) const
{
    QString text = toDecimal({qint64(minor), currency});
    if (text.endsWith(".00"_L1))
        text.chop(3);
    return m_language == "en"_L1 ? text : text.replace(u'.', u',');
}

QString Format::date(const QString &isoDate) const
{
    const auto date = fromIsoDate(isoDate);
    return date ? formatDate(*date, m_language) : unknown;
}

QString Format::dateRange(const QString &first, const QString &last) const
{
    const auto from = fromIsoDate(first), to = fromIsoDate(last);
    if (!from)
        return unknown;
    return to ? formatDateRange(*from, *to, m_language) : formatDate(*from, m_language);
}

QString Format::changedRange(const QString &oldFirst, const QString &oldLast, const QString &first,
                             const QString &last) const
{
    const auto oldFrom = fromIsoDate(oldFirst), oldTo = fromIsoDate(oldLast), from = fromIsoDate(first),
               to = fromIsoDate(last);
    if (!oldFrom || !oldTo || !from || !to)
        return unknown;
    const auto [before, after] = formatChangedRange({*oldFrom, *oldTo}, {*from, *to}, m_language);
    return before + u" → "_s + after;
}

int Format::nights(const QString &first, const QString &last) const
{
    const auto from = fromIsoDate(first), to = fromIsoDate(last);
    return from && to ? int(from->daysTo(*to)) : 0;
}

QString Format::dayFromNow(int days) const
{
    return toIsoDate(localDate(m_clock->now(), QTimeZone::systemTimeZone()).addDays(days));
}

std::optional<Instant> Format::instantOf(const QVariant &value) const
{
    if (value.userType() == QMetaType::QString)
        return fromRfc3339(value.toString());
    const qint64 ms = qint64(value.toDouble());
    return ms > 0 ? std::optional(fromMs(ms)) : std::nullopt;
}

QString Format::time(const QVariant &instant) const
{
    const auto at = instantOf(instant);
    return at ? formatTime(*at, QTimeZone::systemTimeZone()) : unknown;
}

QString Format::dateTime(const QVariant &instant) const
{
    const auto at = instantOf(instant);
    return at ? formatDateTime(*at, QTimeZone::systemTimeZone(), m_language) : unknown;
}

QString Format::dateTimeWithZone(const QVariant &instant) const
{
    const auto at = instantOf(instant);
    if (!at)
        return unknown;
    const QTimeZone zone = QTimeZone::systemTimeZone();
    return formatDateTime(*at, zone, m_language) + u' ' + formatZone(*at, zone, m_language);
}

QString Format::when(const QVariant &instant) const
{
    const auto at = instantOf(instant);
    if (!at)
        return unknown;
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const qint64 days = localDate(m_clock->now(), zone).daysTo(localDate(*at, zone));
    if (days == 0)
        return tr("today, %1").arg(formatTime(*at, zone));
    if (days == 1)
        return tr("tomorrow, %1").arg(formatTime(*at, zone));
    return formatDateTime(*at, zone, m_language);
}

QString Format::ago(const QVariant &instant) const
{
    const auto at = instantOf(instant);
    if (!at)
        return unknown;
    const qint64 passed = (toMs(m_clock->now()) - toMs(*at)) / minuteMs;
    if (passed < 1)
        return tr("just now");
    if (passed < 60)
        return tr("%n min ago", nullptr, int(passed));
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const int days = int(localDate(*at, zone).daysTo(localDate(m_clock->now(), zone)));
    if (passed < 12 * 60 || days == 0)
        return tr("%n h ago", nullptr, int(passed / 60));
    if (days == 1)
        return tr("yesterday, %1").arg(formatTime(*at, zone));
    return tr("%n day(s) ago", nullptr, days);
}

double Format::minutesUntil(const QVariant &instant) const
{
    const auto at = instantOf(instant);
    return at ? double(toMs(*at) - toMs(m_clock->now())) / minuteMs : 0;
}

QString Format::remaining(const QVariant &instant) const
{
    const int left = int(std::ceil(minutesUntil(instant)));
    if (left <= 0)
        return {};
    if (left >= 48 * 60)
        return tr("%n day(s)", nullptr, left / (24 * 60));
    return minutes(left);
}

QString Format::minutes(int minutes) const
{
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    return minutes % 60 == 0 ? tr("%1 h").arg(minutes / 60) : tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString Format::number(double number) const
{
    return formatNumber(qint64(number), m_language);
}

QStringList Format::zonesLike(const QString &typed) const
{
    const QString wanted = typed.trimmed().replace(u' ', u'_');
    QStringList cities, others;
    const QList<QByteArray> ids = QTimeZone::availableTimeZoneIds();
    for (const QByteArray &id : ids) {
        const QString zone = QString::fromLatin1(id);
        if (!zone.contains(u'/') || zone.startsWith("Etc/"_L1)) // names that only some systems know, and mere offsets
            continue;
        if (zone.section(u'/', -1).startsWith(wanted, Qt::CaseInsensitive))
            cities.append(zone);
        else if (zone.contains(wanted, Qt::CaseInsensitive))
            others.append(zone);
    }
    return (cities + others).mid(0, offeredZones);
}

QStringList Format::keyCaps(const QString &sequence) const
{
    static const QHash<QString, QString> arrows{
        {u"Left"_s, u"←"_s}, {u"Right"_s, u"→"_s}, {u"Up"_s, u"↑"_s}, {u"Down"_s, u"↓"_s}};
    QStringList caps;
    for (const QString &key : sequence.split(u'+', Qt::SkipEmptyParts)) {
        if (key == "Ctrl"_L1)
            caps.append(tr("Ctrl", "key cap"));
        else if (key == "Shift"_L1)
            caps.append(tr("Shift", "key cap"));
        else if (key == "Del"_L1)
            caps.append(tr("Del", "key cap"));
        else if (key == "Return"_L1)
            caps.append(tr("Enter", "key cap"));
        else if (key == "PgUp"_L1)
            caps.append(tr("PgUp", "key cap"));
        else if (key == "PgDown"_L1)
            caps.append(tr("PgDown", "key cap"));
        else if (key == "Menu"_L1)
            caps.append(tr("Menu", "key cap"));
        else
            caps.append(arrows.value(key, key));
    }
    return caps;
}

double Format::contrast(const QString &a, const QString &b) const
{
    const auto one = Rgb::parse(a), other = Rgb::parse(b);
    return one && other ? contrastRatio(*one, *other) : 0;
}

QString Format::partyEdge(const QString &fill) const
{
    const auto color = Rgb::parse(fill);
    return color ? portier::partyEdge(*color).name() : fill;
}

QString Format::readableFill(const QString &fill) const
{
    QColor color(fill);
    while (color.isValid() && color.lightnessF() < 1 && contrast(color.name(), partyInk) < readableContrast)
        color.setHslF(color.hslHueF(), color.hslSaturationF(), std::min(1.0F, color.lightnessF() + lightnessStep));
    return color.isValid() ? color.name().toUpper() : fill;
}

} // namespace portier::app
