// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/apilist.h"
#include "app/models/sortedlist.h"
#include "tests/app/faketransport.h"

#include <QAbstractItemModelTester>
#include <QQmlEngine>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{

QVariantMap row(const QString &id, const QString &name, int total)
{
    return {{u"id"_s, id}, {u"name"_s, name}, {u"latest"_s, QVariantMap{{u"total"_s, total}}}};
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList all;
    for (int i = 0; i < model.rowCount(); ++i)
        all.append(model.index(i, 0).data(ApiList::ItemRole).toMap().value(u"name"_s).toString());
    return all;
}

} // namespace

/// The one model behind every list: pages, single changes, order, search, and what happens while nobody answers.
class tst_ApiList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void loadsPageByPage();
    void comesBackAsLongAsItWasScrolled();
    void loadsAllPagesWhenWhole();
    void bringsRowsToANewOrderWithoutReset_data();
    void bringsRowsToANewOrderWithoutReset();
    void keepsRowsWhileOfflineAndResumes();
    void feedChangesOneRow();
    void loadsChangesThatComeTogetherOnce();
    void comesAgainAfterTheLimit();
    void sortsUnknownLast();
    void searchesAndFilters();
    void holdsWhatArrivesBesideOthers();
    void holdsNothingBackFromAnEmptyList();
    void heldRowThatLeavesIsForgotten();

private:
    void serveItems(int count, int page);

    QTemporaryDir m_folder;
    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<App> m_app;
    FakeTransport *m_server = nullptr;
    ApiList *m_list = nullptr;
    QList<QVariantMap> m_items;
    QObject *m_owner = nullptr;
};

void tst_ApiList::init()
{
    m_engine = std::make_unique<QQmlEngine>();
    m_app = std::make_unique<App>(AppOptions{m_folder.path(), false, {}, std::make_shared<SystemClock>()});
    m_app->serve(*m_engine);
    auto transport = std::make_unique<FakeTransport>();
    m_server = transport.get();
    m_app->client().setTransport(std::move(transport));
    m_list = new ApiList;
    QQmlEngine::setContextForObject(m_list, m_engine->rootContext());
    new QAbstractItemModelTester(m_list, QAbstractItemModelTester::FailureReportingMode::Fatal, m_list);
    m_list->setPath(u"/api/v1/things"_s);
}

void tst_ApiList::cleanup()
{
    delete m_list;
    m_app.reset();
    m_engine.reset();
}

void tst_ApiList::serveItems(int count, int page)
{
    m_server->answer = [count, page](const ApiCall &call) {
        const int from = call.query.queryItemValue(u"cursor"_s).toInt();
        QJsonArray items;
        for (int i = from; i < std::min(from + page, count); ++i)
            items.append(QJsonObject{{u"id"_s, QString::number(i)}, {u"name"_s, u"n%1"_s.arg(i)}});
        const bool more = from + page < count;
        return FakeTransport::json(
            {{u"items"_s, items}, {u"next_cursor"_s, more ? QJsonValue(QString::number(from + page)) : QJsonValue()}});
    };
}

void tst_ApiList::loadsPageByPage()
{
    ApiList list; // not the one with a tester: that fetches more by itself
    QQmlEngine::setContextForObject(&list, m_engine->rootContext());
    list.setPath(u"/api/v1/things"_s);
    serveItems(250, 100);
    list.reload();
    QCOMPARE(list.state(), u"loading"_s);
    QTRY_COMPARE(list.count(), 100);
    QVERIFY(list.canFetchMore({}));
    list.fetchMore({});
    QTRY_COMPARE(list.count(), 200);
    list.fetchMore({});
    QTRY_COMPARE(list.count(), 250);
    QVERIFY(!list.canFetchMore({}));
    QCOMPARE(list.state(), u"ready"_s);
}

