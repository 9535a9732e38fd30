// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/fieldrules.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

constexpr int longestEmail = 254;
constexpr int longestLocalPart = 64;

/// BKG-014: limits count code points after NFC.
qsizetype codePoints(const QString &text)
{
    return text.toUcs4().size();
}

/// Line breaks are not white space to be taken off here: they make a value wrong.
QString withoutOuterBlanks(const QString &text)
{
    const auto isBlank = [](QChar c) { return c == u' ' || c == u'\t'; };
    const auto first = std::find_if_not(text.begin(), text.end(), isBlank);
    const auto last = std::find_if_not(text.rbegin(), text.rend(), isBlank).base();
    return first < last ? text.mid(first - text.begin(), last - first) : QString();
}

bool isDirectionControl(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool isDomain(const QString &domain)
{
    static const QRegularExpression label(u"\\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z"_s);
    static const QRegularExpression topLevel(u"\\A([a-z]{2,24}|xn--[a-z0-9-]{1,59})\\z"_s);
    const QStringList labels = domain.split(u'.');
    return labels.size() >= 2 && topLevel.match(labels.last()).hasMatch() &&
           std::all_of(labels.begin(), labels.end(), [](const QString &each) { return label.match(each).hasMatch(); });
}

bool holdsLink(const QString &text)
{
    static const QRegularExpression wordWww(u"(?<![\\p{L}\\p{M}\\p{N}_])www"_s);
    const QString folded = text.normalized(QString::NormalizationForm_KC).toCaseFolded();
    for (const QString &mark : {u"http://"_s, u"https://"_s, u"mailto:"_s, u"www."_s}) {
        if (folded.contains(mark))
            return true;
    }
    return wordWww.match(folded).hasMatch();
}

} // namespace

FieldError tooLong(const QString &pointer, const QString &normalText, int most)
{
    return {
        pointer, u"too_long"_s, {{u"max"_s, most}, {u"length"_s, codePoints(normalText)}, {u"unit"_s, u"counted"_s}}};
}

QDate lastStart(QDate today, int horizonMonths)
{
    return today.addMonths(horizonMonths);
}

QString normalFirstName(const QString &name)
{
    static const QRegularExpression blanks(u" {2,}"_s);
    return withoutOuterBlanks(name.normalized(QString::NormalizationForm_C)).replace(blanks, u" "_s);
}

QString firstNameProblem(const QString &normalName)
{
    if (normalName.isEmpty())
        return u"required"_s;
    const auto points = normalName.toUcs4();
    const bool allowed = std::all_of(points.begin(), points.end(), [](char32_t c) {
        return QChar::isLetter(c) || QChar::isMark(c) || c == U' ' || c == U'-' || c == U'\'' || c == U'\u2019';
    });
    if (!allowed || !QChar::isLetter(points.front()))
        return u"invalid_characters"_s;
    return points.size() > longestName ? u"too_long"_s : QString();
}

QString normalEmail(const QString &email)
{
    const QString lower = withoutOuterBlanks(email.normalized(QString::NormalizationForm_C)).toLower();
    const qsizetype at = lower.lastIndexOf(u'@');
    const QString domain = lower.mid(at + 1);
    const bool international = std::any_of(domain.begin(), domain.end(), [](QChar c) { return c.unicode() > 0x7f; });
    if (at < 0 || !international)
        return lower;
    return lower.left(at + 1) + QString::fromLatin1(QUrl::toAce(domain));
}

bool isEmail(const QString &normalEmail)
{
    const QStringList parts = normalEmail.split(u'@');
    if (parts.size() != 2 || normalEmail.size() > longestEmail)
        return false;
    const QString &local = parts.first();
    // The signs of display names, comments, routes and lists (RFC 5322), which are no part of a bare address here.
    const bool plain = std::all_of(local.begin(), local.end(), [](QChar c) {
        return c > u' ' && c.unicode() < 0x7f && !u"<>()[],;:\\\""_s.contains(c);
    });
    return !local.isEmpty() && local.size() <= longestLocalPart && plain && isDomain(parts.last());
}

QString normalText(const QString &text)
{
    QString normal = text.normalized(QString::NormalizationForm_C);
    return normal.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n').trimmed();
}

QString textProblem(const QString &normalText)
{
    const auto points = normalText.toUcs4();
    const bool broken = std::any_of(points.begin(), points.end(), [](char32_t c) {
        const bool control = QChar::category(c) == QChar::Other_Control && c != U'\n' && c != U'\t';
        return control || isDirectionControl(c);
    });
    if (broken)
        return u"invalid_characters"_s;
    if (points.size() > longestText)
        return u"too_long"_s;
    return holdsLink(normalText) ? u"links_not_allowed"_s : QString();
}

} // namespace portier::bookings
