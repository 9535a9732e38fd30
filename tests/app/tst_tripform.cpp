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

/// As the form takes it: days that are neither over nor too far ahead.
QString dayIn(int days)
{
    return QDate::currentDate().addDays(days).toString(Qt::ISODate);
}

QVariantMap trip(const QVariantMap &changes)
{
    QVariantMap trip{{u"id"_s, u"t1"_s},
                     {u"version"_s, 3},
                     {u"name"_s, u"Lissabon"_s},
                     {u"trip_kind"_s, u"round_trip"_s},
                     {u"origin_airport"_s, u"HAM"_s},
                     {u"destination_airport"_s, u"LIS"_s},
                     {u"depart_date"_s, dayIn(30)},
                     {u"return_date"_s, dayIn(37)},
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
    void judgesEachFieldWhileTyping_data();
    void judgesEachFieldWhileTyping();
    void savedDaysMayBeOver();
    void showsWhatAChangeMeansForOtherFields();
    void sendsEachField_data();
    void sendsEachField();
    void sendsOnlyTheChangedMembers_data();
    void sendsOnlyTheChangedMembers();
    void derivesTheRooms_data();
    void derivesTheRooms();
    void putsEachErrorAtItsField_data();
    void putsEachErrorAtItsField();
    void asksAboutUnknownAirportsOnlyWhenTheServerDoes();
    void selectionFollowsThePicks_data();
    void selectionFollowsThePicks();

private:
    void saveAgainst(const QVariantMap &theirs);
    /// A new trip that could be saved, with these fields.
    void fill(const QVariantMap &fields);

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

void tst_TripForm::fill(const QVariantMap &fields)
{
    m_form->begin();
    QVariantMap all{{u"name"_s, u"Lissabon"_s},
                    {u"origin_airport"_s, u"HAM"_s},
                    {u"destination_airport"_s, u"LIS"_s},
                    {u"city"_s, u"Lissabon"_s}};
    for (auto it = fields.cbegin(); it != fields.cend(); ++it)
        all.insert(it.key(), it.value());
    for (auto it = all.cbegin(); it != all.cend(); ++it)
        m_form->set(it.key(), it.value());
}

void tst_TripForm::judgesEachFieldWhileTyping_data()
{
    QTest::addColumn<QVariantMap>("fields"); // days as numbers from today
    QTest::addColumn<QString>("wrong");
    const auto row = [](const char *name, const QVariantMap &fields, const QString &wrong = {}) {
        QTest::newRow(name) << fields << wrong;
    };
    const QString long100(100, u'x'), long61(61, u'x');
    row("TRP-276 as it begins", {});
    row("TRP-011 no name", {{u"name"_s, u"  "_s}}, u"name"_s);
    row("TRP-011 longest name", {{u"name"_s, long100}});
    row("TRP-011 longest name counts characters", {{u"name"_s, QString(u"😀"_s).repeated(100)}});
    row("TRP-011 name too long", {{u"name"_s, QString(long100 + u'x')}}, u"name"_s);
    row("TRP-011 a control character", {{u"name"_s, u"a\ab"_s}}, u"name"_s);
    row("TRP-013 yesterday", {{u"depart_date"_s, -1}}, u"depart_date"_s);
    row("TRP-013 today", {{u"depart_date"_s, 0}});
    row("TRP-013 last day", {{u"depart_date"_s, 350}, {u"return_date"_s, 359}});
    row("TRP-013 too far", {{u"depart_date"_s, 350}, {u"return_date"_s, 360}}, u"return_date"_s);
    row("TRP-013 back before", {{u"depart_date"_s, 5}, {u"return_date"_s, 5}}, u"return_date"_s);
    row("TRP-014 no day of return", {{u"return_date"_s, QString()}}, u"return_date"_s);
    row("TRP-014 one way needs none",
        {{u"trip_kind"_s, u"one_way"_s}, {u"return_date"_s, QString()}, {u"track_hotels"_s, false}});
    row("TRP-015 nothing followed", {{u"track_flights"_s, false}, {u"track_hotels"_s, false}}, u"track_flights"_s);
    row("TRP-015 no city", {{u"city"_s, u" "_s}}, u"city"_s);
    row("TRP-015 no city needed", {{u"city"_s, QString()}, {u"track_hotels"_s, false}});
    row("TRP-016 no airport", {{u"origin_airport"_s, QString()}}, u"origin_airport"_s);
    row("TRP-016 a city is no code", {{u"destination_airport"_s, u"Lissabon"_s}}, u"destination_airport"_s);
    row("TRP-016 equal airports", {{u"destination_airport"_s, u"ham"_s}}, u"destination_airport"_s);
    row("TRP-016 hotels only", {{u"origin_airport"_s, QString()}, {u"track_flights"_s, false}});
    row("TRP-018 enough rooms", {{u"adults"_s, 8}, {u"rooms"_s, 2}});
    row("TRP-018 too few rooms", {{u"adults"_s, 9}, {u"rooms"_s, 2}}, u"rooms"_s);
    row("TRP-018 too few beds", {{u"adults"_s, 3}, {u"rooms"_s, 2}, {u"adults_per_room"_s, 1}}, u"rooms"_s);
    row("TRP-019 latest first night", {{u"check_in"_s, 3}});
    row("TRP-019 first night too late", {{u"check_in"_s, 4}}, u"check_in"_s);
    row("TRP-019 first night too early", {{u"check_in"_s, 0}}, u"check_in"_s);
    row("TRP-019 leaves before it comes", {{u"check_in"_s, 2}, {u"check_out"_s, 2}}, u"check_out"_s);
    row("TRP-019 30 nights", {{u"check_out"_s, 31}});
    row("TRP-019 31 nights", {{u"check_out"_s, 32}}, u"check_out"_s);
    row("TRP-019 31 nights of the trip", {{u"return_date"_s, 32}}, u"check_out"_s);
    row("TRP-019 one way, no last night", {{u"trip_kind"_s, u"one_way"_s}}, u"check_out"_s);
    row("TRP-019 one way with a last night", {{u"trip_kind"_s, u"one_way"_s}, {u"check_out"_s, 4}});
    row("TRP-276 half a day typed", {{u"check_in_typed"_s, u"12.1"_s}}, u"check_in"_s);
    row("2.2 airlines", {{u"airlines"_s, u"lh, TP ,4U"_s}});
    row("2.2 a name is no code", {{u"airlines"_s, u"LH, Lufthansa"_s}}, u"airlines"_s);
    row("2.2 eleven airlines", {{u"airlines"_s, u"A1,A2,A3,A4,A5,A6,A7,A8,A9,B1,B2"_s}}, u"airlines"_s);
    row("2.3 country", {{u"country_code"_s, u"PRT"_s}}, u"country_code"_s);
    row("2.3 a room's word too long", {{u"room_types"_s, long61}}, u"room_types"_s);
    row("2.3 eleven views", {{u"views"_s, u"a,b,c,d,e,f,g,h,i,j,k"_s}}, u"views"_s);
    row("2.1 three reminders", {{u"reminder_days"_s, u"1, 14;60"_s}});
    row("2.1 four reminders", {{u"reminder_days"_s, u"1,2,3,4"_s}}, u"reminder_days"_s);
    row("2.1 reminder too early", {{u"reminder_days"_s, u"61"_s}}, u"reminder_days"_s);
    row("2.1 one reminder twice", {{u"reminder_days"_s, u"3, 3"_s}}, u"reminder_days"_s);
    row("2.1 no number", {{u"reminder_days"_s, u"three"_s}}, u"reminder_days"_s);
    row("2.4 no limit", {{u"alert_kind"_s, u"threshold"_s}}, u"threshold"_s);
    row("2.4 nothing as limit", {{u"alert_kind"_s, u"threshold"_s}, {u"threshold"_s, u"0"_s}}, u"threshold"_s);
    row("2.4 greatest limit", {{u"alert_kind"_s, u"threshold"_s}, {u"threshold"_s, u"10000000000"_s}});
    row("2.4 greater", {{u"alert_kind"_s, u"threshold"_s}, {u"threshold"_s, u"10000000001"_s}}, u"threshold"_s);
}

void tst_TripForm::judgesEachFieldWhileTyping()
{
    QFETCH(QVariantMap, fields);
    QFETCH(QString, wrong);
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const bool isDay =
            QStringList{u"depart_date"_s, u"return_date"_s, u"check_in"_s, u"check_out"_s}.contains(it.key());
        if (isDay && it->typeId() == QMetaType::Int)
            *it = dayIn(it->toInt());
    }
    fill(fields);
    QCOMPARE(m_form->problems().keys(), wrong.isEmpty() ? QStringList() : QStringList{wrong});
    QCOMPARE(m_form->isValid(), wrong.isEmpty());
    QCOMPARE(m_form->reason().isEmpty(), wrong.isEmpty());
    if (!fields.value(wrong).toString().isEmpty()) // what was typed has its error at its field, not only at the button
        QCOMPARE(m_form->errors().keys(), m_form->problems().keys());
}

void tst_TripForm::savedDaysMayBeOver() // TRP-023
{
    m_form->edit(trip({{u"depart_date"_s, dayIn(-3)}, {u"return_date"_s, dayIn(3)}}));
    QVERIFY(m_form->isValid());
    m_form->set(u"depart_date"_s, dayIn(-2));
    QCOMPARE(m_form->problems().keys(), QStringList{u"depart_date"_s});
}

void tst_TripForm::showsWhatAChangeMeansForOtherFields()
{
    fill({{u"rooms"_s, 1}});
    QVERIFY(m_form->errors().isEmpty());
    m_form->set(u"adults"_s, 5);
    QVERIFY(m_form->errors().contains(u"rooms"_s));
    m_form->set(u"rooms"_s, 0);
    m_form->set(u"depart_date"_s, dayIn(20)); // after the last day
    QVERIFY(m_form->errors().contains(u"return_date"_s));
}

void tst_TripForm::sendsEachField_data()
{
    QTest::addColumn<QVariantMap>("fields");
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("member");
    QTest::addColumn<QVariant>("value");
    const auto row = [](const char *name, const QVariantMap &fields, const QString &part, const QString &member,
                        const QVariant &value) { QTest::newRow(name) << fields << part << member << value; };
    const QString flights = u"flight_filters"_s, hotels = u"hotel_filters"_s;
    row("airlines", {{u"airlines"_s, u" lh,TP, lh"_s}}, flights, u"airlines"_s, QStringList{u"LH"_s, u"TP"_s});
    row("airline match", {{u"airline_match"_s, u"all_segments"_s}}, flights, u"airline_match"_s, u"all_segments"_s);
    row("three stops", {{u"max_stops"_s, 3}}, flights, u"max_stops"_s, 3);
    row("any stops", {{u"max_stops"_s, -1}}, flights, u"max_stops"_s, QVariant::fromValue(nullptr));
    row("country", {{u"country_code"_s, u"pt"_s}}, hotels, u"country_code"_s, u"PT"_s);
    row("rooms", {{u"rooms"_s, 2}}, hotels, u"rooms"_s, 2);
    row("rooms as needed", {}, hotels, u"rooms"_s, QVariant::fromValue(nullptr));
    row("adults in a room", {{u"adults_per_room"_s, 1}}, hotels, u"adults_per_room"_s, 1);
    row("stay follows the trip", {}, hotels, u"check_in"_s, QVariant::fromValue(nullptr));
    row("room mode", {{u"room_mode"_s, u"preferred"_s}}, hotels, u"room_mode"_s, u"preferred"_s);
    row("room types", {{u"room_types"_s, u"suite, double room"_s}}, hotels, u"room_types"_s,
        QStringList{u"suite"_s, u"double room"_s});
    row("views", {{u"views"_s, u"ocean"_s}}, hotels, u"views"_s, QStringList{u"ocean"_s});
    row("measure", {{u"alert_kind"_s, u"any_drop"_s}, {u"alert_measure"_s, u"hotel_total"_s}}, u"alert"_s, u"measure"_s,
        u"hotel_total"_s);
    row("no mail", {{u"alert_kind"_s, u"any_drop"_s}, {u"alert_email"_s, false}}, u"alert"_s, u"email"_s, false);
    row("no notice", {{u"alert_kind"_s, u"any_drop"_s}, {u"alert_desktop"_s, false}}, u"alert"_s, u"desktop"_s, false);
    row("switched off", {{u"alert_kind"_s, u"any_drop"_s}, {u"alert_enabled"_s, false}}, u"alert"_s, u"enabled"_s,
        false);
    row("reminders", {{u"reminder_days"_s, u"14 3"_s}}, {}, u"reminder_days"_s, QVariantList{3, 14});
    row("unknown airports", {{u"accept_unknown_airports"_s, true}}, {}, u"accept_unknown_airports"_s, true);
    row("sample data", {{u"demo_history"_s, true}}, {}, u"demo_history"_s, true);
    row("one way has no return", {{u"trip_kind"_s, u"one_way"_s}}, {}, u"return_date"_s, QVariant::fromValue(nullptr));
}

void tst_TripForm::sendsEachField()
{
    QFETCH(QVariantMap, fields);
    QFETCH(QString, part);
    QFETCH(QString, member);
    QFETCH(QVariant, value);
    fill(fields);
    const QVariantMap body = m_form->body();
    const QVariantMap holder = part.isEmpty() ? body : body.value(part).toMap();
    QVERIFY(holder.contains(member));
    QCOMPARE(QJsonValue::fromVariant(holder.value(member)), QJsonValue::fromVariant(value));
}

void tst_TripForm::sendsOnlyTheChangedMembers_data()
{
    QTest::addColumn<QVariantMap>("fields");
    QTest::addColumn<QVariantMap>("patch");
    const QVariant none = QVariant::fromValue(nullptr);
    const auto hotel = [](const QVariantMap &members) { return QVariantMap{{u"hotel_filters"_s, members}}; };
    QTest::newRow("nothing") << QVariantMap{} << QVariantMap{};
    QTest::newRow("the days alone: the stay follows")
        << QVariantMap{{u"depart_date"_s, dayIn(31)}} << QVariantMap{{u"depart_date"_s, dayIn(31)}};
    QTest::newRow("one filter") << QVariantMap{{u"city"_s, u"Sintra"_s}} << hotel({{u"city"_s, u"Sintra"_s}});
    QTest::newRow("rooms of one's own") << QVariantMap{{u"rooms"_s, 2}} << hotel({{u"rooms"_s, 2}});
    QTest::newRow("a filter taken back") << QVariantMap{{u"min_stars"_s, 0}} << hotel({{u"min_stars"_s, none}});
    QTest::newRow("the rule's mail") << QVariantMap{{u"alert_email"_s, false}}
                                     << QVariantMap{{u"alert"_s, QVariantMap{{u"email"_s, false}}}};
    QTest::newRow("no rule") << QVariantMap{{u"alert_kind"_s, u"none"_s}} << QVariantMap{{u"alert"_s, none}};
}

void tst_TripForm::sendsOnlyTheChangedMembers() // TRP-023: what the form does not know is never undone
{
    QFETCH(QVariantMap, fields);
    QFETCH(QVariantMap, patch);
    const QVariantMap hotels{
        {u"city"_s, u"Lissabon"_s}, {u"check_in"_s, dayIn(30)}, {u"check_out"_s, dayIn(37)},    {u"rooms"_s, 1},
        {u"adults_per_room"_s, 2},  {u"min_stars"_s, 3},        {u"room_mode"_s, u"cheapest"_s}};
    const QVariantMap rule{{u"kind"_s, u"any_drop"_s}, {u"measure"_s, u"flight_total"_s},
                           {u"enabled"_s, false},      {u"email"_s, true},
                           {u"desktop"_s, true},       {u"state"_s, u"armed"_s}};
    m_form->edit(trip({{u"track_hotels"_s, true}, {u"hotel_filters"_s, hotels}, {u"alert"_s, rule}}));
    QVERIFY(m_form->values().value(u"check_in"_s).toString().isEmpty());
    QCOMPARE(m_form->values().value(u"rooms"_s).toInt(), 0); // one room for two is what Portier derives
    for (auto it = fields.cbegin(); it != fields.cend(); ++it)
        m_form->set(it.key(), it.value());
    QCOMPARE(QJsonObject::fromVariantMap(m_form->body()), QJsonObject::fromVariantMap(patch));
    QCOMPARE(m_form->startsNewSeries(), patch.contains(u"hotel_filters"_s) || patch.contains(u"depart_date"_s));
}

void tst_TripForm::derivesTheRooms_data() // TRP-018
{
    QTest::addColumn<int>("adults");
    QTest::addColumn<int>("rooms");
    QTest::addColumn<int>("each");
    QTest::addColumn<QString>("words");
    QTest::newRow("one") << 1 << 0 << 0 << u"1 room, 1 adult in each"_s;
    QTest::newRow("five") << 5 << 0 << 0 << u"3 rooms, 2 adults in each"_s;
    QTest::newRow("rooms given") << 5 << 2 << 0 << u"2 rooms, 3 adults in each"_s;
    QTest::newRow("beds given") << 5 << 0 << 1 << u"5 rooms, 1 adult in each"_s;
    QTest::newRow("both given") << 3 << 2 << 4 << u"2 rooms, 4 adults in each"_s;
    QTest::newRow("four at most") << 9 << 2 << 0 << u"2 rooms, 4 adults in each"_s;
}

void tst_TripForm::derivesTheRooms()
{
    QFETCH(int, adults);
    QFETCH(int, rooms);
    QFETCH(int, each);
    fill({{u"adults"_s, adults}, {u"rooms"_s, rooms}, {u"adults_per_room"_s, each}});
    QTEST(m_form->rooms(), "words");
}

void tst_TripForm::putsEachErrorAtItsField_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("field");
    QTest::newRow("plain") << u"/name"_s << u"name"_s;
    QTest::newRow("filter") << u"/hotel_filters/rooms"_s << u"rooms"_s;
    QTest::newRow("no filters at all") << u"/hotel_filters"_s << u"city"_s;
    QTest::newRow("one of a list") << u"/flight_filters/airlines/1"_s << u"airlines"_s;
    QTest::newRow("limit") << u"/alert/threshold/amount_minor"_s << u"threshold"_s;
    QTest::newRow("measure") << u"/alert/measure"_s << u"alert_measure"_s;
    QTest::newRow("reminder") << u"/reminder_days/0"_s << u"reminder_days"_s;
}

