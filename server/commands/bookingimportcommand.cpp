// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"
#include "core/base/zonedtime.h"
#include "core/contract/fieldmessages.h"
#include "core/runtime/core.h"
#include "server/commands/complaint.h"
#include "server/commands/fileinput.h"
#include "server/commands/houseselection.h"
#include "server/commands/importoutput.h"
#include "server/commands/resourcecommands.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

using bookings::BookingFileFormat;
using bookings::BookingImportOptions;
using bookings::BookingImportReport;
using bookings::BookingStatus;
using bookings::ImportConflict;
using bookings::ImportedBooking;

/// As asked for, else by what the file looks like.
std::optional<BookingImportOptions> optionsOf(const CoreCall &call)
{
    const bool looksLikeCalendar = call.input.trimmed().startsWith("BEGIN:VCALENDAR");
    const auto format = call.arguments.has(u"format"_s)
                            ? bookings::bookingFileFormatFromText(call.arguments.value(u"format"_s))
                            : std::optional(looksLikeCalendar ? BookingFileFormat::ICalendar : BookingFileFormat::Csv);
    const auto status = call.arguments.has(u"status"_s)
                            ? bookings::bookingStatusFromText(call.arguments.value(u"status"_s))
                            : std::optional(BookingStatus::Confirmed);
    if (!format || !status || !isBlocking(*status))
        return std::nullopt;
    BookingImportOptions options;
    options.format = *format;
    options.status = *status;
    options.affiliation = call.arguments.value(u"affiliation"_s);
    options.email = call.arguments.value(u"email"_s);
    options.dryRun = call.arguments.has(u"dry-run"_s);
    return options;
}

QString rangeText(const std::optional<bookings::DateRange> &range, const QString &language)
{
    return range ? formatDateRange(range->start, range->end, language) : u"?"_s;
}

/// "  Zeile 3, Jonas, 01.–04.08.2027"
QString conflictText(const ImportConflict &conflict, const QString &language)
{
    const bool german = language == u"de"_s;
    const QString who = conflict.firstName + u", "_s + rangeText(conflict.range, language);
    if (conflict.row == 0)
        return (german ? u"  belegt von %1\n"_s : u"  taken by %1\n"_s).arg(who);
    return (german ? u"  belegt in Zeile %1 von %2\n"_s : u"  taken in row %1 by %2\n"_s).arg(conflict.row).arg(who);
}

void print(const CoreCall &call, const BookingImportReport &report)
{
    const bool german = call.language == "de"_L1;
    for (const ImportedBooking &row : report.rows) {
        call.out((german ? u"Zeile %1: %2 (%3, %4)\n"_s : u"row %1: %2 (%3, %4)\n"_s)
                     .arg(row.row)
                     .arg(importResultText(call, row.result), row.firstName, rangeText(row.range, call.language)));
        printProblems(call, row.problems);
        for (const ImportConflict &conflict : row.conflicts)
            call.out(conflictText(conflict, call.language));
    }
    printImportEnd(call, report.ignoredColumns, report.written);
}

QJsonObject toJson(const ImportConflict &conflict)
{
    return {{u"row"_s, conflict.row == 0 ? QJsonValue() : QJsonValue(conflict.row)},
            {u"requester_first_name"_s, conflict.firstName},
            {u"status"_s, toText(conflict.status)},
            {u"start_date"_s, toIsoDate(conflict.range.start)},
            {u"end_date"_s, toIsoDate(conflict.range.end)}};
}

QJsonObject toJson(const ImportedBooking &row, const QString &language)
{
    QJsonArray errors, conflicts;
    for (const FieldError &problem : row.problems)
        errors.append(QJsonObject{{u"field"_s, problem.pointer},
                                  {u"code"_s, problem.code},
                                  {u"message"_s, contract::fieldMessage(problem, language)}});
    for (const ImportConflict &conflict : row.conflicts)
        conflicts.append(toJson(conflict));
    return {{u"row"_s, row.row},       {u"requester_first_name"_s, row.firstName},
            {u"result"_s, row.result}, {u"id"_s, row.bookingId.isEmpty() ? QJsonValue() : QJsonValue(row.bookingId)},
            {u"errors"_s, errors},     {u"conflicts"_s, conflicts}};
}

QJsonObject toJson(const BookingImportReport &report, const QString &language)
{
    QJsonArray rows;
    for (const ImportedBooking &row : report.rows)
        rows.append(toJson(row, language));
    return {{u"written"_s, report.written},
            {u"created"_s, report.count("created"_L1)},
            {u"skipped"_s, report.count("skipped"_L1)},
            {u"conflicts"_s, report.count("conflict"_L1)},
            {u"failed"_s, report.count("error"_L1)},
            {u"ignored_columns"_s, QJsonArray::fromStringList(report.ignoredColumns)},
            {u"rows"_s, rows}};
}

QCoro::Task<int> run(std::shared_ptr<CoreCall> call)
{
    const auto options = optionsOf(*call);
    if (!options) {
        call->say(u"--format: csv oder ics; --status: pending oder confirmed"_s,
                  u"--format: csv or ics; --status: pending or confirmed"_s);
        co_return runtime::ExitUsage;
    }
    const auto house = co_await namedResource(call, call->arguments.value(u"resource"_s));
    if (!house)
        co_return house.error();
    const auto report =
        co_await call->core.bookings().imports().run(operatorCaller(*call), house->resource.id, call->input, *options);
    if (!report)
        co_return complain(*call, report.error());
    if (call->arguments.has(u"json"_s))
        call->output.out(QJsonDocument(toJson(*report, call->language)).toJson());
    else
        print(*call, *report);
    co_return report->hasErrors() ? runtime::ExitFailed : runtime::ExitOk;
}

} // namespace

QList<Command> bookingCommands()
{
    Command command;
    command.name = u"bookings import"_s;
    command.summary = u"Brings bookings in from a CSV or iCalendar file, all or none, without mails"_s;
    command.arguments.positionals = {u"FILE|-"_s};
    command.arguments.options = {
        resourceOption(),         {u"format"_s, u"csv|ics"_s},           {u"affiliation"_s, u"PARTY"_s},
        {u"email"_s, u"EMAIL"_s}, {u"status"_s, u"pending|confirmed"_s}, {u"dry-run"_s, {}},
        {u"json"_s, {}}};
    command.onCore = run;
    command.readInput = readFileArgument;
    return {command};
}

} // namespace portier::commands
