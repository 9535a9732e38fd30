// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tripdetail.h"
#include "app/models/apilist.h"
#include "app/models/sortedlist.h"
#include "tests/app/scriptedserver.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QJsonArray>
#include <QMetaProperty>
#include <QQmlEngine>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{

QString file(const QString &name)
{
    return QStringLiteral(PORTIER_GOLDEN) + u'/' + name;
}

QJsonObject readJson(const QString &name)
{
    QFile source(file(name));
    return source.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(source.readAll()).object() : QJsonObject();
}

QJsonValue jsonOf(const QVariant &value)
{
    return QJsonValue::fromVariant(value.userType() == QMetaType::Nullptr ? QVariant() : value);
}

/// Every property of an object, and every role of every row when it is a model.
QJsonObject stateOf(const QObject &object)
{
    QJsonObject state;
    const QMetaObject *meta = object.metaObject();
    for (int i = QObject::staticMetaObject.propertyCount(); i < meta->propertyCount(); ++i) {
        const QMetaProperty property = meta->property(i);
        if (!QByteArrayView(property.typeName()).endsWith('*'))
            state.insert(QString::fromLatin1(property.name()), jsonOf(property.read(&object)));
    }
    const auto *model = qobject_cast<const QAbstractItemModel *>(&object);
    if (!model)
        return state;
    QJsonArray rows;
    const auto roles = model->roleNames();
    for (int row = 0; row < model->rowCount(); ++row) {
        QJsonObject values;
        for (auto it = roles.cbegin(); it != roles.cend(); ++it)
            values.insert(QString::fromLatin1(it.value()), jsonOf(model->index(row, 0).data(it.key())));
        rows.append(values);
    }
    state.insert(u"rows"_s, rows);
    return state;
}

} // namespace

/// Whole states of what the pages show, against files. PORTIER_UPDATE_GOLDEN=1 writes them anew.
class tst_Golden : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void listOfTrips();
    void tripsBySumWithoutPaused();
    void tripDetail();
    void tripDetailWithAnotherFlight();

private:
    void compare(const QJsonObject &state, const QString &name);
    template <typename Type>
    std::unique_ptr<Type> make()
    {
        auto object = std::make_unique<Type>();
        QQmlEngine::setContextForObject(object.get(), m_engine->rootContext());
        return object;
    }
    std::unique_ptr<ApiList> loadedTrips();
    std::unique_ptr<TripDetail> loadedDetail();

    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<ScriptedServer> m_server;
};

void tst_Golden::init()
{
    m_engine.reset();
    m_server = std::make_unique<ScriptedServer>();
    m_engine = std::make_unique<QQmlEngine>();
    m_server->app().serve(*m_engine);
    m_server->signIn({u"member"_s});
    QTRY_COMPARE(m_server->app().session()->state(), u"signedIn"_s);
}

void tst_Golden::compare(const QJsonObject &state, const QString &name)
{
    const QByteArray text = QJsonDocument(state).toJson(QJsonDocument::Indented);
    QFile golden(file(name));
    if (qEnvironmentVariableIntValue("PORTIER_UPDATE_GOLDEN") == 1) {
        QVERIFY(golden.open(QIODevice::WriteOnly));
        golden.write(text);
        return;
    }
    QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(golden.fileName()));
    const QByteArray expected = golden.readAll();
    if (text == expected)
        return;
    const QString arrived = QString::fromUtf8(text);
    const QStringList lines = arrived.split(u'\n'), wanted = QString::fromUtf8(expected).split(u'\n');
    for (qsizetype i = 0; i < std::max(lines.size(), wanted.size()); ++i)
        QCOMPARE(lines.value(i), wanted.value(i)); // tells the first line that differs
}

std::unique_ptr<ApiList> tst_Golden::loadedTrips()
{
    m_server->answer(u"GET /api/v1/trips"_s, readJson(u"trips.json"_s).toVariantMap());
    auto trips = make<ApiList>();
    new QAbstractItemModelTester(trips.get(), QAbstractItemModelTester::FailureReportingMode::Fatal, trips.get());
    trips->setProperty("whole", true);
    trips->setPath(u"/api/v1/trips"_s);
    trips->reload();
    return trips;
}

void tst_Golden::listOfTrips()
{
    const auto trips = loadedTrips();
    QTRY_COMPARE(trips->state(), u"ready"_s);
    compare(stateOf(*trips), u"trips.golden.json"_s);
}

void tst_Golden::tripsBySumWithoutPaused()
{
    const auto trips = loadedTrips();
    QTRY_COMPARE(trips->state(), u"ready"_s);
    SortedList sorted;
    new QAbstractItemModelTester(&sorted, QAbstractItemModelTester::FailureReportingMode::Fatal, &sorted);
    sorted.setProperty("filterPath", u"status"_s);
    sorted.setSourceModel(trips.get());
    sorted.setSortPath(u"latest.total.amount_minor"_s);
    sorted.setFilterValues({u"active"_s});
    compare(stateOf(sorted), u"trips-sorted.golden.json"_s);
}

std::unique_ptr<TripDetail> tst_Golden::loadedDetail()
{
    const QJsonObject replies = readJson(u"tripdetail.json"_s);
    for (auto it = replies.begin(); it != replies.end(); ++it)
        m_server->answer(it.key(), it.value().toObject().toVariantMap());
    auto detail = make<TripDetail>();
    detail->setTripId(u"t1"_s);
    return detail;
}

void tst_Golden::tripDetail()
{
    const auto detail = loadedDetail();
    QTRY_VERIFY(!detail->flights().isEmpty() && !detail->history().isEmpty() && !detail->explanation().isEmpty());
    compare(stateOf(*detail), u"tripdetail.golden.json"_s);
}

// TRP-273: sum and series follow the pick at once.
void tst_Golden::tripDetailWithAnotherFlight()
{
    const auto detail = loadedDetail();
    QTRY_VERIFY(!detail->flights().isEmpty() && !detail->history().isEmpty() && !detail->explanation().isEmpty());
    m_server->setProperty("reachable", false);
    detail->pickFlight(u"f2"_s);
    QCOMPARE(detail->totalPrice().toMap().value(u"amount_minor"_s).toInt(), 131000);
    QVERIFY(detail->history().value(u"points"_s).toList().value(1).toMap().contains(u"selected_total"_s));
    compare(stateOf(*detail), u"tripdetail-picked.golden.json"_s);
}

QTEST_MAIN(tst_Golden)
#include "tst_golden.moc"