// BKG-137: a change by others takes nobody's place in a long list.
void tst_ApiList::comesBackAsLongAsItWasScrolled()
{
    ApiList list;
    QQmlEngine::setContextForObject(&list, m_engine->rootContext());
    list.setPath(u"/api/v1/things"_s);
    serveItems(1'000, 100);
    list.reload();
    QTRY_COMPARE(list.count(), 100);
    list.fetchMore({});
    QTRY_COMPARE(list.count(), 200);
    QSignalSpy removed(&list, &QAbstractItemModel::rowsRemoved);
    list.reload();
    QTRY_COMPARE(m_server->calls.size(), 4);
    QTRY_VERIFY(list.canFetchMore({})); // the last page is there
    QCOMPARE(list.count(), 200);
    QCOMPARE(removed.size(), 0);

    const auto serve = m_server->answer;
    m_server->answer = [](const ApiCall &) {
        return FakeTransport::json(
            {{u"title"_s, u"Broken"_s}, {u"code"_s, u"internal_error"_s}, {u"request_id"_s, u"r-1"_s}}, 500);
    };
    list.reload();
    QTRY_COMPARE(list.state(), u"error"_s);
    QVERIFY2(list.details().contains(u" · 500 · internal_error · r-1 · "_s), qPrintable(list.details()));
    m_server->answer = serve;
    list.fetchMore({});
    QTRY_COMPARE(list.count(), 300);
    QCOMPARE(list.itemAt(0).value(u"id"_s), QVariant(u"0"_s));
    QCOMPARE(removed.size(), 0);
    list.forget();
    QCOMPARE(list.count(), 0);
    QVERIFY(!list.canFetchMore({}));
}

void tst_ApiList::loadsAllPagesWhenWhole()
{
    serveItems(250, 100);
    m_list->setProperty("whole", true);
    m_list->reload();
    QTRY_COMPARE(m_list->count(), 250);
    QCOMPARE(m_server->calls.size(), 3);
}

void tst_ApiList::bringsRowsToANewOrderWithoutReset_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("first load") << QStringList() << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("same") << QStringList{u"a"_s, u"b"_s} << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("insert in the middle") << QStringList{u"a"_s, u"c"_s} << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("remove, move and insert")
        << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s} << QStringList{u"d"_s, u"x"_s, u"a"_s, u"c"_s};
    QTest::newRow("all gone") << QStringList{u"a"_s, u"b"_s} << QStringList();
    QTest::newRow("reversed") << QStringList{u"a"_s, u"b"_s, u"c"_s} << QStringList{u"c"_s, u"b"_s, u"a"_s};
}

void tst_ApiList::bringsRowsToANewOrderWithoutReset()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    const auto rows = [](const QStringList &ids) {
        QList<QVariantMap> list;
        for (const QString &id : ids)
            list.append(row(id, id, 1));
        return list;
    };
    SortedList sorted; // follows every step
    new QAbstractItemModelTester(&sorted, QAbstractItemModelTester::FailureReportingMode::Fatal, &sorted);
    sorted.setSourceModel(m_list);
    sorted.setSortPath(u"name"_s);
    m_list->take(rows(before));
    QSignalSpy resets(m_list, &QAbstractItemModel::modelReset);
    QSignalSpy changes(m_list, &QAbstractItemModel::dataChanged);
    m_list->take(rows(after));
    QCOMPARE(names(*m_list), after);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(changes.size(), 0); // what did not change is not touched
    QStringList inOrder = after;
    inOrder.sort();
    QCOMPARE(names(sorted), inOrder);
    for (const QString &id : after)
        QCOMPARE(m_list->itemById(id).value(u"name"_s), id);
}

void tst_ApiList::keepsRowsWhileOfflineAndResumes()
{
    serveItems(3, 100);
    m_list->reload();
    QTRY_COMPARE(m_list->count(), 3);
    m_server->reachable = false;
    m_list->reload();
    QTRY_COMPARE(m_list->state(), u"error"_s);
    QVERIFY(!m_app->client().isOnline());
    QVERIFY(m_app->client().offlineSince() > 0);
    QCOMPARE(m_list->count(), 3); // the last known rows stay
    m_server->reachable = true;
    serveItems(4, 100);
    m_app->client().tryNow();
    QTRY_COMPARE(m_list->count(), 4);
    QVERIFY(m_app->client().isOnline());
}

void tst_ApiList::feedChangesOneRow()
{
    serveItems(2, 100);
    m_list->setProperty("whole", true);
    m_list->setProperty("feedKinds", u"trip"_s);
    m_list->reload();
    QTRY_COMPARE(m_list->count(), 2);
    m_server->answer = [](const ApiCall &) {
        return FakeTransport::json({{u"id"_s, u"1"_s}, {u"name"_s, u"renamed"_s}});
    };
    QSignalSpy changes(m_list, &QAbstractItemModel::dataChanged);
    Q_EMIT m_app->feed().changed(u"account.updated"_s, u"1"_s, u"updated"_s); // of no interest here
    Q_EMIT m_app->feed().changed(u"trip.updated"_s, u"1"_s, u"updated"_s);
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(names(*m_list), (QStringList{u"n0"_s, u"renamed"_s}));
    Q_EMIT m_app->feed().changed(u"trip.removed"_s, u"0"_s, u"removed"_s);
    QCOMPARE(names(*m_list), QStringList{u"renamed"_s});
}

void tst_ApiList::loadsChangesThatComeTogetherOnce()
{
    serveItems(2, 100);
    m_list->setProperty("feedKinds", u"*"_s);
    m_list->reload();
    QTRY_COMPARE(m_list->count(), 2);
    m_server->calls.clear();
    serveItems(3, 100);
    for (int i = 0; i < 20; ++i)
        Q_EMIT m_app->feed().changed(u"booking.updated"_s, QString::number(100 + i), u"updated"_s);
    QTRY_COMPARE(m_list->count(), 3);
    QCOMPARE(m_server->calls.size(), 1);
}

