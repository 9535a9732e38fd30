// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/jobcommands.h"

#include "core/runtime/core.h"
#include "server/commands/complaint.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

using Call = std::shared_ptr<CoreCall>;
using scheduling::Occurrence;
using scheduling::Scheduler;
using scheduling::StoredSchedule;

/// One schedule that was asked to run, and how that ended.
struct Run {
    StoredSchedule schedule;
    QString state;  ///< of the occurrence; empty: it was not started
    QString reason; ///< what went wrong; empty: nothing
};

QCoro::Task<Result<QList<StoredSchedule>>> schedulesOf(Call call, QString name, QString owner)
{
    const auto body = [name, owner](storage::Transaction &tx) -> Result<QList<StoredSchedule>> {
        PORTIER_ASSIGN(all, Scheduler::list(tx, name));
        QList<StoredSchedule> fitting;
        for (const StoredSchedule &schedule : std::as_const(all)) {
            if (owner.isEmpty() || schedule.owner == owner)
                fitting.append(schedule);
        }
        return fitting;
    };
    return call->core.database().read(body);
}

/// Looks until the occurrence is closed.
QCoro::Task<Run> waitFor(Call call, StoredSchedule schedule, QString occurrenceId)
{
    while (true) {
        co_await sleepFor(*call->core.clock(), std::chrono::milliseconds(100));
        const auto look = [id = schedule.id](storage::Transaction &tx) { return Scheduler::history(tx, id); };
        const auto history = co_await call->core.database().read(look);
        if (!history)
            co_return Run{schedule, {}, history.error().code};
        for (const Occurrence &each : *history) {
            if (each.id == occurrenceId && each.state != "open"_L1)
                co_return Run{schedule, each.state, each.reason};
        }
    }
}

QCoro::Task<Run> runOne(Call call, StoredSchedule schedule)
{
    const operations::Actor actor{u"admin_cli"_s, {}, {}, {}};
    const operations::RememberReply<Occurrence> nobodyRepeats;
    const auto started = co_await call->core.operations().administration().run(schedule.id, actor, nobodyRepeats);
    if (!started)
        co_return Run{schedule, {}, started.error().code};
    co_return co_await waitFor(call, schedule, started->id);
}

QString labelOf(const StoredSchedule &schedule)
{
    return schedule.owner.isEmpty() ? schedule.name : schedule.name + u' ' + schedule.owner;
}

void print(const CoreCall &call, const QList<Run> &runs)
{
    QJsonArray items;
    for (const Run &run : runs) {
        items.append(QJsonObject{{u"name"_s, run.schedule.name},
                                 {u"owner"_s, run.schedule.owner},
                                 {u"state"_s, run.state},
                                 {u"reason"_s, run.reason}});
        if (!call.arguments.has(u"json"_s))
            call.out(u"%1: %2\n"_s.arg(labelOf(run.schedule), run.reason.isEmpty() ? run.state : run.reason));
    }
    if (call.arguments.has(u"json"_s))
        call.output.out(QJsonDocument(items).toJson());
}

QCoro::Task<int> run(Call call)
{
    const QString name = call->arguments.positional(0);
    const auto schedules = co_await schedulesOf(call, name, call->arguments.value(u"owner"_s));
    if (!schedules)
        co_return complain(*call, schedules.error());
    if (schedules->isEmpty()) {
        call->say(u"„%1“ steht auf keinem Plan; „portierd job list“ zeigt, was es gibt."_s.arg(name),
                  u"Nothing called \"%1\" is scheduled; \"portierd job list\" shows what is."_s.arg(name));
        co_return runtime::ExitNothingMatched;
    }
    QList<Run> runs;
    for (const StoredSchedule &schedule : *schedules)
        runs.append(co_await runOne(call, schedule));
    print(*call, runs);
    const bool good = std::all_of(runs.cbegin(), runs.cend(), [](const Run &each) { return each.reason.isEmpty(); });
    co_return good ? runtime::ExitOk : runtime::ExitFailed;
}

QCoro::Task<int> list(Call call)
{
    const auto schedules = co_await schedulesOf(call, {}, {});
    if (!schedules)
        co_return complain(*call, schedules.error());
    for (const StoredSchedule &schedule : *schedules) {
        const auto next = Scheduler::upcoming(schedule, call->core.clock()->now(), 1);
        call->out(u"%1\t%2\t%3\t%4\n"_s.arg(schedule.name, schedule.owner.isEmpty() ? u"-"_s : schedule.owner,
                                            schedule.spec.toText(),
                                            next.isEmpty() ? u"-"_s : toRfc3339(next.constFirst().at)));
    }
    co_return runtime::ExitOk;
}

} // namespace

QList<Command> jobCommands()
{
    Command listing;
    listing.name = u"job list"_s;
    listing.summary = u"Lists what runs on a schedule: name, owner, when, next"_s;
    listing.onCore = list;
    Command running;
    running.name = u"job run"_s;
    running.summary = u"Runs scheduled work once more, now, and waits for its end; the schedule stays as it is"_s;
    running.arguments.positionals = {u"NAME"_s};
    running.arguments.options = {{u"owner"_s, u"ID"_s}, {u"json"_s, {}}};
    running.onCore = run;
    running.needsWorkers = [](const Arguments &) { return true; };
    return {listing, running};
}

} // namespace portier::commands
