// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/core.h"
#include "core/trips/tripstore.h"
#include "server/commands/complaint.h"
#include "server/commands/tripcommands.h"
#include "server/commands/tripselection.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

using trips::CheckState;
using trips::PriceCheck;

/// One trip that was asked for, and what became of it.
struct Checked {
    trips::Caller caller;
    QString tripId;
    QString tripName;
    std::optional<PriceCheck> check;
    std::optional<Error> error;

    [[nodiscard]] bool isGood() const
    {
        if (!check || check->state != CheckState::Done)
            return check.has_value();
        // An empty answer is an answer (TRP-063).
        return check->outcome == trips::CheckOutcome::Complete || check->outcome == trips::CheckOutcome::Duplicate ||
               check->outcome == trips::CheckOutcome::Empty;
    }
};

/// The trips of a selection: the one that is named, or all that are tracked.
QCoro::Task<Result<QList<Checked>>> tripsOf(std::shared_ptr<CoreCall> call, TripSelection selection)
{
    const auto body = [selection](storage::Transaction &tx) -> Result<QList<trips::Trip>> {
        trips::TripStore store(tx);
        if (selection.tripId.isEmpty())
            return store.tracked(selection.caller.userId);
        PORTIER_ASSIGN(trip, store.find(selection.tripId));
        return trip ? QList<trips::Trip>{*trip} : QList<trips::Trip>{};
    };
    PORTIER_CO_ASSIGN(found, co_await call->core.database().read(body));
    QList<Checked> result;
    for (const trips::Trip &trip : std::as_const(found))
        result.append(Checked{selection.caller, trip.id, trip.plan.name, {}, {}});
    co_return result;
}

QCoro::Task<Checked> ask(std::shared_ptr<CoreCall> call, Checked trip)
{
    const bool live = call->arguments.has(u"live"_s);
    const auto asked =
        co_await call->core.trips().refreshes().refreshOne(trip.caller, trip.tripId, trips::Trigger::Cli, live);
    if (asked)
        trip.check = asked->check;
    else
        trip.error = asked.error();
    co_return trip;
}

/// Looks until the check has ended.
QCoro::Task<Checked> waitFor(std::shared_ptr<CoreCall> call, Checked trip)
{
    while (trip.check && trip.check->state != CheckState::Done) {
        co_await sleepFor(*call->core.clock(), std::chrono::milliseconds(100));
        const auto check = co_await call->core.trips().refreshes().findCheck(trip.caller, trip.check->id);
        if (check) {
            trip.check = *check;
        } else {
            trip.check.reset();
            trip.error = check.error();
        }
    }
    co_return trip;
}

QJsonObject toJson(const Checked &trip)
{
    QJsonObject object{{u"trip_id"_s, trip.tripId}, {u"name"_s, trip.tripName}};
    if (trip.check) {
        object.insert(u"check_id"_s, trip.check->id);
        object.insert(u"state"_s, toText(trip.check->state));
        if (trip.check->outcome)
            object.insert(u"outcome"_s, toText(*trip.check->outcome));
        if (trip.check->error)
            object.insert(u"error"_s, trip.check->error->code);
    }
    if (trip.error)
        object.insert(u"error"_s, trip.error->code);
    return object;
}

QString stateText(const Checked &trip, bool german)
{
    if (trip.error)
        return trip.error->code;
    if (trip.check->state != CheckState::Done)
        return german ? u"vorgemerkt"_s : u"queued"_s;
    static const QHash<QString, QString> words{{u"complete"_s, u"vollständig"_s},  {u"degraded"_s, u"teilweise"_s},
                                               {u"empty"_s, u"ohne Preis"_s},      {u"failed"_s, u"fehlgeschlagen"_s},
                                               {u"duplicate"_s, u"unverändert"_s}, {u"cancelled"_s, u"abgebrochen"_s}};
    const QString outcome = trip.check->outcome ? toText(*trip.check->outcome) : QString();
    const QString text = german ? words.value(outcome, outcome) : outcome;
    return trip.check->error ? text + u" ("_s + trip.check->error->code + u')' : text;
}

void print(const CoreCall &call, const QList<Checked> &all)
{
    if (call.arguments.has(u"json"_s)) {
        QJsonArray checks;
        for (const Checked &trip : all)
            checks.append(toJson(trip));
        call.output.out(QJsonDocument(QJsonObject{{u"checks"_s, checks}}).toJson());
        return;
    }
    for (const Checked &trip : all)
        call.out(u"%1: %2\n"_s.arg(trip.tripName, stateText(trip, call.language == "de"_L1)));
}

QCoro::Task<int> run(std::shared_ptr<CoreCall> call)
{
    const auto selected = co_await selectTrips(call);
    if (!selected)
        co_return complain(*call, selected.error());
    QList<Checked> all;
    for (const TripSelection &selection : *selected) {
        const auto trips = co_await tripsOf(call, selection);
        if (!trips)
            co_return complain(*call, trips.error());
        for (const Checked &trip : *trips)
            all.append(co_await ask(call, trip));
    }
    if (call->arguments.has(u"wait"_s)) {
        for (Checked &trip : all) {
            Checked ended = co_await waitFor(call, trip);
            trip = std::move(ended);
        }
    }
    print(*call, all);
    if (all.isEmpty())
        co_return runtime::ExitNothingMatched;
    const bool good = std::all_of(all.cbegin(), all.cend(), [](const Checked &trip) { return trip.isGood(); });
    co_return good ? runtime::ExitOk : runtime::ExitFailed;
}

} // namespace

Command tripCheckCommand()
{
    Command command;
    command.name = u"trips check"_s;
    command.summary = u"Asks for prices now"_s;
    command.arguments.options =
        tripSelectionOptions() + QList<OptionSpec>{{u"live"_s, {}}, {u"wait"_s, {}}, {u"json"_s, {}}};
    command.onCore = run;
    command.needsWorkers = [](const Arguments &arguments) { return arguments.has(u"wait"_s); };
    return command;
}

} // namespace portier::commands
