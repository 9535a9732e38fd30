// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/uuid.h"

#include <QSet>
#include <QTest>

using namespace portier;
using namespace Qt::StringLiterals;

class TestUuid : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sortsByCreationAlsoWithinAMillisecond()
    {
        const Instant now = fromMs(1'800'000'000'000);
        QSet<QString> seen;
        QString previous;
        for (int i = 0; i < 20'000; ++i) {
            const QString id = newUuid(now + Millis(i / 10'000));
            QVERIFY2(previous < id, qPrintable(previous + u" then "_s + id));
            QVERIFY(isUuid(id));
            QCOMPARE(id.at(14), u'7');
            seen.insert(id);
            previous = id;
        }
        QCOMPARE(seen.size(), 20'000);
    }

    void knowsItsForm()
    {
        QVERIFY(isUuid(u"0194f0c0-0000-7000-8000-000000000000"_s));
        QVERIFY(!isUuid(u"0194F0C0-0000-7000-8000-000000000000"_s));
        QVERIFY(!isUuid(u"0194f0c0-0000-7000-8000-00000000000"_s));
        QVERIFY(!isUuid(u"0194f0c0-0000-7000-8000-000000000000\n"_s));
    }
};

QTEST_GUILESS_MAIN(TestUuid)
#include "tst_uuid.moc"
