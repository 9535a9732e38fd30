// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/texts.h"

#include "core/base/format.h"
#include "core/base/log.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace portier::pages
{

namespace
{

Error textsError(qsizetype line, const QString &what)
{
    return {ErrorKind::Internal, u"page_texts"_s, u"line %1: %2"_s.arg(line).arg(what), {}, {}};
}

} // namespace

Result<Texts> Texts::parse(const QString &source, const QString &language)
{
    Texts result;
    result.m_language = language;
    const QStringList lines = source.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines.at(i).trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype equals = line.indexOf(" = "_L1);
        if (equals <= 0)
            return fail(textsError(i + 1, u"a line reads \"key = text\""_s));
        const QString key = line.left(equals).trimmed();
        if (result.m_texts.contains(key))
            return fail(textsError(i + 1, key + u" is given twice"_s));
        result.m_texts.insert(key, line.mid(equals + 3).trimmed());
    }
    return result;
}

Texts Texts::builtIn(const QString &language)
{
    QFile file(u":/portier/pages/texts."_s + language);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no page texts in %s", qPrintable(language));
    auto texts = parse(QString::fromUtf8(file.readAll()), language);
    if (!texts)
        qFatal("page texts in %s: %s", qPrintable(language), qPrintable(texts.error().message));
    return std::move(*texts);
}

QString Texts::raw(const QString &key) const
{
    const auto found = m_texts.constFind(key);
    if (found != m_texts.constEnd())
        return *found;
    log::error("pages"_L1, "page_text_missing"_L1, {{u"key"_s, key}, {u"language"_s, m_language}});
    return key;
}

QString Texts::text(const QString &key, const QJsonObject &values) const
{
    const QString source = raw(key);
    QString result;
    qsizetype at = 0;
    while (true) { // one pass, so that a value's own braces stay what they are
        const qsizetype open = source.indexOf("{{"_L1, at);
        const qsizetype close = open < 0 ? -1 : source.indexOf("}}"_L1, open);
        if (close < 0)
            return result + source.mid(at);
        result += source.mid(at, open - at) + values.value(source.mid(open + 2, close - open - 2)).toString();
        at = close + 2;
    }
}

QString Texts::count(const QString &key, qint64 n, QJsonObject values) const
{
    values.insert(u"n"_s, formatNumber(n, m_language));
    return text(key + (pluralOf(n) == Plural::One ? u".one"_s : u".other"_s), values);
}

QString Texts::list(const QStringList &items) const
{
    if (items.size() < 2)
        return items.value(0);
    return text(u"list_and"_s, {{u"first"_s, items.first(items.size() - 1).join(u", "_s)}, {u"last"_s, items.last()}});
}

} // namespace portier::pages
