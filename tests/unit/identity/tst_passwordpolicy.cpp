// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/passwordpolicy.h"

#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace Qt::StringLiterals;

class TestPasswordPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judges_data() // PLT-011
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("rule"); // empty: accepted
        QTest::newRow("seven characters") << u"abcdef7"_s << u"too_short"_s;
        QTest::newRow("eight characters") << u"xkqz7vbw"_s << QString();
        QTest::newRow("eight characters outside the basic plane")
            << QString(u"😀😁😂🤣😃😄😅😆"_s) << QString();
        QTest::newRow("four characters of two code units") << QString(u"😀😁😂🤣"_s) << u"too_short"_s;
        QTest::newRow("no composition rules") << u"zwölf laute kühe"_s << QString();
        QTest::newRow("256 bytes") << QString(256, u'a') << QString();
        QTest::newRow("257 bytes") << QString(257, u'a') << u"too_long"_s;
        QTest::newRow("129 umlauts are 258 bytes") << QString(129, u'ü') << u"too_long"_s;
        QTest::newRow("common") << u"qwertyuiop"_s << u"common"_s;
        QTest::newRow("common, other case") << u"PassWord"_s << u"common"_s;
        QTest::newRow("the address") << u"Cornelia@Portier.test"_s << u"address"_s;
        QTest::newRow("its local part") << u"CORNELIA"_s << u"address"_s;
        QTest::newRow("decomposed letters count once") << QString(u"u\u0308u\u0308u\u0308u\u0308"_s) << u"too_short"_s;
    }
    void judges()
    {
        QFETCH(QString, password);
        QFETCH(QString, rule);
        const auto verdict = checkPassword(password, u" cornelia@portier.test"_s);
        QCOMPARE(verdict.has_value(), rule.isEmpty());
        if (!verdict) {
            QCOMPARE(verdict.error().fields.first().code, u"password_too_weak"_s);
            QCOMPARE(verdict.error().fields.first().pointer, u"/password"_s);
            QCOMPARE(verdict.error().fields.first().params["rule"_L1].toString(), rule);
        }
    }

    void twoKeyboardsAgree() { QCOMPARE(normalisedPassword(u"u\u0308ber"_s), u"\u00fcber"_s); }
};

QTEST_GUILESS_MAIN(TestPasswordPolicy)
#include "tst_passwordpolicy.moc"