void tst_ApiList::comesAgainAfterTheLimit()
{
    bool refused = false;
    m_server->answer = [&refused](const ApiCall &) -> ApiReply {
        if (!std::exchange(refused, true))
            return {429, {{"retry-after", "1"}}, R"({"title":"Too many"})"};
        return FakeTransport::json({{u"items"_s, QJsonArray{QJsonObject{{u"id"_s, u"1"_s}}}}});
    };
    m_list->reload();
    QTRY_COMPARE(m_list->count(), 1);
    QVERIFY(refused);
    QCOMPARE(m_list->state(), u"ready"_s);
    QCOMPARE(m_app->client().inFlight(), 0);
}

void tst_ApiList::sortsUnknownLast()
{
    SortedList sorted;
    new QAbstractItemModelTester(&sorted, QAbstractItemModelTester::FailureReportingMode::Fatal, &sorted);
    m_list->take({row(u"1"_s, u"b"_s, 20), {{u"id"_s, u"2"_s}, {u"name"_s, u"none"_s}}, row(u"3"_s, u"a"_s, 10)});
    sorted.setSourceModel(m_list);
    sorted.setSortPath(u"latest.total"_s);
    QCOMPARE(names(sorted), (QStringList{u"a"_s, u"b"_s, u"none"_s}));
    sorted.setDescending(true);
    QCOMPARE(names(sorted), (QStringList{u"b"_s, u"a"_s, u"none"_s}));
}

void tst_ApiList::searchesAndFilters()
{
    SortedList sorted;
    sorted.setProperty("searchPaths", QStringList{u"name"_s});
    sorted.setProperty("filterPath", u"id"_s);
    m_list->take({row(u"1"_s, u"Lissabon"_s, 1), row(u"2"_s, u"Bali"_s, 2)});
    sorted.setSourceModel(m_list);
    sorted.setSearchText(u" bali "_s);
    QCOMPARE(names(sorted), QStringList{u"Bali"_s});
    QCOMPARE(sorted.hidden(), 1);
    sorted.setSearchText({});
    sorted.setFilterValues({u"1"_s});
    QCOMPARE(names(sorted), QStringList{u"Lissabon"_s});
}

void tst_ApiList::holdsWhatArrivesBesideOthers()
{
    SortedList sorted;
    new QAbstractItemModelTester(&sorted, QAbstractItemModelTester::FailureReportingMode::Fatal, &sorted);
    sorted.setProperty("holding", true);
    sorted.setSourceModel(m_list);
    const QSignalSpy inserted(&sorted, &QAbstractItemModel::rowsInserted);
    m_list->take({row(u"1"_s, u"a"_s, 1), row(u"3"_s, u"c"_s, 3)});
    QCOMPARE(names(sorted), (QStringList{u"a"_s, u"c"_s})); // the first load is no arrival
    const qsizetype before = inserted.size();
    m_list->take({row(u"0"_s, u"news"_s, 0), row(u"1"_s, u"A"_s, 1), row(u"2"_s, u"b"_s, 2), row(u"3"_s, u"c"_s, 3)});
    QCOMPARE(names(sorted), (QStringList{u"A"_s, u"c"_s})); // what is shown stays current
    QCOMPARE(sorted.held(), 2);
    QCOMPARE(inserted.size(), before);
    QCOMPARE(sorted.admit(), 0);
    QCOMPARE(sorted.held(), 0);
    QCOMPARE(names(sorted), (QStringList{u"news"_s, u"A"_s, u"b"_s, u"c"_s}));
    QCOMPARE(sorted.admit(), -1);
}

void tst_ApiList::holdsNothingBackFromAnEmptyList()
{
    SortedList sorted;
    sorted.setProperty("holding", true);
    sorted.setSourceModel(m_list);
    m_list->take({row(u"1"_s, u"a"_s, 1)});
    m_list->take({row(u"1"_s, u"a"_s, 1), row(u"2"_s, u"b"_s, 2)});
    QCOMPARE(sorted.held(), 1);
    m_list->take({row(u"2"_s, u"b"_s, 2)}); // the only one shown was settled
    QCOMPARE(names(sorted), QStringList{u"b"_s});
    QCOMPARE(sorted.held(), 0);
}

void tst_ApiList::heldRowThatLeavesIsForgotten()
{
    SortedList sorted;
    sorted.setProperty("holding", true);
    sorted.setSourceModel(m_list);
    const QVariantMap first = row(u"1"_s, u"a"_s, 1), second = row(u"2"_s, u"b"_s, 2);
    m_list->take({first});
    m_list->take({first, second});
    QCOMPARE(sorted.held(), 1);
    m_list->take({first});
    QCOMPARE(sorted.held(), 0);
    QCOMPARE(names(sorted), QStringList{u"a"_s});
}

QTEST_MAIN(tst_ApiList)
#include "tst_apilist.moc"
