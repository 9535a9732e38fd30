// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/tripdetail.h"
#include "app/controllers/tripform.h"
#include "tests/app/scriptedserver.h"

#include <QJsonArray>
#include <QQmlEngine>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{

const QString path = u"/api/v1/trips/t1"_s;

QVariantMap trip(const QVariantMap &changes)
{
    QVariantMap trip{{u"id"_s, u"t1"_s},
                     {u"version"_s, 3},
                     {u"name"_s, u"Lissabon"_s},
                     {u"trip_kind"_s, u"round_trip"_s},
                     {u"origin_airport"_s, u"HAM"_s},
                     {u"destination_airport"_s, u"LIS"_s},
                     {u"depart_date"_s, u"2099-08-01"_s},
                     {u"return_date"_s, u"2099-08-08"_s},
                     {u"adults"_s, 2},
                     {u"currency"_s, u"EUR"_s},
                     {u"track_flights"_s, true},
                     {u"track_hotels"_s, false},
                     {u"flight_filters"_s, QVariantMap{{u"cabin"_s, u"economy"_s}, {u"max_stops"_s, 1}}},
                     {u"reminder_days"_s, QVariantList{14}}};
    for (auto it = changes.cbegin(); it != changes.cend(); ++it)
        trip.insert(it.key(), it.value());
    return trip;
}

QVariantMap point(int flight, QVariant selected, int revision = 1)
{
    QVariantMap point{{u"flight"_s, flight}, {u"total"_s, flight}, {u"revision"_s, revision}};
    point.insert(u"selected_flight"_s, std::move(selected));
    return point;
}

} // namespace

/// What is typed survives refusals and other people's changes (TRP-276, TRP-277).
class tst_TripForm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsOrTakesEachField_data();
    void keepsOrTakesEachField();
    void savesWithTheOthersVersionAfterTheChoice();
    void keepsWhatWasTypedWhenNobodyAnswers();
    void selectionFollowsThePicks_data();
    void selectionFollowsThePicks();

private:
    void saveAgainst(const QVariantMap &theirs);

    std::unique_ptr<QQmlEngine> m_engine;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TripForm> m_form;
};

void tst_TripForm::init()
{
    m_form.reset();
    m_engine.reset();
    m_server = std::make_unique<ScriptedServer>();
    m_engine = std::make_unique<QQmlEngine>();
    m_server->app().serve(*m_engine);
    m_server->signIn({u"member"_s});
    QTRY_COMPARE(m_server->app().session()->state(), u"signedIn"_s);
    m_form = std::make_unique<TripForm>();
    QQmlEngine::setContextForObject(m_form.get(), m_engine->rootContext());
    m_form->edit(trip({}));
}

void tst_TripForm::saveAgainst(const QVariantMap &theirs)
{
    m_server->answer(u"PATCH "_s + path, {{u"code"_s, u"version_conflict"_s}, {u"title"_s, u"Changed"_s}}, 412);
    m_server->answer(u"GET "_s + path, theirs);
    m_form->save();
    QTRY_VERIFY(!m_form->isSaving());
    QTRY_VERIFY(!m_server->calls(u"GET "_s + path).isEmpty());
    QTRY_VERIFY(!m_form->conflicts().isEmpty() || !m_form->problem().isEmpty());
}

void tst_TripForm::keepsOrTakesEachField_data()
{
    QTest::addColumn<QVariant>("mine");
    QTest::addColumn<QVariant>("theirs");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<bool>("conflict");
    const QVariant old = u"Lissabon"_s, typed = u"Porto"_s, other = u"Faro"_s;
    QTest::newRow("only I changed it") << typed << old << typed << false;
    QTest::newRow("only they changed it") << old << other << other << false;
    QTest::newRow("both to the same") << typed << typed << typed << false;
    QTest::newRow("both differently: mine stays until chosen") << typed << other << typed << true;
}

