// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/importreportcodec.h"

#include "core/contract/fieldmessages.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::api
{

using trips::ImportedRow;

namespace
{

QJsonArray problemsJson(const QList<FieldError> &problems, const QString &language)
{
    QJsonArray errors;
    for (const FieldError &problem : problems)
        errors.append(QJsonObject{{u"field"_s, problem.pointer},
                                  {u"code"_s, problem.code},
                                  {u"message"_s, contract::fieldMessage(problem, language)}});
    return errors;
}

QJsonObject rowJson(const ImportedRow &row, const QString &language)
{
    QJsonObject json{{u"row"_s, row.row},
                     {u"name"_s, row.name},
                     {u"result"_s, row.result},
                     {u"id"_s, row.tripId.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(row.tripId)}};
    if (!row.problems.isEmpty())
        json.insert(u"errors"_s, problemsJson(row.problems, language));
    return json;
}

} // namespace

QJsonObject toJson(const trips::ImportReport &report, const trips::ImportOptions &options, const QString &language)
{
    QJsonArray rows;
    for (const ImportedRow &row : report.rows)
        rows.append(rowJson(row, language));
    return {{u"dry_run"_s, options.dryRun},
            {u"written"_s, report.written},
            {u"created"_s, report.count("created"_L1)},
            {u"skipped"_s, report.count("skipped"_L1)},
            {u"renamed"_s, report.count("renamed"_L1)},
            {u"failed"_s, report.count("error"_L1)},
            {u"snapshots"_s, report.snapshots},
            {u"ignored_columns"_s, QJsonArray::fromStringList(report.ignoredColumns)},
            {u"rows"_s, rows}};
}

} // namespace portier::api
