// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/metrics.h"
#include "core/operations/ratelimits.h"
#include "core/scheduling/jobrunner.h"
#include "core/scheduling/scheduler.h"
#include "core/trips/alertservice.h"
#include "core/trips/checkjob.h"
#include "core/trips/pricesummary.h"
#include "core/trips/refreshservice.h"
#include "core/trips/refreshwork.h"
#include "core/trips/reminderwork.h"
#include "core/trips/snapshotservice.h"
#include "core/trips/tripscheduleservice.h"
#include "core/trips/tripservice.h"
#include "tests/support/testdatabase.h"

#include <QCoroTask>

namespace portier::test
{

/// The outside market as a test wants it: answers by destination (flights) or city (hotels), counts questions.
struct FakeMarket {
    struct Answer {
        trips::SideResult result;
        Millis delay{0};
    };
    /// The next answer to a question about this place; the last one stays.
    void set(const QString &place, const Answer &answer) { answers[place] = {answer}; }
    void then(const QString &place, const Answer &answer) { answers[place].append(answer); }

    QHash<QString, QList<Answer>> answers;
    QStringList calls; ///< places asked for, in order
    int going = 0;
    int mostGoing = 0; ///< questions at once
};

[[nodiscard]] FakeMarket::Answer flightAt(qint64 minor, const QString &source = QStringLiteral("duffel"));
[[nodiscard]] FakeMarket::Answer hotelAt(qint64 minor, const QString &source = QStringLiteral("liteapi"));
[[nodiscard]] FakeMarket::Answer failing(const QString &code, bool transient, trips::Side side = trips::Side::Flights);
[[nodiscard]] FakeMarket::Answer nothing(trips::Side side = trips::Side::Flights);

/// The room of trips with everything it needs, on 2027-01-10 at 10:00 in Berlin, for the users "anna" and "ben".
class TripWorld
{
public:
    explicit TripWorld(const QString &backend);
    ~TripWorld();

    /// Starts runner and scheduler; without it nothing is checked.
    void start();
    /// Ends runner and scheduler as a shutdown does.
    void stop();

    [[nodiscard]] trips::Caller anna() const { return callerFor(QStringLiteral("anna")); }
    [[nodiscard]] trips::Caller ben() const { return callerFor(QStringLiteral("ben")); }
    [[nodiscard]] static trips::Caller callerFor(const QString &userId);

    /// Waits for a coroutine while the clock stands still.
    template <class T>
    T wait(QCoro::Task<T> task)
    {
        return QCoro::waitFor(std::move(task));
    }
    /// Creates a trip and gives its id; ends the test program when that fails.
    QString create(const QJsonObject &body, const trips::Caller &caller);
    QString create(const QJsonObject &body) { return create(body, anna()); }
    [[nodiscard]] trips::TripView trip(const QString &id);
    /// Plans what the settings schedule.<name> say, as a start or an admin's change of them does.
    void planSchedules(const QStringList &settings = {});
    /// One check, started by hand and run to its end.
    void refresh(const QString &tripId);
    /// Moves the clock on to a local time in Berlin, "2027-01-11T06:00".
    void advanceTo(const QString &localTime);

    [[nodiscard]] qint64 count(const QString &sql, const storage::Binds &binds = {});
    [[nodiscard]] QStringList column(const QString &sql, const storage::Binds &binds = {});
    /// Kinds in the change feed of a user, oldest first.
    [[nodiscard]] QStringList feedKinds(const QString &userId = QStringLiteral("anna"));

    std::shared_ptr<ManualClock> clock;
    TestDatabase db;
    operations::Metrics metrics;
    std::unique_ptr<operations::RateLimits> rateLimits;
    std::shared_ptr<FakeMarket> market = std::make_shared<FakeMarket>();
    std::shared_ptr<scheduling::ScheduleTable> scheduleTable = std::make_shared<scheduling::ScheduleTable>();
    std::shared_ptr<trips::TripEnvironment> environment = std::make_shared<trips::TripEnvironment>();
    std::shared_ptr<QHash<QString, trips::TripOwner>> owners = std::make_shared<QHash<QString, trips::TripOwner>>();

    std::unique_ptr<trips::TripService> trips;
    std::unique_ptr<trips::RefreshService> refreshes;
    std::unique_ptr<trips::AlertService> alerts;
    std::unique_ptr<trips::SnapshotService> snapshots;
    std::unique_ptr<trips::TripScheduleService> schedules;
    std::unique_ptr<trips::CheckJob> checkJob;
    std::unique_ptr<trips::RefreshWork> refreshWork;
    std::unique_ptr<trips::ReminderWork> reminderWork;
    std::unique_ptr<trips::PriceSummary> priceSummary;
    std::unique_ptr<scheduling::JobRunner> runner;
    std::unique_ptr<scheduling::Scheduler> scheduler;
};

/// The example of trips.md section 10, without hotels and alert.
[[nodiscard]] QJsonObject flightTrip(const QString &name, const QString &destination = QStringLiteral("LIS"));
/// Flights and hotel in Lisbon with an alert at 950 EUR.
[[nodiscard]] QJsonObject lisbonTrip();
[[nodiscard]] QJsonObject thresholdAlert(qint64 minor, const QString &measure = QStringLiteral("flight_total"));
[[nodiscard]] QJsonObject merged(QJsonObject body, const QJsonObject &changes);

} // namespace portier::test
