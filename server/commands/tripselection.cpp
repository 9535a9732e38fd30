// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/tripselection.h"

#include "core/runtime/core.h"
#include "core/trips/tripstore.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

trips::Caller actingFor(const QString &accountId)
{
    trips::Caller caller;
    caller.userId = accountId;
    caller.actor.kind = u"admin_cli"_s;
    caller.chargesLimits = false;
    return caller;
}

QCoro::Task<Result<QList<TripSelection>>> ofTrip(std::shared_ptr<CoreCall> call, QString tripId)
{
    const auto body = [tripId](storage::Transaction &tx) { return trips::TripStore(tx).find(tripId); };
    PORTIER_CO_ASSIGN(trip, co_await call->core.database().read(body));
    if (!trip)
        co_return fail(Error::notFound());
    QList<TripSelection> selected;
    selected.append(TripSelection{actingFor(trip->userId), tripId});
    co_return selected;
}

QCoro::Task<Result<QList<TripSelection>>> ofEverybody(std::shared_ptr<CoreCall> call)
{
    PORTIER_CO_ASSIGN(accounts, co_await call->core.identity().accounts().list());
    QList<TripSelection> selected;
    for (const identity::Account &account : std::as_const(accounts)) {
        if (account.isActive())
            selected.append(TripSelection{actingFor(account.id), {}});
    }
    co_return selected;
}

} // namespace

QList<OptionSpec> tripSelectionOptions()
{
    return {{u"trip"_s, u"ID"_s}, {u"user"_s, u"EMAIL"_s}, {u"all"_s, {}}};
}

QCoro::Task<Result<trips::Caller>> callerByEmail(std::shared_ptr<CoreCall> call, QString email)
{
    PORTIER_CO_ASSIGN(account, co_await call->core.identity().accounts().findByEmail(email));
    co_return actingFor(account.id);
}

QCoro::Task<Result<QList<TripSelection>>> selectTrips(std::shared_ptr<CoreCall> call)
{
    const Arguments &arguments = call->arguments;
    int given = 0;
    for (const OptionSpec &option : tripSelectionOptions())
        given += arguments.has(option.name) ? 1 : 0;
    if (given != 1)
        co_return fail(Error::invalid(u"usage"_s, u"give one of --trip, --user, --all"_s));
    if (arguments.has(u"trip"_s))
        co_return co_await ofTrip(call, arguments.value(u"trip"_s));
    if (arguments.has(u"all"_s))
        co_return co_await ofEverybody(call);
    PORTIER_CO_ASSIGN(caller, co_await callerByEmail(call, arguments.value(u"user"_s)));
    QList<TripSelection> selected;
    selected.append(TripSelection{caller, {}});
    co_return selected;
}

} // namespace portier::commands
