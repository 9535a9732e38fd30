// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/sealer.h"
#include "server/api/listpage.h"

#include <QTest>
#include <QUrlQuery>

using namespace portier::api;
using namespace Qt::StringLiterals;

namespace
{

ApiRequest listRequest(const QString &query)
{
    ApiRequest request;
    request.path = u"/api/v1/trips"_s;
    request.routeTemplate = request.path;
    request.query = QUrlQuery(query);
    request.principal.id = u"anna"_s;
    return request;
}

Cursors cursorsUnder(const QByteArray &keys)
{
    portier::operations::KeyTable table = portier::operations::generateKeyTable({});
    QList<portier::operations::NumberedKey> &cookieKeys = table[portier::operations::KeyPurpose::Cookie];
    cookieKeys.clear();
    for (const char key : keys)
        cookieKeys.append({int(keys.size() - cookieKeys.size()), {}, QByteArray(32, key)});
    return Cursors(portier::operations::makeSealer(std::make_shared<portier::operations::KeyRing>(table)));
}

const Cursors &cursors()
{
    static const Cursors value = cursorsUnder("k");
    return value;
}

} // namespace

/// PLT-053
class TestCursors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walksToTheNextPage()
    {
        ApiRequest request = listRequest(u"status=active&limit=2"_s);
        const Page page{{1, 2}, QJsonObject{{u"id"_s, u"x"_s}}, 7};
        const ApiResponse reply = listReply(request, cursors(), page);
        const QJsonObject body = QJsonDocument::fromJson(reply.body).object();
        QCOMPARE(body.value(u"items"_s).toArray().size(), 2);
        QCOMPARE(body.value(u"total"_s).toInt(), 7);
        const QString cursor = body.value(u"next_cursor"_s).toString();
        QCOMPARE(reply.header("link"),
                 "</api/v1/trips?status=active&limit=2&cursor=" + cursor.toLatin1() + ">; rel=\"next\"");

        // The order of parameters and the page size may change, filters may not.
        const auto next = readPage(listRequest(u"limit=5&cursor="_s + cursor + u"&status=active"_s), cursors());
        QVERIFY(next);
        QCOMPARE(next->limit, 5);
        QCOMPARE(next->after.value(), page.next.value());
    }

    void endsTheList()
    {
        const ApiResponse reply = listReply(listRequest({}), cursors(), {});
        const QJsonObject body = QJsonDocument::fromJson(reply.body).object();
        QVERIFY(body.value(u"next_cursor"_s).isNull());
        QVERIFY(!body.contains(u"total"_s));
        QVERIFY(reply.header("link").isEmpty());
    }

    void refusesForeignCursors_data()
    {
        QTest::addColumn<int>("variant");
        QTest::newRow("other filter") << 0;
        QTest::newRow("other sort") << 1;
        QTest::newRow("other list") << 2;
        QTest::newRow("other principal") << 3;
        QTest::newRow("other parent") << 4;
        QTest::newRow("other key") << 5;
        QTest::newRow("tampered") << 6;
        QTest::newRow("garbage") << 7;
        QTest::newRow("empty") << 8;
        QTest::newRow("cut") << 9;
    }
    void refusesForeignCursors()
    {
        QFETCH(int, variant);
        const Page page{{}, QJsonObject{{u"id"_s, u"x"_s}}, {}};
        const ApiResponse reply = listReply(listRequest(u"status=active"_s), cursors(), page);
        QString cursor = QJsonDocument::fromJson(reply.body).object().value(u"next_cursor"_s).toString();
        Cursors reader = cursors();
        if (variant == 6)
            cursor[cursor.size() / 2] = cursor.at(cursor.size() / 2) == u'A' ? u'B' : u'A';
        if (variant == 7)
            cursor = u"!!!"_s;
        if (variant == 8)
            cursor.clear();
        if (variant == 9)
            cursor.truncate(10);
        if (variant == 5)
            reader = cursorsUnder("x");
        ApiRequest request = listRequest((variant == 0 ? u"status=paused&cursor="_s : u"status=active&cursor="_s) +
                                         cursor + (variant == 1 ? u"&sort=name"_s : QString()));
        if (variant == 2)
            request.routeTemplate = u"/api/v1/notifications"_s;
        if (variant == 3)
            request.principal.id = u"ben"_s;
        if (variant == 4)
            request.pathArguments = {u"trip-2"_s};
        const auto read = readPage(request, reader);
        QVERIFY(!read);
        QCOMPARE(read.error().code, u"bad_cursor"_s);
    }

    // PLT-181
    void acceptsTheKeyBeforeRotation()
    {
        const Cursors before = cursorsUnder("o");
        const Cursors after = cursorsUnder("no");
        QVERIFY(after.decode(u"l"_s, before.encode(u"l"_s, {{u"id"_s, 1}})));
        QVERIFY(!before.decode(u"l"_s, after.encode(u"l"_s, {{u"id"_s, 1}})));
    }

    void limitsPages_data()
    {
        QTest::addColumn<QString>("limit");
        QTest::addColumn<int>("expected");
        QTest::newRow("smallest") << u"1"_s << 1;
        QTest::newRow("largest") << u"100"_s << 100;
        QTest::newRow("zero") << u"0"_s << 0;
        QTest::newRow("above") << u"101"_s << 0;
        QTest::newRow("negative") << u"-1"_s << 0;
        QTest::newRow("word") << u"all"_s << 0;
        QTest::newRow("empty") << QString() << 0;
    }
    void limitsPages()
    {
        QFETCH(QString, limit);
        QFETCH(int, expected);
        const auto page = readPage(listRequest(u"limit="_s + limit), cursors());
        if (expected > 0)
            QCOMPARE(page.value().limit, expected);
        else
            QCOMPARE(page.error().code, u"bad_parameter"_s);
        QCOMPARE(readPage(listRequest({}), cursors())->limit, 20);
    }
};

QTEST_APPLESS_MAIN(TestCursors)
#include "tst_cursors.moc"
