// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/foldedtext.h"

namespace portier::trips
{

using namespace Qt::StringLiterals;

QString foldText(const QString &text)
{
    // NFKD splits letters from their accents; these letters have no decomposition in Unicode.
    QString folded = text.toCaseFolded().normalized(QString::NormalizationForm_KD);
    QString plain;
    plain.reserve(folded.size());
    for (const QChar letter : std::as_const(folded)) {
        if (letter.category() == QChar::Mark_NonSpacing)
            continue;
        switch (letter.unicode()) {
        case u'ß':
            plain += u"ss";
            break;
        case u'ø':
            plain += u'o';
            break;
        case u'æ':
            plain += u"ae";
            break;
        case u'œ':
            plain += u"oe";
            break;
        case u'ł':
            plain += u'l';
            break;
        case u'đ':
        case u'ð':
            plain += u'd';
            break;
        case u'ı':
            plain += u'i';
            break;
        case u'\u2019':
            plain += u'\'';
            break;
        default:
            plain += letter;
        }
    }
    return plain.simplified();
}

QString foldUmlauts(const QString &text)
{
    QString folded = foldText(text);
    return folded.replace(u"ae"_s, u"a"_s).replace(u"oe"_s, u"o"_s).replace(u"ue"_s, u"u"_s);
}

} // namespace portier::trips
