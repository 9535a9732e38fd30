// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/trips/trippolicy.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{
PolicyFacts facts()
{
    PolicyFacts facts;
    facts.today = QDate(2027, 1, 10);
    facts.defaultCurrency = u"USD"_s;
    facts.knowsAirport = [](const QString &code) {
        return QStringList{u"MUC"_s, u"LIS"_s, u"LHR"_s, u"LON"_s}.contains(code);
    };
    return facts;
}

QJsonObject lisbon()
{
    return {
        {u"name"_s, u"Lisbon in March"_s},
        {u"trip_kind"_s, u"round_trip"_s},
        {u"origin_airport"_s, u"MUC"_s},
        {u"destination_airport"_s, u"LIS"_s},
        {u"depart_date"_s, u"2027-03-14"_s},
        {u"return_date"_s, u"2027-03-21"_s},
        {u"adults"_s, 2},
        {u"currency"_s, u"EUR"_s},
        {u"track_flights"_s, true},
        {u"track_hotels"_s, true},
        {u"flight_filters"_s, QJsonObject{{u"max_stops"_s, 1}, {u"airlines"_s, QJsonArray{u"LH"_s, u"TP"_s}}}},
        {u"hotel_filters"_s, QJsonObject{{u"city"_s, u"Lisbon"_s}, {u"country_code"_s, u"PT"_s}}},
        {u"alert"_s, QJsonObject{{u"kind"_s, u"threshold"_s},
                                 {u"measure"_s, u"trip_total"_s},
                                 {u"threshold"_s, QJsonObject{{u"amount_minor"_s, 95000}, {u"currency"_s, u"EUR"_s}}}}},
        {u"reminder_days"_s, QJsonArray{14, 3}}};
}

QJsonObject with(QJsonObject body, const QJsonObject &changes)
{
    for (auto it = changes.constBegin(); it != changes.constEnd(); ++it)
        body.insert(it.key(), *it);
    return body;
}

QJsonObject hotel(QJsonObject members)
{
    members.insert(u"city"_s, u"Lisbon"_s);
    return {{u"hotel_filters"_s, members}};
}

/// "pointer code" of every error, "" for a body that passes.
QString errorsOf(const Result<TripRequest> &read)
{
    QStringList errors;
    if (!read) {
        for (const FieldError &error : read.error().fields)
            errors.append(error.pointer + u' ' + error.code);
    }
    return errors.join(u", "_s);
}
} // namespace

class TestTripPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTheExample() // A01
    {
        const auto read = readTrip(lisbon(), facts());
        QCOMPARE(errorsOf(read), QString());
        const TripPlan &plan = read->plan;
        QCOMPARE(plan.name, u"Lisbon in March"_s);
        QCOMPARE(plan.nameKey, u"lisbon in march"_s);
        QCOMPARE(plan.flights->airlines, (QStringList{u"LH"_s, u"TP"_s}));
        QCOMPARE(plan.hotels->checkIn, QDate(2027, 3, 14));
        QCOMPARE(plan.hotels->checkOut, QDate(2027, 3, 21));
        QCOMPARE(plan.hotels->rooms, 1);
        QCOMPARE(plan.hotels->adultsPerRoom, 2);
        QCOMPARE(plan.reminderDays, (QList<int>{3, 14}));
        QCOMPARE(read->alert->thresholdMinor, std::optional<qint64>(95000));
        QCOMPARE(plan.endDate(), QDate(2027, 3, 21));
    }

    void judges_data()
    {
        QTest::addColumn<QJsonObject>("changes");
        QTest::addColumn<QString>("errors");
        const auto row = [](const char *name, const QJsonObject &changes, const QString &errors = {}) {
            QTest::newRow(name) << changes << errors;
        };
        const QJsonObject oneWay{{u"trip_kind"_s, u"one_way"_s}, {u"return_date"_s, QJsonValue::Null}};
        const QJsonObject flightsOnly{{u"track_hotels"_s, false}};
        const auto dates = [](const QString &depart, const QString &back) {
            return QJsonObject{{u"depart_date"_s, depart}, {u"return_date"_s, back}};
        };

        row("TRP-011 empty name", {{u"name"_s, u"  "_s}}, u"/name name_invalid"_s);
        row("TRP-011 absent name", {{u"name"_s, QJsonValue::Null}}, u"/name name_invalid"_s);
        row("TRP-011 100 characters", {{u"name"_s, u"x"_s.repeated(100)}});
        row("TRP-011 100 characters outside the BMP", {{u"name"_s, u"🛫"_s.repeated(100)}});
        row("TRP-011 101 characters", {{u"name"_s, u"x"_s.repeated(101)}}, u"/name name_invalid"_s);
        row("TRP-011 control character", {{u"name"_s, u"a\u0007b"_s}}, u"/name name_invalid"_s);
        row("name of another type", {{u"name"_s, 5}}, u"/name wrong_type"_s);

        row("TRP-013 A03 return on the day of departure", dates(u"2027-03-14"_s, u"2027-03-14"_s),
            u"/return_date return_before_depart"_s);
        row("TRP-013 A04 departure today", dates(u"2027-01-10"_s, u"2027-01-12"_s));
        row("TRP-013 A04 departure yesterday", dates(u"2027-01-09"_s, u"2027-01-12"_s), u"/depart_date date_in_past"_s);
        row("TRP-013 A04 in 359 days", with(with(oneWay, flightsOnly), {{u"depart_date"_s, u"2028-01-04"_s}}));
        row("TRP-013 A04 in 360 days", with(with(oneWay, flightsOnly), {{u"depart_date"_s, u"2028-01-05"_s}}),
            u"/depart_date date_too_far"_s);
        row("TRP-013 return in 360 days", with(flightsOnly, dates(u"2027-12-24"_s, u"2028-01-05"_s)),
            u"/return_date date_too_far"_s);
        row("impossible date", {{u"depart_date"_s, u"2027-02-30"_s}}, u"/depart_date date_invalid"_s);
        row("no departure", {{u"depart_date"_s, QJsonValue::Null}}, u"/depart_date required"_s);
        row("TRP-014 A05 round trip without return", {{u"return_date"_s, QJsonValue::Null}},
            u"/return_date return_required"_s);
        row("TRP-014 A05 one-way with return", with(flightsOnly, {{u"trip_kind"_s, u"one_way"_s}}),
            u"/return_date return_forbidden"_s);

        row("TRP-015 A06 nothing tracked", {{u"track_flights"_s, false}, {u"track_hotels"_s, false}},
            u"/track_flights nothing_tracked"_s);
        row("TRP-015 A06 blank city", {{u"hotel_filters"_s, QJsonObject{{u"city"_s, u"  "_s}}}},
            u"/hotel_filters/city city_required"_s);
        row("TRP-015 no hotel filters", {{u"hotel_filters"_s, QJsonValue::Null}},
            u"/hotel_filters/city city_required"_s);
        row("TRP-016 no airports",
            {{u"origin_airport"_s, QJsonValue::Null}, {u"destination_airport"_s, QJsonValue::Null}},
            u"/origin_airport airport_required, /destination_airport airport_required"_s);
        row("TRP-016 hotels only need none", {{u"track_flights"_s, false},
                                              {u"origin_airport"_s, QJsonValue::Null},
                                              {u"destination_airport"_s, QJsonValue::Null}});
        row("TRP-016 A07 same airport", {{u"destination_airport"_s, u"MUC"_s}}, u"/destination_airport same_airport"_s);
        row("TRP-017 A07 unknown airport", {{u"origin_airport"_s, u"XQZ"_s}}, u"/origin_airport unknown_airport"_s);
        row("TRP-017 A07 accepted on request", {{u"origin_airport"_s, u"XQZ"_s}, {u"accept_unknown_airports"_s, true}});
        row("TRP-017 A07 metro code", {{u"destination_airport"_s, u"LON"_s}});
        row("airport code of four letters", {{u"origin_airport"_s, u"EDDM"_s}, {u"accept_unknown_airports"_s, true}},
            u"/origin_airport airport_code_invalid"_s);
        row("airport code in lower case", {{u"origin_airport"_s, u"muc"_s}});

        row("TRP-018 A08 too small", with(hotel({{u"rooms"_s, 1}, {u"adults_per_room"_s, 4}}), {{u"adults"_s, 5}}),
            u"/hotel_filters/rooms rooms_too_small"_s);
        row("TRP-018 only rooms", with(hotel({{u"rooms"_s, 2}}), {{u"adults"_s, 5}}));
        row("TRP-018 only rooms, too few", with(hotel({{u"rooms"_s, 1}}), {{u"adults"_s, 5}}),
            u"/hotel_filters/rooms rooms_too_small"_s);
        row("adults out of range", {{u"adults"_s, 10}}, u"/adults out_of_range"_s);
        row("adults as text", {{u"adults"_s, u"2"_s}}, u"/adults wrong_type"_s);

        row("TRP-019 A09 one-way without check-out", oneWay, u"/hotel_filters/check_out check_out_required"_s);
        row("TRP-019 A09 check-in a day later", hotel({{u"check_in"_s, u"2027-03-15"_s}}));
        row("TRP-019 A09 check-in two days later", hotel({{u"check_in"_s, u"2027-03-16"_s}}));
        row("TRP-019 A09 check-in three days later", hotel({{u"check_in"_s, u"2027-03-17"_s}}),
            u"/hotel_filters/check_in check_in_invalid"_s);
        row("TRP-019 check-in before departure", hotel({{u"check_in"_s, u"2027-03-13"_s}}),
            u"/hotel_filters/check_in check_in_invalid"_s);
        row("TRP-019 check-out on check-in", hotel({{u"check_out"_s, u"2027-03-14"_s}}),
            u"/hotel_filters/check_out check_out_invalid"_s);
        row("TRP-019 30 nights", hotel({{u"check_out"_s, u"2027-04-13"_s}}));
        row("TRP-019 A09 31 nights", hotel({{u"check_out"_s, u"2027-04-14"_s}}),
            u"/hotel_filters/check_out stay_too_long"_s);

        row("TRP-020 unknown currency", {{u"currency"_s, u"XXQ"_s}, {u"alert"_s, QJsonValue::Null}},
            u"/currency currency_unknown"_s);
        row("TRP-020 threshold in another currency", {{u"currency"_s, u"USD"_s}},
            u"/alert/threshold/currency threshold_currency"_s);
        row("TRP-191 threshold missing", {{u"alert"_s, QJsonObject{{u"kind"_s, u"threshold"_s}}}},
            u"/alert/threshold threshold_required"_s);
        row("TRP-191 threshold zero",
            {{u"alert"_s,
              QJsonObject{{u"threshold"_s, QJsonObject{{u"amount_minor"_s, 0}, {u"currency"_s, u"EUR"_s}}}}}},
            u"/alert/threshold/amount_minor threshold_invalid"_s);
        row("TRP-191 any drop has no threshold",
            {{u"alert"_s,
              QJsonObject{{u"kind"_s, u"any_drop"_s}, {u"threshold"_s, QJsonObject{{u"amount_minor"_s, 1}}}}}},
            u"/alert/threshold threshold_forbidden"_s);
        row("TRP-191 an empty rule is none", {{u"alert"_s, QJsonObject()}});
        row("measure of a side that is not tracked",
            with(flightsOnly,
                 {{u"alert"_s, QJsonObject{{u"kind"_s, u"any_drop"_s}, {u"measure"_s, u"hotel_total"_s}}}}),
            u"/alert/measure measure_not_tracked"_s);

        row("max stops", {{u"flight_filters"_s, QJsonObject{{u"max_stops"_s, 4}}}},
            u"/flight_filters/max_stops out_of_range"_s);
        row("airline", {{u"flight_filters"_s, QJsonObject{{u"airlines"_s, QJsonArray{u"LHX"_s}}}}},
            u"/flight_filters/airlines airline_invalid"_s);
        row("cabin", {{u"flight_filters"_s, QJsonObject{{u"cabin"_s, u"deck"_s}}}},
            u"/flight_filters/cabin not_one_of"_s);
        row("country", hotel({{u"country_code"_s, u"QQ"_s}}), u"/hotel_filters/country_code country_invalid"_s);
        row("reminders", {{u"reminder_days"_s, QJsonArray{0}}}, u"/reminder_days reminder_days_invalid"_s);
        row("reminders twice", {{u"reminder_days"_s, QJsonArray{3, 3}}}, u"/reminder_days reminder_days_invalid"_s);
        row("four reminders", {{u"reminder_days"_s, QJsonArray{1, 2, 3, 4}}},
            u"/reminder_days reminder_days_invalid"_s);
        row("PLT-046 unknown member", {{u"owner_id"_s, u"x"_s}}, u"/owner_id unknown_field"_s);
        row("status only on import", {{u"status"_s, u"paused"_s}}, u"/status unknown_field"_s);
        row("all errors at once", {{u"name"_s, u""_s}, {u"adults"_s, 0}, {u"origin_airport"_s, u"XQZ"_s}},
            u"/name name_invalid, /adults out_of_range, /origin_airport unknown_airport"_s);
    }
    void judges()
    {
        QFETCH(QJsonObject, changes);
        QFETCH(QString, errors);
        const auto read = readTrip(with(lisbon(), changes), facts());
        QCOMPARE(errorsOf(read), errors);
    }

    void normalisesNames() // TRP-011, A11
    {
        QCOMPARE(normalName(u"  Lisbon \t in   March "_s), u"Lisbon in March"_s);
        QCOMPARE(normalName(u"Zu\u0308rich"_s), u"Zürich"_s);
        QCOMPARE(nameKey(normalName(u" LISBON"_s)), nameKey(u"lisbon"_s));
        QCOMPARE(nameKey(u"ÜBERSEE"_s), nameKey(u"übersee"_s));
    }

    void takesTheUsersCurrency()
    {
        auto body = with(lisbon(), {{u"currency"_s, QJsonValue::Null}, {u"alert"_s, QJsonValue::Null}});
        QCOMPARE(readTrip(body, facts())->plan.currency, u"USD"_s);
    }

    void derivesOccupancy_data() // TRP-018, A08
    {
        QTest::addColumn<int>("adults");
        QTest::addColumn<int>("rooms");
        QTest::addColumn<int>("perRoom");
        QTest::newRow("1") << 1 << 1 << 1;
        QTest::newRow("2") << 2 << 1 << 2;
        QTest::newRow("3") << 3 << 2 << 2;
        QTest::newRow("5") << 5 << 3 << 2;
        QTest::newRow("9") << 9 << 5 << 2;
    }
    void derivesOccupancy()
    {
        QFETCH(int, adults);
        QFETCH(int, rooms);
        QFETCH(int, perRoom);
        const auto read = readTrip(with(lisbon(), {{u"adults"_s, adults}}), facts());
        QVERIFY(read);
        QCOMPARE(read->plan.hotels->rooms, rooms);
        QCOMPARE(read->plan.hotels->adultsPerRoom, perRoom);
    }

    void importTakesStatusAndPastDates() // TRP-252
    {
        PolicyFacts imported = facts();
        imported.isImport = true;
        const QJsonObject past{{u"depart_date"_s, u"2026-03-14"_s}, {u"return_date"_s, u"2026-03-21"_s}};
        QCOMPARE(errorsOf(readTrip(with(lisbon(), past), imported)), u"/depart_date date_in_past"_s);
        const auto expired = readTrip(with(with(lisbon(), past), {{u"status"_s, u"expired"_s}}), imported);
        QCOMPARE(errorsOf(expired), QString());
        QCOMPARE(expired->status, TripStatus::Expired);
        QCOMPARE(readTrip(with(lisbon(), {{u"status"_s, u"error"_s}}), imported)->status, TripStatus::Active);
    }

    void bodyGivesTheTripAgain() // TRP-256
    {
        const auto first = readTrip(lisbon(), facts());
        const auto second = readTrip(tripBody(first->plan, first->alert), facts());
        QCOMPARE(errorsOf(second), QString());
        QVERIFY(second->plan == first->plan);
        QVERIFY(second->alert == first->alert);
    }

    void merges_data() // TRP-023
    {
        QTest::addColumn<QJsonObject>("patch");
        QTest::addColumn<QString>("errors");
        QTest::addColumn<bool>("newSeries"); // TRP-024
        QTest::newRow("A14 name") << QJsonObject{{u"name"_s, u"Other"_s}} << QString() << false;
        QTest::newRow("reminders") << QJsonObject{{u"reminder_days"_s, QJsonArray{7}}} << QString() << false;
        QTest::newRow("alert") << QJsonObject{{u"alert"_s, QJsonValue::Null}} << QString() << false;
        QTest::newRow("A14 adults") << QJsonObject{{u"adults"_s, 3}} << QString() << true;
        QTest::newRow("same value") << QJsonObject{{u"adults"_s, 2}} << QString() << false;
        QTest::newRow("filter member") << QJsonObject{{u"flight_filters"_s, QJsonObject{{u"max_stops"_s, 0}}}}
                                       << QString() << true;
        QTest::newRow("A12 one-way without check-out")
            << QJsonObject{{u"trip_kind"_s, u"one_way"_s}} << u"/hotel_filters/check_out check_out_required"_s << false;
        QTest::newRow("A12 one-way with check-out")
            << QJsonObject{{u"trip_kind"_s, u"one_way"_s},
                           {u"hotel_filters"_s, QJsonObject{{u"check_out"_s, u"2027-03-20"_s}}}}
            << QString() << true;
        QTest::newRow("TRP-020 currency alone")
            << QJsonObject{{u"currency"_s, u"CHF"_s}} << u"/alert/threshold/currency threshold_currency"_s << false;
        QTest::newRow("TRP-020 currency with threshold")
            << QJsonObject{{u"currency"_s, u"CHF"_s},
                           {u"alert"_s, QJsonObject{{u"threshold"_s, QJsonObject{{u"amount_minor"_s, 90000},
                                                                                 {u"currency"_s, u"CHF"_s}}}}}}
            << QString() << true;
        QTest::newRow("TRP-020 currency without a rule")
            << QJsonObject{{u"currency"_s, u"CHF"_s}, {u"alert"_s, QJsonValue::Null}} << QString() << true;
        QTest::newRow("threshold becomes any drop")
            << QJsonObject{{u"alert"_s, QJsonObject{{u"kind"_s, u"any_drop"_s}}}} << QString() << false;
        QTest::newRow("demo history only at creation")
            << QJsonObject{{u"demo_history"_s, true}} << u"/demo_history unknown_field"_s << false;
        QTest::newRow("required member reset")
            << QJsonObject{{u"name"_s, QJsonValue::Null}} << u"/name name_invalid"_s << false;
        QTest::newRow("A13 to the past") << QJsonObject{{u"depart_date"_s, u"2027-01-09"_s},
                                                        {u"return_date"_s, u"2027-01-12"_s}}
                                         << u"/depart_date date_in_past"_s << false;
    }
    void merges()
    {
        QFETCH(QJsonObject, patch);
        QFETCH(QString, errors);
        QFETCH(bool, newSeries);
        const auto current = readTrip(lisbon(), facts());
        const auto merged = mergeTripPatch(current->plan, current->alert, patch);
        PolicyFacts edit = facts();
        edit.before = current->plan;
        const auto read = merged ? readTrip(*merged, edit) : Result<TripRequest>(fail(merged.error()));
        QCOMPARE(errorsOf(read), errors);
        QCOMPARE(read && changesPrice(current->plan, read->plan), newSeries);
    }

    void derivedMembersFollowTheirOrigin() // TRP-018, TRP-019, TRP-023
    {
        const auto current = readTrip(lisbon(), facts());
        const QJsonObject moved{
            {u"depart_date"_s, u"2027-04-01"_s}, {u"return_date"_s, u"2027-04-05"_s}, {u"adults"_s, 4}};
        const auto read = readTrip(*mergeTripPatch(current->plan, current->alert, moved), facts());
        QCOMPARE(errorsOf(read), QString());
        QCOMPARE(read->plan.hotels->checkIn, QDate(2027, 4, 1));
        QCOMPARE(read->plan.hotels->checkOut, QDate(2027, 4, 5));
        QCOMPARE(read->plan.hotels->rooms, 2);
        QCOMPARE(read->plan.flights->maxStops, std::optional<int>(1));
    }

    void oneWayClearsTheReturn() // TRP-023, A12
    {
        const auto current = readTrip(lisbon(), facts());
        const QJsonObject patch{{u"trip_kind"_s, u"one_way"_s}, {u"track_hotels"_s, false}};
        const auto read = readTrip(*mergeTripPatch(current->plan, current->alert, patch), facts());
        QCOMPARE(errorsOf(read), QString());
        QVERIFY(!read->plan.returnDate);
        QVERIFY(!read->plan.hotels);
    }

    void pastDatesAndUnknownCodesMayStay() // TRP-023, A13
    {
        auto early = facts();
        early.today = QDate(2027, 1, 1);
        auto body = with(lisbon(), {{u"depart_date"_s, u"2027-01-08"_s},
                                    {u"return_date"_s, u"2027-01-20"_s},
                                    {u"origin_airport"_s, u"XQZ"_s},
                                    {u"accept_unknown_airports"_s, true}});
        const auto current = readTrip(body, early);
        QVERIFY(current);
        PolicyFacts edit = facts();
        edit.before = current->plan;
        QCOMPARE(errorsOf(readTrip(*mergeTripPatch(current->plan, current->alert, {{u"name"_s, u"New"_s}}), edit)),
                 QString());
        QCOMPARE(errorsOf(readTrip(
                     *mergeTripPatch(current->plan, current->alert, {{u"depart_date"_s, u"2027-01-09"_s}}), edit)),
                 u"/depart_date date_in_past"_s);
    }
};

QTEST_GUILESS_MAIN(TestTripPolicy)
#include "tst_trippolicy.moc"
