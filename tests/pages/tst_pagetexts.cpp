// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/icons.h"
#include "server/pages/templates.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace portier;
using namespace portier::pages;
using namespace Qt::StringLiterals;

namespace
{

QSet<QString> placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"\\{\\{([^}]*)\\}\\}"_s);
    QSet<QString> found;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext())
        found.insert(matches.next().captured(1));
    return found;
}

QString everything(const QString &folder, const QStringList &patterns)
{
    QString all;
    QDirIterator files(QStringLiteral(PORTIER_SOURCE) + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all += QString::fromUtf8(file.readAll());
    }
    return all;
}

} // namespace

class TestPageTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // PLT-176: a missing key, placeholder or plural form fails here.
    void bothLanguagesSayTheSame()
    {
        const Texts german = Texts::builtIn(u"de"_s), english = Texts::builtIn(u"en"_s);
        QStringList germanKeys = german.keys(), englishKeys = english.keys();
        germanKeys.sort();
        englishKeys.sort();
        QCOMPARE(germanKeys, englishKeys);
        for (const QString &key : std::as_const(germanKeys)) {
            QVERIFY2(!german.raw(key).isEmpty() && !english.raw(key).isEmpty(), qPrintable(key));
            QVERIFY2(placeholders(german.raw(key)) == placeholders(english.raw(key)), qPrintable(key));
            if (key.endsWith(".one"_L1))
                QVERIFY2(german.has(key.chopped(3) + u"other"_s), qPrintable(key));
        }
    }

    void everyTemplateLoads()
    {
        for (const QString &language : {u"de"_s, u"en"_s}) {
            const Templates templates(std::make_shared<const Texts>(Texts::builtIn(language)));
            QVERIFY2(templates.problems().isEmpty(), qPrintable(templates.problems().join(u'\n')));
            QVERIFY(templates.names().contains(u"layout"_s));
        }
    }

    // Keys in the code: whole ones must exist, and every key of the file must be asked for somewhere.
    void everyKeyOfTheCodeExists()
    {
        const Texts texts = Texts::builtIn(u"de"_s);
        const QString code = everything(u"/server/pages"_s, {u"*.cpp"_s});
        static const QRegularExpression whole(
            u"\\b(?:text|raw|count)\\(\\s*(?:request, )?u\"([a-z0-9_.]+)\"_s(?=[,)])"_s);
        auto matches = whole.globalMatch(code);
        int found = 0;
        while (matches.hasNext()) {
            const auto match = matches.next();
            const QString key = match.captured(1);
            const bool plural = match.captured(0).startsWith("count"_L1);
            QVERIFY2(texts.has(plural ? key + u".other"_s : key), qPrintable(key));
            ++found;
        }
        QVERIFY(found > 10);
    }

    // An icon that is named and missing would be a hole in a page.
    void everyIconOfTheCodeExists()
    {
        const QString code = everything(u"/server/pages"_s, {u"*.cpp"_s, u"*.h"_s});
        static const QRegularExpression named(u"(?:iconSvg\\(|icon = )(?:u|QStringLiteral\\()\"([a-z0-9-]+)\""_s);
        auto matches = named.globalMatch(code);
        QVERIFY(matches.hasNext());
        while (matches.hasNext()) {
            const QString name = matches.next().captured(1);
            QVERIFY2(!iconSvg(name).isEmpty(), qPrintable(name));
        }
    }

    void fillingInOnePass()
    {
        const auto texts = Texts::parse(u"# comment\na = {{x}} and {{y}}\nb.one = {{n}} day\nb.other = {{n}} days\n"
                                        "list_and = {{first}} und {{last}}\n"_s,
                                        u"de"_s);
        QVERIFY(texts);
        QCOMPARE(texts->text(u"a"_s, {{u"x"_s, u"{{y}}"_s}, {u"y"_s, u"2"_s}}), u"{{y}} and 2"_s);
        QCOMPARE(texts->count(u"b"_s, 1), u"1 day"_s);
        QCOMPARE(texts->count(u"b"_s, 1200), u"1.200 days"_s);
        QCOMPARE(texts->list({u"A"_s, u"B"_s, u"C"_s}), u"A, B und C"_s);
        QCOMPARE(texts->list({u"A"_s}), u"A"_s);
        QVERIFY(!Texts::parse(u"no equals sign"_s, u"de"_s));
        QVERIFY(!Texts::parse(u"a = 1\na = 2"_s, u"de"_s));
    }
};

QTEST_GUILESS_MAIN(TestPageTexts)
#include "tst_pagetexts.moc"