void tst_TripForm::keepsOrTakesEachField()
{
    QFETCH(QVariant, mine);
    QFETCH(QVariant, theirs);
    QFETCH(QVariant, value);
    QFETCH(bool, conflict);
    m_form->set(u"name"_s, mine);
    m_form->set(u"adults"_s, 4); // so that there is something to save
    saveAgainst(trip({{u"version"_s, 4}, {u"name"_s, theirs}}));
    QCOMPARE(m_form->values().value(u"name"_s), value);
    QCOMPARE(m_form->values().value(u"adults"_s).toInt(), 4);
    QCOMPARE(m_form->conflicts().size(), conflict ? 1 : 0);
    if (!conflict)
        return;
    QCOMPARE(m_form->conflicts().first().toMap().value(u"mine"_s), mine);
    QCOMPARE(m_form->conflicts().first().toMap().value(u"theirs"_s), theirs);
    m_form->settle(u"name"_s, false);
    QCOMPARE(m_form->values().value(u"name"_s), theirs);
    m_form->settle(u"name"_s, true);
    QCOMPARE(m_form->values().value(u"name"_s), mine);
}

void tst_TripForm::savesWithTheOthersVersionAfterTheChoice()
{
    m_form->set(u"name"_s, u"Porto"_s);
    saveAgainst(trip({{u"version"_s, 9}, {u"name"_s, u"Faro"_s}, {u"adults"_s, 5}}));
    m_server->answer(u"PATCH "_s + path, trip({{u"version"_s, 10}}));
    QSignalSpy saved(m_form.get(), &TripForm::saved);
    m_form->save();
    QTRY_COMPARE(saved.size(), 1);
    const QVariantMap call = m_server->calls(u"PATCH "_s + path).last().toMap();
    QCOMPARE(call.value(u"ifMatch"_s).toString(), u"\"9\""_s);
    QCOMPARE(call.value(u"body"_s).toMap(), (QVariantMap{{u"name"_s, u"Porto"_s}})); // theirs is not undone
}

void tst_TripForm::keepsWhatWasTypedWhenNobodyAnswers()
{
    m_form->set(u"name"_s, u"Porto"_s);
    m_server->setProperty("reachable", false);
    m_form->save();
    QTRY_VERIFY(!m_form->isSaving());
    QVERIFY(!m_form->problem().isEmpty());
    QCOMPARE(m_form->values().value(u"name"_s).toString(), u"Porto"_s);
}

void tst_TripForm::selectionFollowsThePicks_data()
{
    QTest::addColumn<QVariantList>("points");
    QTest::addColumn<QVariantList>("selected"); // an invalid value: none
    QTest::newRow("dearer pick") << QVariantList{point(100, 120), point(110, 130)} << QVariantList{120, 130};
    QTest::newRow("not quoted: the last one stays")
        << QVariantList{point(100, 120), point(110, {})} << QVariantList{120, 120};
    QTest::newRow("not before it was first seen")
        << QVariantList{point(100, {}), point(110, 130)} << QVariantList{QVariant(), 130};
    QTest::newRow("a new search begins anew")
        << QVariantList{point(100, 120), point(110, {}, 2)} << QVariantList{120, QVariant()};
    QTest::newRow("always the cheapest: nothing to add")
        << QVariantList{point(100, 100), point(110, 110)} << QVariantList{QVariant(), QVariant()};
}

void tst_TripForm::selectionFollowsThePicks()
{
    QFETCH(QVariantList, points);
    QFETCH(QVariantList, selected);
    const QVariantList result =
        TripDetail::withSelection({{u"points"_s, points}}, true, false).value(u"points"_s).toList();
    QCOMPARE(result.size(), selected.size());
    for (int i = 0; i < result.size(); ++i)
        QCOMPARE(result.at(i).toMap().value(u"selected_total"_s).toInt(), selected.at(i).toInt());
}

QTEST_MAIN(tst_TripForm)
#include "tst_tripform.moc"
