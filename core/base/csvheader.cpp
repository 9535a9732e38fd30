// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csvheader.h"

using namespace Qt::StringLiterals;

namespace portier
{

Result<CsvHeader> readCsvHeader(const QList<CsvRecord> &records, const QStringList &known, const QStringList &required)
{
    if (records.isEmpty())
        return fail(Error::invalid({{{}, u"header_missing"_s, {}}}));
    CsvHeader header;
    for (const QString &name : records.first().fields)
        header.names.append(name.trimmed());
    QList<FieldError> problems;
    for (const QString &name : std::as_const(header.names)) {
        if (!known.contains(name))
            header.ignored.append(name);
        else if (header.names.count(name) > 1)
            problems.append({u'/' + name, u"column_twice"_s, {}});
    }
    for (const QString &name : required) {
        if (!header.names.contains(name))
            problems.append({u'/' + name, u"required"_s, {}});
    }
    if (!problems.isEmpty())
        return fail(Error::invalid(problems));
    return header;
}

QList<FieldError> surplusCells(const CsvHeader &header, const CsvRecord &record)
{
    if (record.fields.size() <= header.names.size())
        return {};
    return {{{}, u"too_many_cells"_s, {{u"max"_s, qint64(header.names.size())}}}};
}

QString csvCell(const CsvHeader &header, const CsvRecord &record, const QString &column)
{
    const qsizetype place = header.names.indexOf(column);
    return place < 0 ? QString() : unguardFormula(record.fields.value(place).trimmed());
}

} // namespace portier
