// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/money.h"

#include <QHash>

namespace portier
{

using namespace Qt::StringLiterals;

std::optional<int> currencyExponent(const QString &currency)
{
    // ISO 4217 list one, active codes of states and territories (2026); funds, metals and test codes left out.
    static const QHash<QString, int> exponents = [] {
        QHash<QString, int> table;
        const auto add = [&table](const char *codes, int exponent) {
            const QStringList list = QString::fromLatin1(codes).split(u' ');
            for (const QString &code : list)
                table.insert(code, exponent);
        };
        add("AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP "
            "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
            "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
            "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE "
            "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR "
            "ZMW ZWG",
            2);
        add("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF", 0);
        add("BHD IQD JOD KWD LYD OMR TND", 3);
        return table;
    }();
    const auto found = exponents.constFind(currency);
    return found == exponents.cend() ? std::nullopt : std::optional(*found);
}

Result<Money> moneyFromDecimal(const QString &decimal, const QString &currency)
{
    const auto exponent = currencyExponent(currency);
    if (!exponent)
        return fail(Error::invalid(u"currency_unknown"_s, u"not an ISO 4217 code"_s));
    const auto invalid = [] { return fail(Error::invalid(u"amount_invalid"_s, u"not a plain decimal amount"_s)); };

    QStringView text = QStringView(decimal).trimmed();
    const bool negative = text.startsWith(u'-');
    if (negative)
        text = text.mid(1);
    const qsizetype dot = text.indexOf(u'.');
    const QStringView whole = dot < 0 ? text : text.first(dot);
    const QStringView fraction = dot < 0 ? QStringView() : text.mid(dot + 1);
    if (whole.isEmpty() || (dot >= 0 && fraction.isEmpty()))
        return invalid();

    qint64 minor = 0;
    const auto appendDigit = [&minor](QChar digit) {
        return digit >= u'0' && digit <= u'9' && !__builtin_mul_overflow(minor, qint64(10), &minor) &&
               !__builtin_add_overflow(minor, qint64(digit.unicode() - u'0'), &minor);
    };
    for (const QChar digit : whole) {
        if (!appendDigit(digit))
            return invalid();
    }
    for (int place = 0; place < *exponent; ++place) {
        if (!appendDigit(place < fraction.size() ? fraction[place] : QChar(u'0')))
            return invalid();
    }
    for (qsizetype place = *exponent; place < fraction.size(); ++place) {
        if (fraction[place] < u'0' || fraction[place] > u'9')
            return invalid();
    }
    if (fraction.size() > *exponent && fraction[*exponent] >= u'5' && __builtin_add_overflow(minor, qint64(1), &minor))
        return invalid();
    return Money{negative ? -minor : minor, currency};
}

QString toDecimal(const Money &money)
{
    const int exponent = currencyExponent(money.currency).value_or(2);
    const quint64 magnitude =
        money.minor < 0 ? 0 - static_cast<quint64>(money.minor) : static_cast<quint64>(money.minor);
    QString digits = QString::number(magnitude).rightJustified(exponent + 1, u'0');
    if (exponent > 0)
        digits.insert(digits.size() - exponent, u'.');
    return money.minor < 0 ? u'-' + digits : digits;
}

std::optional<qint64> addMinor(qint64 a, qint64 b)
{
    qint64 sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? std::nullopt : std::optional(sum);
}

} // namespace portier
