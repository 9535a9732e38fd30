// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/storage/trips/tripworld.h"

#include <QJsonArray>
#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace portier::trips;
using namespace Qt::StringLiterals;

#define ON_EACH_BACKEND()                                                                                              \
    QFETCH(QString, backend);                                                                                          \
    TripWorld world(backend)

namespace
{
template <class T>
QString codeOf(const Result<T> &result)
{
    if (result)
        return u"ok"_s;
    QStringList codes;
    for (const FieldError &error : result.error().fields)
        codes.append(error.pointer + u' ' + error.code);
    return codes.isEmpty() ? result.error().code : codes.join(u", "_s);
}
} // namespace

class TestTripLifecycle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createsInOneTransaction_data() { TestDatabase::backends(); }
    void createsInOneTransaction() // A01, TRP-022
    {
        ON_EACH_BACKEND();
        const auto created = world.wait(world.trips->create(world.anna(), lisbonTrip()));
        QVERIFY(created);
        QCOMPARE(created->view.trip.status, TripStatus::Active);
        QCOMPARE(created->view.trip.version, 1);
        QCOMPARE(created->view.trip.queryRevision, 1);
        QCOMPARE(created->view.trip.plan.hotels->rooms, 1);
        QCOMPARE(created->check.asked->check.trigger, Trigger::Initial);
        QCOMPARE(created->check.asked->check.state, CheckState::Queued);
        QVERIFY(created->view.rule);
        QVERIFY(created->view.openCheck);
        QCOMPARE(world.feedKinds(), (QStringList{u"trip.created"_s, u"price_check.updated"_s}));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM audit_log WHERE action = 'trip.created'"_s), 1);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM jobs WHERE kind = 'trips.check' AND state = 'queued'"_s), 1);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM schedules WHERE name = 'trip_refresh' AND owner = 'anna'"_s), 1);
        for (const char *table : {"trips", "alert_rules", "price_checks", "user_trip_schedules"})
            QCOMPARE(world.count(u"SELECT COUNT(*) FROM %1"_s.arg(QLatin1String(table))), 1);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM trip_reminders"_s), 2);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM jobs"_s), 3); // one checks, two remind
    }

    void remembersTheReply_data() { TestDatabase::backends(); }
    void remembersTheReply() // A02, TRP-022: the key commits with the trip, or neither
    {
        ON_EACH_BACKEND();
        const operations::RememberReply<ChangedTrip> refuse = [](storage::Transaction &,
                                                                 const ChangedTrip &) -> Result<> {
            return fail(Error::conflict(u"idempotency_in_flight"_s));
        };
        QCOMPARE(codeOf(world.wait(world.trips->create(world.anna(), lisbonTrip(), refuse))),
                 u"idempotency_in_flight"_s);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM trips"_s), 0);
    }

    void refusesByRule_data() { TestDatabase::backends(); }
    void refusesByRule() // A03 to A09, through the service
    {
        ON_EACH_BACKEND();
        const auto tried = [&](const QJsonObject &changes) {
            return codeOf(world.wait(world.trips->create(world.anna(), merged(lisbonTrip(), changes))));
        };
        QCOMPARE(tried({{u"return_date"_s, u"2027-03-14"_s}}), u"/return_date return_before_depart"_s);
        QCOMPARE(tried({{u"depart_date"_s, u"2027-01-09"_s}, {u"return_date"_s, u"2027-01-12"_s}}),
                 u"/depart_date date_in_past"_s);
        QCOMPARE(tried({{u"origin_airport"_s, u"XQZ"_s}}), u"/origin_airport unknown_airport"_s);
        QCOMPARE(tried({{u"adults"_s, 5},
                        {u"hotel_filters"_s,
                         QJsonObject{{u"city"_s, u"Lisbon"_s}, {u"rooms"_s, 1}, {u"adults_per_room"_s, 4}}}}),
                 u"/hotel_filters/rooms rooms_too_small"_s);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM trips"_s), 0);
    }

    void todayIsTheUsers_data() { TestDatabase::backends(); }
    void todayIsTheUsers() // TRP-012
    {
        ON_EACH_BACKEND();
        (*world.owners)[u"anna"_s].zone = u"Pacific/Auckland"_s; // 22:00 on the 10th
        world.clock->advance(std::chrono::hours(3));             // 01:00 on the 11th there, 13:00 on the 10th in Berlin
        const QJsonObject body = merged(flightTrip(u"Today"_s), {{u"depart_date"_s, u"2027-01-10"_s}});
        QCOMPARE(codeOf(world.wait(world.trips->create(world.anna(), body))), u"/depart_date date_in_past"_s);
        QCOMPARE(codeOf(world.wait(world.trips->create(world.ben(), body))), u"ok"_s);
    }

    void limitsTrackedTrips_data() { TestDatabase::backends(); }
    void limitsTrackedTrips() // A10, TRP-021
    {
        ON_EACH_BACKEND();
        QStringList ids;
        for (int i = 1; i <= 10; ++i)
            ids.append(world.create(flightTrip(u"Trip %1"_s.arg(i))));
        const auto eleventh = world.wait(world.trips->create(world.anna(), flightTrip(u"Trip 11"_s)));
        QCOMPARE(codeOf(eleventh), u"trip_limit"_s);
        QCOMPARE(eleventh.error().details, (QJsonObject{{u"limit"_s, 10}, {u"used"_s, 10}}));
        QCOMPARE(codeOf(world.wait(world.trips->create(world.ben(), flightTrip(u"Trip 11"_s)))), u"ok"_s);
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), ids.first(), u"paused"_s)));
        QCOMPARE(codeOf(world.wait(world.trips->create(world.anna(), flightTrip(u"Trip 11"_s)))), u"ok"_s);
        QCOMPARE(codeOf(world.wait(world.trips->setStatus(world.anna(), ids.first(), u"active"_s))), u"trip_limit"_s);
    }

    void limitHoldsForParallelRequests_data() { TestDatabase::backends(); }
    void limitHoldsForParallelRequests() // TRP-021: checked inside the writing transaction
    {
        ON_EACH_BACKEND();
        std::vector<QCoro::Task<Result<ChangedTrip>>> tasks;
        for (int i = 0; i < 20; ++i)
            tasks.push_back(world.trips->create(world.anna(), flightTrip(u"Trip %1"_s.arg(i))));
        int created = 0;
        for (auto &task : tasks)
            created += QCoro::waitFor(task) ? 1 : 0;
        QCOMPARE(created, 10);
    }

    void namesAreUnique_data() { TestDatabase::backends(); }
    void namesAreUnique() // A11, TRP-011
    {
        ON_EACH_BACKEND();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        QCOMPARE(codeOf(world.wait(world.trips->create(world.anna(), flightTrip(u" lisbon "_s)))),
                 u"trip_name_taken"_s);
        QCOMPARE(codeOf(world.wait(world.trips->create(world.ben(), flightTrip(u"Lisbon"_s)))), u"ok"_s);
        QVERIFY(world.wait(world.trips->remove(world.anna(), id)));
        const QString again = world.create(flightTrip(u" lisbon "_s));
        const QString other = world.create(flightTrip(u"Porto"_s));
        const QJsonObject rename{{u"name"_s, u"LISBON"_s}};
        QCOMPARE(codeOf(world.wait(world.trips->patch(world.anna(), other, rename, 1))), u"trip_name_taken"_s);
        QCOMPARE(codeOf(world.wait(world.trips->patch(world.anna(), again, rename, 1))), u"ok"_s);
    }

    void patchesAsAWhole_data() { TestDatabase::backends(); }
    void patchesAsAWhole() // A12, TRP-023
    {
        ON_EACH_BACKEND();
        const QString id = world.create(lisbonTrip());
        const QJsonObject oneWay{{u"trip_kind"_s, u"one_way"_s}};
        QCOMPARE(codeOf(world.wait(world.trips->patch(world.anna(), id, oneWay, 1))),
                 u"/hotel_filters/check_out check_out_required"_s);
        QCOMPARE(world.trip(id).trip.version, 1);
        const auto changed = world.wait(world.trips->patch(
            world.anna(), id, merged(oneWay, {{u"hotel_filters"_s, QJsonObject{{u"check_out"_s, u"2027-03-20"_s}}}}),
            1));
        QCOMPARE(codeOf(changed), u"ok"_s);
        QVERIFY(!changed->view.trip.plan.returnDate);
        QCOMPARE(changed->view.trip.version, 2);
    }

    void editStartsANewSeries_data() { TestDatabase::backends(); }
    void editStartsANewSeries() // A14, TRP-024
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.market->set(u"Lisbon"_s, hotelAt(50000));
        world.start();
        const QString id = world.create(lisbonTrip());
        QCOMPARE(world.trip(id).rule->memory.state, AlertState::Alerted); // first sample below 950
        QVERIFY(world.trip(id).latest);

        const auto named = world.wait(world.trips->patch(world.anna(), id, QJsonObject{{u"name"_s, u"Lissabon"_s}}, 1));
        QCOMPARE(named->view.trip.queryRevision, 1);
        QVERIFY(!named->check.asked);

        world.stop();
        const auto edited = world.wait(world.trips->patch(world.anna(), id, QJsonObject{{u"adults"_s, 3}}, 2));
        QCOMPARE(edited->view.trip.queryRevision, 2);
        QCOMPARE(edited->view.rule->memory.state, AlertState::Armed);
        QVERIFY(!edited->view.rule->memory.previousMinor);
        QCOMPARE(edited->check.asked->check.trigger, Trigger::Edit);
        QCOMPARE(edited->view.trip.plan.hotels->rooms, 2);
        QVERIFY(!edited->view.latest);
        QVERIFY(!edited->view.trip.lastRefreshedAt);
    }

    void editNeedsTheSeenVersion_data() { TestDatabase::backends(); }
    void editNeedsTheSeenVersion() // A15, TRP-025
    {
        ON_EACH_BACKEND();
        const QString id = world.create(lisbonTrip());
        const QJsonObject patch{{u"name"_s, u"Other"_s}};
        QVERIFY(world.wait(world.trips->patch(world.anna(), id, patch, 1)));
        const auto stale = world.wait(world.trips->patch(world.anna(), id, patch, 1));
        QCOMPARE(codeOf(stale), u"stale_version"_s);
        QCOMPARE(stale.error().details.value(u"version"_s).toInt(), 2);
    }

    void strangersSeeNothing_data() { TestDatabase::backends(); }
    void strangersSeeNothing() // A16, TRP-010
    {
        ON_EACH_BACKEND();
        const QString id = world.create(lisbonTrip());
        const QString missing = u"01940000-0000-7000-8000-000000000000"_s;
        for (const QString &asked : {id, missing}) {
            QCOMPARE(codeOf(world.wait(world.trips->find(world.ben(), asked))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.trips->patch(world.ben(), asked, {}, 1))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.trips->setStatus(world.ben(), asked, u"paused"_s))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.trips->setStatus(world.ben(), asked, u"nonsense"_s))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.trips->remove(world.ben(), asked))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.refreshes->refreshOne(world.ben(), asked))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.refreshes->checks(world.ben(), asked, 5, {}))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.snapshots->page(world.ben(), asked, {}, 5, {}))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.snapshots->history(world.ben(), asked, {}))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.alerts->find(world.ben(), asked))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.alerts->put(world.ben(), asked, {}))), u"not_found"_s);
            QCOMPARE(codeOf(world.wait(world.alerts->explain(world.ben(), asked))), u"not_found"_s);
        }
        QVERIFY(world.wait(world.trips->list(world.ben(), {}))->items.isEmpty());
    }

    void deletesWhileACheckWaits_data() { TestDatabase::backends(); }
    void deletesWhileACheckWaits() // A17, TRP-026, TRP-004
    {
        ON_EACH_BACKEND();
        auto slow = flightAt(31240);
        slow.delay = std::chrono::seconds(20);
        world.market->set(u"LIS"_s, slow);
        world.start();
        const QString id = world.create(merged(flightTrip(u"Lisbon"_s), {{u"alert"_s, thresholdAlert(95000)}}));
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM price_checks WHERE state = 'running'"_s), 1);
        QVERIFY(world.wait(world.trips->remove(world.anna(), id)));
        world.clock->advance(std::chrono::minutes(5));
        for (const char *table : {"trips", "price_checks", "price_snapshots", "alert_rules", "alert_evaluations"})
            QCOMPARE(world.count(u"SELECT COUNT(*) FROM %1"_s.arg(QLatin1String(table))), 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM jobs WHERE state = 'running'"_s), 0);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM changes WHERE kind = 'alert.fired'"_s), 0);
    }

    void deletesAllOnlyWhatWasCounted_data() { TestDatabase::backends(); }
    void deletesAllOnlyWhatWasCounted() // TRP-026
    {
        ON_EACH_BACKEND();
        world.create(flightTrip(u"One"_s));
        world.create(flightTrip(u"Two"_s));
        world.create(flightTrip(u"Other"_s), world.ben());
        const auto wrong = world.wait(world.trips->removeAll(world.anna(), 3));
        QCOMPARE(codeOf(wrong), u"count_changed"_s);
        QCOMPARE(wrong.error().details.value(u"count"_s).toInt(), 2);
        QCOMPARE(*world.wait(world.trips->removeAll(world.anna(), 2)), 2);
        QCOMPARE(world.count(u"SELECT COUNT(*) FROM trips"_s), 1);
    }

    void pausedTripsRest_data() { TestDatabase::backends(); }
    void pausedTripsRest() // A18, A19, TRP-028, TRP-029, TRP-138
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        const auto paused = world.wait(world.trips->setStatus(world.anna(), id, u"paused"_s));
        QCOMPARE(paused->view.trip.pausedAt, std::optional(world.clock->now()));
        const qsizetype before = world.market->calls.size();
        world.advanceTo(u"2027-01-11T06:10"_s);
        QCOMPARE(world.market->calls.size(), before);
        QCOMPARE(codeOf(world.wait(world.refreshes->refreshOne(world.anna(), id))), u"trip_paused"_s);
        QCOMPARE(codeOf(world.wait(world.refreshes->refreshAll(world.anna()))), u"nothing_to_refresh"_s);

        const auto resumed = world.wait(world.trips->setStatus(world.anna(), id, u"active"_s));
        QCOMPARE(resumed->check.asked->check.trigger, Trigger::Resume);
        QVERIFY(!resumed->view.trip.pausedAt);
        world.clock->settle();
        QCOMPARE(world.market->calls.size(), before + 1);
    }

    void statusTwiceIsQuiet_data() { TestDatabase::backends(); }
    void statusTwiceIsQuiet() // TRP-027
    {
        ON_EACH_BACKEND();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"paused"_s)));
        const qsizetype rows = world.feedKinds().size();
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"paused"_s)));
        QCOMPARE(world.feedKinds().size(), rows);
        QCOMPARE(codeOf(world.wait(world.trips->setStatus(world.anna(), id, u"expired"_s))),
                 u"/status status_not_settable"_s);
    }

    void resumesWithoutACheckWhenUsedUp_data() { TestDatabase::backends(); }
    void resumesWithoutACheckWhenUsedUp() // A20, A62, TRP-029, TRP-135
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        const QString id = world.create(flightTrip(u"Lisbon"_s));
        for (int i = 0; i < 10; ++i) {
            world.clock->advance(std::chrono::seconds(90));
            QCOMPARE(codeOf(world.wait(world.refreshes->refreshOne(world.anna(), id))), u"ok"_s);
            world.clock->settle();
        }
        world.clock->advance(std::chrono::seconds(90));
        const auto eleventh = world.wait(world.refreshes->refreshOne(world.anna(), id));
        QCOMPARE(codeOf(eleventh), u"rate_limited"_s);
        QCOMPARE(eleventh.error().details.value(u"policy"_s).toString(), u"manual_refresh"_s);
        QVERIFY(world.wait(world.trips->setStatus(world.anna(), id, u"paused"_s)));
        const auto resumed = world.wait(world.trips->setStatus(world.anna(), id, u"active"_s));
        QCOMPARE(codeOf(resumed), u"ok"_s);
        QCOMPARE(resumed->view.trip.status, TripStatus::Active);
        QVERIFY(!resumed->check.asked);
        QVERIFY(resumed->check.rateLimited);
        QVERIFY(resumed->check.retryAfterSeconds > 0);
    }

    void departsAndExpires_data() { TestDatabase::backends(); }
    void departsAndExpires() // A13, A21, TRP-030, TRP-031
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(31240));
        world.start();
        world.planSchedules();
        const QString id = world.create(
            merged(flightTrip(u"Soon"_s), {{u"depart_date"_s, u"2027-01-11"_s}, {u"return_date"_s, u"2027-01-15"_s}}));
        world.advanceTo(u"2027-01-11T06:10"_s);
        const qsizetype calls = world.market->calls.size();
        QCOMPARE(calls, 2);
        world.advanceTo(u"2027-01-12T06:10"_s);
        QCOMPARE(world.market->calls.size(), calls);
        QCOMPARE(codeOf(world.wait(world.refreshes->refreshOne(world.anna(), id))), u"trip_departed"_s);
        QCOMPARE(codeOf(world.wait(world.trips->patch(world.anna(), id, QJsonObject{{u"name"_s, u"Gone"_s}}, 1))),
                 u"ok"_s);
        QCOMPARE(codeOf(world.wait(
                     world.trips->patch(world.anna(), id, QJsonObject{{u"depart_date"_s, u"2027-01-10"_s}}, 2))),
                 u"/depart_date date_in_past"_s);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Active);
        world.advanceTo(u"2027-01-15T23:50"_s);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Active);
        world.advanceTo(u"2027-01-16T01:10"_s);
        QCOMPARE(world.trip(id).trip.status, TripStatus::Expired);
        QVERIFY(world.trip(id).trip.expiredAt);
        QCOMPARE(codeOf(world.wait(world.refreshes->refreshOne(world.anna(), id))), u"trip_expired"_s);
        QCOMPARE(codeOf(world.wait(world.trips->setStatus(world.anna(), id, u"active"_s))), u"trip_departed"_s);

        const QJsonObject later{{u"depart_date"_s, u"2027-02-11"_s}, {u"return_date"_s, u"2027-02-15"_s}};
        const auto revived = world.wait(world.trips->patch(world.anna(), id, later, 2));
        QCOMPARE(codeOf(revived), u"ok"_s);
        QCOMPARE(revived->view.trip.status, TripStatus::Active);
        QVERIFY(!revived->view.trip.expiredAt);
        QVERIFY(revived->check.asked);
        const QStringList audit = world.column(
            u"SELECT changes FROM audit_log WHERE action = 'trip.updated' ORDER BY sequence DESC LIMIT 1"_s);
        QVERIFY2(audit.first().contains(u"\"status\":[\"expired\",\"active\"]"_s),
                 qPrintable(audit.first())); // TRP-033
    }

    void warnsWithoutRefusing_data() { TestDatabase::backends(); }
    void warnsWithoutRefusing() // TRP-034
    {
        ON_EACH_BACKEND();
        world.environment->sourceWarnings = [](Query query) -> QCoro::Task<QStringList> {
            co_return sideOf(query) == Side::Hotels ? QStringList{u"side_without_source"_s} : QStringList();
        };
        const auto created = world.wait(world.trips->create(world.anna(), lisbonTrip()));
        QCOMPARE(created->warnings.size(), 1);
        QCOMPARE(created->warnings.first().code, u"side_without_source"_s);
        QCOMPARE(created->warnings.first().side, Side::Hotels);
    }

    void listsByEverySort_data() { TestDatabase::backends(); }
    void listsByEverySort() // TRP-232, PLT-053
    {
        ON_EACH_BACKEND();
        world.market->set(u"LIS"_s, flightAt(30000));
        world.market->set(u"OPO"_s, flightAt(20000));
        world.market->set(u"FAO"_s, nothing());
        world.start();
        const QStringList names{u"Bravo"_s, u"Alpha"_s, u"Charlie"_s};
        const QStringList places{u"LIS"_s, u"OPO"_s, u"FAO"_s};
        for (int i = 0; i < 3; ++i) {
            world.clock->advance(std::chrono::seconds(1));
            world.create(
                merged(flightTrip(names.at(i), places.at(i)), {{u"depart_date"_s, u"2027-02-0%1"_s.arg(7 - i)}}));
        }
        const auto order = [&](TripSort sort) {
            QStringList walked;
            TripListQuery query;
            query.sort = sort;
            query.limit = 1;
            do {
                const auto page = world.wait(world.trips->list(world.anna(), query));
                for (const TripView &view : page->items)
                    walked.append(view.trip.plan.name.left(1));
                query.after = page->next;
            } while (query.after);
            return walked.join(QString());
        };
        QCOMPARE(order(TripSort::Created), u"CAB"_s);
        QCOMPARE(order(TripSort::Name), u"ABC"_s);
        QCOMPARE(order(TripSort::DepartDate), u"CAB"_s);
        QCOMPARE(order(TripSort::Total), u"ABC"_s); // without a price comes last
        QCOMPARE(order(TripSort::Updated), u"CAB"_s);
        TripListQuery text;
        text.text = u"ALP"_s;
        QCOMPARE(world.wait(world.trips->list(world.anna(), text))->items.size(), 1);
        text.text = u"%"_s;
        QCOMPARE(world.wait(world.trips->list(world.anna(), text))->items.size(), 0);
        text.text = u"fao"_s;
        QCOMPARE(world.wait(world.trips->list(world.anna(), text))->items.size(), 1);
        TripListQuery paused;
        paused.statuses = {TripStatus::Paused};
        QCOMPARE(world.wait(world.trips->list(world.anna(), paused))->items.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTripLifecycle)
#include "tst_triplifecycle.moc"
