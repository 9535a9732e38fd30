// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/etag.h"

#include <QTest>

using namespace portier::api;
using namespace Qt::StringLiterals;

class TestEtag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // PLT-059: per representation.
    void differsByVersionAndView()
    {
        const QByteArray tag = makeEtag(7, "{}");
        QVERIFY(tag.startsWith("\"7-") && tag.endsWith('"'));
        QCOMPARE(makeEtag(7, "{}"), tag);
        QVERIFY(makeEtag(8, "{}") != tag);
        QVERIFY(makeEtag(7, "{\"a\":1}") != tag);
    }

    void matchesIfNoneMatch_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("matches");
        QTest::newRow("same") << QByteArray("\"7-ab\"") << true;
        QTest::newRow("compressed") << QByteArray("\"7-ab-gz\"") << true;
        QTest::newRow("weak") << QByteArray("W/\"7-ab\"") << true;
        QTest::newRow("one of many") << QByteArray("\"1-x\", \"7-ab\"") << true;
        QTest::newRow("star") << QByteArray("*") << true;
        QTest::newRow("other view") << QByteArray("\"7-cd\"") << false;
        QTest::newRow("unquoted") << QByteArray("7-ab") << false;
    }
    void matchesIfNoneMatch()
    {
        QFETCH(QByteArray, header);
        QTEST(matchesNone(header, "\"7-ab\""), "matches");
    }

    // PLT-060
    void readsTheVersionOfIfMatch_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<qint64>("version");
        QTest::newRow("any view of the version") << QByteArray("\"7-whatever\"") << qint64(7);
        QTest::newRow("compressed") << QByteArray("\"7-ab-gz\"") << qint64(7);
        QTest::newRow("version alone") << QByteArray("\"7\"") << qint64(7);
        QTest::newRow("weak is never equal") << QByteArray("W/\"7-ab\"") << qint64(-1);
        QTest::newRow("foreign") << QByteArray("\"abc\"") << qint64(-1);
        QTest::newRow("negative") << QByteArray("\"-7\"") << qint64(-1);
        QTest::newRow("unquoted") << QByteArray("7") << qint64(-1);
        QTest::newRow("missing") << QByteArray() << qint64(-428);
        QTest::newRow("star") << QByteArray("*") << qint64(-428);
    }
    void readsTheVersionOfIfMatch()
    {
        QFETCH(QByteArray, header);
        QFETCH(qint64, version);
        const auto read = versionOfIfMatch(header);
        if (version == -428)
            QCOMPARE(read.error().code, u"precondition_required"_s);
        else
            QCOMPARE(read.value(), version);
    }
};

QTEST_APPLESS_MAIN(TestEtag)
#include "tst_etag.moc"
