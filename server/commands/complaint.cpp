// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/complaint.h"

#include "core/contract/fieldmessages.h"
#include "core/contract/problem.h"
#include "core/runtime/startfailure.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

int exitCodeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return runtime::ExitNothingMatched;
    case ErrorKind::Invalid:
        return runtime::ExitUsage;
    case ErrorKind::Unavailable:
        return runtime::ExitUnavailable;
    default:
        return runtime::ExitFailed;
    }
}

} // namespace

int complain(const CoreCall &call, const Error &error)
{
    const QJsonObject problem = contract::toProblem(error, {call.language, {}, {}});
    const QString detail = problem.value(u"detail"_s).toString(problem.value(u"title"_s).toString());
    call.output.err((detail + u'\n').toUtf8());
    for (const FieldError &field : error.fields)
        call.output.err(u"  %1: %2\n"_s.arg(field.pointer, contract::fieldMessage(field, call.language)).toUtf8());
    return exitCodeOf(error);
}

} // namespace portier::commands
