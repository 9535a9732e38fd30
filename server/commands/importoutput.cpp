// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/importoutput.h"

#include "core/contract/fieldmessages.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

QString importResultText(const CoreCall &call, const QString &result)
{
    static const QHash<QString, QString> german{{u"created"_s, u"angelegt"_s},
                                                {u"skipped"_s, u"übersprungen"_s},
                                                {u"renamed"_s, u"umbenannt"_s},
                                                {u"conflict"_s, u"Tage vergeben"_s},
                                                {u"error"_s, u"fehlerhaft"_s}};
    return call.language == "de"_L1 ? german.value(result, result) : result;
}

void printProblems(const CoreCall &call, const QList<FieldError> &problems)
{
    for (const FieldError &problem : problems)
        call.out(u"  %1: %2\n"_s.arg(problem.pointer, contract::fieldMessage(problem, call.language)));
}

void printImportEnd(const CoreCall &call, const QStringList &ignoredColumns, bool written)
{
    if (!ignoredColumns.isEmpty()) {
        const QString columns = ignoredColumns.join(u", "_s);
        call.say(u"Unbekannte Spalten, nicht beachtet: %1"_s.arg(columns),
                 u"Unknown columns, ignored: %1"_s.arg(columns));
    }
    if (!written)
        call.say(u"Nichts geschrieben."_s, u"Nothing was written."_s);
}

} // namespace portier::commands
