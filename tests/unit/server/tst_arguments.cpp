// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/arguments.h"

#include <QTest>

using namespace portier::commands;
using namespace Qt::Literals::StringLiterals;

class TestArguments : public QObject
{
    Q_OBJECT
private:
    const ArgumentSpec m_spec{{u"FILE"_s}, {{u"user"_s, u"EMAIL"_s, true}, {u"json"_s, {}, false}}};

private Q_SLOTS:
    void optionsAndPositionalsComeInAnyOrder()
    {
        for (const QStringList &words :
             {QStringList{u"-"_s, u"--user"_s, u"a@b"_s, u"--json"_s}, {u"--json"_s, u"--user=a@b"_s, u"-"_s}}) {
            const auto arguments = Arguments::parse(m_spec, words);
            QVERIFY(arguments.has_value());
            QCOMPARE(arguments->positional(0), u"-"_s);
            QCOMPARE(arguments->value(u"user"_s), u"a@b"_s);
            QVERIFY(arguments->has(u"json"_s));
        }
    }
    void whatDoesNotFitIsNamed_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown") << QStringList{u"f"_s, u"--user=x"_s, u"--fast"_s} << u"there is no option --fast"_s;
        QTest::newRow("twice") << QStringList{u"f"_s, u"--user=x"_s, u"--user=y"_s} << u"--user is given twice"_s;
        QTest::newRow("no value") << QStringList{u"f"_s, u"--user"_s} << u"--user needs a value: EMAIL"_s;
        QTest::newRow("value of a switch")
            << QStringList{u"f"_s, u"--user=x"_s, u"--json=1"_s} << u"--json takes no value"_s;
        QTest::newRow("missing option") << QStringList{u"f"_s} << u"--user is missing"_s;
        QTest::newRow("missing word") << QStringList{u"--user=x"_s} << u"FILE is missing"_s;
        QTest::newRow("word too many") << QStringList{u"f"_s, u"g"_s, u"--user=x"_s} << u"\"g\" does not fit"_s;
    }
    void whatDoesNotFitIsNamed()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, message);
        const auto arguments = Arguments::parse(m_spec, words);
        QVERIFY(!arguments.has_value());
        QCOMPARE(arguments.error().message, message);
    }
    void usageNamesEverything() { QCOMPARE(m_spec.usage(), u"FILE --user EMAIL [--json]"_s); }
};

QTEST_GUILESS_MAIN(TestArguments)
#include "tst_arguments.moc"
