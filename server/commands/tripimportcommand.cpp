// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/core.h"
#include "core/trips/tripimport.h"
#include "server/api/importreportcodec.h"
#include "server/commands/complaint.h"
#include "server/commands/fileinput.h"
#include "server/commands/importoutput.h"
#include "server/commands/tripcommands.h"
#include "server/commands/tripselection.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

using trips::ImportedRow;
using trips::ImportReport;

/// As asked for, else by what the file looks like.
std::optional<trips::FileFormat> formatOf(const Arguments &arguments, const QByteArray &content)
{
    if (arguments.has(u"format"_s))
        return trips::fileFormatFromText(arguments.value(u"format"_s));
    return content.trimmed().startsWith('{') ? trips::FileFormat::Json : trips::FileFormat::Csv;
}

std::optional<trips::ImportOptions> optionsOf(const CoreCall &call)
{
    const auto format = formatOf(call.arguments, call.input);
    const auto conflict = call.arguments.has(u"on-conflict"_s)
                              ? trips::nameConflictFromText(call.arguments.value(u"on-conflict"_s))
                              : trips::NameConflict::Fail;
    if (!format || !conflict)
        return std::nullopt;
    trips::ImportOptions options;
    options.format = *format;
    options.onConflict = *conflict;
    options.partial = call.arguments.has(u"partial"_s);
    options.dryRun = call.arguments.has(u"dry-run"_s);
    return options;
}

void print(const CoreCall &call, const ImportReport &report)
{
    const bool german = call.language == "de"_L1;
    for (const ImportedRow &row : report.rows) {
        call.out((german ? u"Zeile %1: %2 (%3)\n"_s : u"row %1: %2 (%3)\n"_s)
                     .arg(row.row)
                     .arg(importResultText(call, row.result), row.name));
        printProblems(call, row.problems);
    }
    printImportEnd(call, report.ignoredColumns, report.written);
}

QCoro::Task<int> run(std::shared_ptr<CoreCall> call)
{
    const auto options = optionsOf(*call);
    if (!options) {
        call->say(u"--format: csv oder json; --on-conflict: fail, skip oder rename"_s,
                  u"--format: csv or json; --on-conflict: fail, skip or rename"_s);
        co_return runtime::ExitUsage;
    }
    const auto caller = co_await callerByEmail(call, call->arguments.value(u"user"_s));
    if (!caller)
        co_return complain(*call, caller.error());
    const auto report = co_await call->core.trips().imports().run(*caller, call->input, *options);
    if (!report)
        co_return complain(*call, report.error());
    if (call->arguments.has(u"json"_s))
        call->output.out(QJsonDocument(api::toJson(*report, *options, call->language)).toJson());
    else
        print(*call, *report);
    co_return report->hasErrors() ? runtime::ExitFailed : runtime::ExitOk;
}

} // namespace

Command tripImportCommand()
{
    Command command;
    command.name = u"trips import"_s;
    command.summary = u"Brings trips in from a CSV or JSON file, all or none"_s;
    command.arguments.positionals = {u"FILE|-"_s};
    command.arguments.options = {{u"user"_s, u"EMAIL"_s, true},
                                 {u"format"_s, u"csv|json"_s},
                                 {u"on-conflict"_s, u"fail|skip|rename"_s},
                                 {u"partial"_s, {}},
                                 {u"dry-run"_s, {}},
                                 {u"json"_s, {}}};
    command.onCore = run;
    command.readInput = readFileArgument;
    return command;
}

} // namespace portier::commands
