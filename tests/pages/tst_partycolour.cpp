// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/partycolour.h"
#include "server/pages/assets.h"

#include <QTest>

using namespace portier;
using namespace Qt::StringLiterals;

class TestPartyColour : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The table of the design: ui.md 2.2.
    void edgesOfTheHouse_data()
    {
        QTest::addColumn<QString>("fill");
        QTest::addColumn<QString>("edge");
        QTest::newRow("Ingeborg") << u"#C1DBE3"_s << u"#4C92A8"_s;
        QTest::newRow("Cornelia") << u"#C7DFC5"_s << u"#599854"_s;
        QTest::newRow("Angelika") << u"#DFAEB4"_s << u"#C6707A"_s;
    }
    void edgesOfTheHouse()
    {
        QFETCH(QString, fill);
        QFETCH(QString, edge);
        const Rgb made = partyEdge(*Rgb::parse(fill)), wanted = *Rgb::parse(edge);
        // The last digit may round differently; nobody sees it.
        QVERIFY2(qAbs(made.red - wanted.red) <= 1 && qAbs(made.green - wanted.green) <= 1 &&
                     qAbs(made.blue - wanted.blue) <= 1,
                 qPrintable(made.name()));
    }

    // BKG-127: at least 3:1 on every light ground, for any colour an admin may choose.
    void everyEdgeStandsOut()
    {
        for (int red = 0; red < 256; red += 15) {
            for (int green = 0; green < 256; green += 15) {
                for (int blue = 0; blue < 256; blue += 15) {
                    const Rgb edge = partyEdge({red, green, blue});
                    for (const Rgb ground : {Rgb{0xff, 0xff, 0xff}, Rgb{0xf3, 0xf4, 0xf1}, Rgb{0xf1, 0xf2, 0xee}})
                        QVERIFY(contrastRatio(edge, ground) >= 3.05);
                }
            }
        }
    }

    void contrast()
    {
        QCOMPARE(contrastRatio({0, 0, 0}, {255, 255, 255}), 21.0);
        QCOMPARE(contrastRatio({7, 8, 9}, {7, 8, 9}), 1.0);
    }

    void parsing()
    {
        QCOMPARE(Rgb::parse(u"#c1dbe3")->name(), u"#C1DBE3"_s);
        for (const QString &bad : {u""_s, u"C1DBE3"_s, u"#C1DBE"_s, u"#C1DBEG"_s, u"#C1DBE33"_s})
            QVERIFY(!Rgb::parse(bad));
    }

    // BKG-079: the stylesheet of parties' colours; nothing but colours gets into it.
    void stylesheet()
    {
        const QString address = pages::Assets::partyAddress({u"#DFAEB4"_s, u"#C1DBE3"_s, u"#C1DBE3"_s});
        QCOMPARE(address, u"/assets/parties/c1dbe3-dfaeb4.css"_s);
        const auto file = pages::Assets::partyFile(u"c1dbe3-dfaeb4.css"_s);
        QVERIFY(file);
        QVERIFY(file->body.contains(".party-c1dbe3{--party:#C1DBE3;"));
        for (const QString &bad : {u"c1dbe3"_s, u".css"_s, u"c1dbe3-.css"_s, u"zzzzzz.css"_s, u"c1dbe3}.css"_s})
            QVERIFY(!pages::Assets::partyFile(bad));
        QVERIFY(pages::Assets::partyAddress({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPartyColour)
#include "tst_partycolour.moc"