void tst_TripForm::putsEachErrorAtItsField()
{
    QFETCH(QString, pointer);
    fill({});
    const QVariantMap error{{u"field"_s, pointer}, {u"code"_s, u"no"_s}, {u"message"_s, u"Not so."_s}};
    m_server->answer(u"POST /api/v1/trips"_s, {{u"title"_s, u"Wrong"_s}, {u"errors"_s, QVariantList{error}}}, 422);
    m_form->save();
    QTRY_VERIFY(!m_form->isSaving());
    QFETCH(QString, field);
    QCOMPARE(m_form->errors(), (QVariantMap{{field, u"Not so."_s}}));
}

void tst_TripForm::asksAboutUnknownAirportsOnlyWhenTheServerDoes() // TRP-017
{
    fill({{u"origin_airport"_s, u"ZZZ"_s}});
    QVERIFY(!m_form->asksAboutAirports());
    const QVariantMap error{
        {u"field"_s, u"/origin_airport"_s}, {u"code"_s, u"unknown_airport"_s}, {u"message"_s, u"Which one?"_s}};
    m_server->answer(u"POST /api/v1/trips"_s, {{u"title"_s, u"Wrong"_s}, {u"errors"_s, QVariantList{error}}}, 422);
    m_form->save();
    QTRY_VERIFY(m_form->asksAboutAirports());
    QVERIFY(!m_form->body().contains(u"accept_unknown_airports"_s));
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
