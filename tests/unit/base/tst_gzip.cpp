// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/gzip.h"

#include <QTest>

using namespace portier;

class TestGzip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roundTrips_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray("hello");
        QTest::newRow("one buffer") << QByteArray(64 * 1024, 'x');
        QTest::newRow("large") << QByteArray("abcdefg").repeated(100'000);
    }
    void roundTrips()
    {
        QFETCH(QByteArray, plain);
        const QByteArray packed = gzipped(plain);
        QVERIFY(packed.startsWith("\x1f\x8b"));
        QCOMPARE(gunzipped(packed, plain.size()).value(), plain);
        QCOMPARE(gzipped(plain), packed);
    }

    void refusesTooMuchAndNonsense()
    {
        const QByteArray packed = gzipped(QByteArray(1 << 20, 'x'));
        QVERIFY(!gunzipped(packed, (1 << 20) - 1));
        QVERIFY(!gunzipped(packed.left(packed.size() / 2), 1 << 20));
        QVERIFY(!gunzipped("nonsense", 100));
        QVERIFY(!gunzipped({}, 100));
    }
};

QTEST_GUILESS_MAIN(TestGzip)
#include "tst_gzip.moc"
