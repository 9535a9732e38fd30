// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/auditreader.h"

#include "core/base/csv.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace portier::operations
{

using storage::Binds;
using storage::Row;
using storage::Transaction;

namespace
{

const QString columns = u"sequence, at, actor_kind, actor_id, action, object_kind, object_id, outcome, request_id,"
                        " client_prefix, changes"_s;

/// The conditions a filter names, with their values.
struct Condition {
    QString sql = u"1 = 1"_s;
    Binds binds;

    void add(const QString &text, const storage::Bind &value)
    {
        sql += " AND "_L1 + text;
        binds << value;
    }
    void addEqual(const QString &column, const QString &value)
    {
        if (!value.isEmpty())
            add(column + " = ?"_L1, value);
    }
};

Condition conditionOf(const AuditFilter &filter)
{
    Condition condition;
    condition.addEqual(u"actor_kind"_s, filter.actorKind);
    condition.addEqual(u"actor_id"_s, filter.actorId);
    condition.addEqual(u"object_kind"_s, filter.objectKind);
    condition.addEqual(u"object_id"_s, filter.objectId);
    if (filter.action.endsWith(".*"_L1)) {
        const QString prefix = filter.action.chopped(1);
        condition.add(u"substr(action, 1, %1) = ?"_s.arg(prefix.size()), prefix);
    } else {
        condition.addEqual(u"action"_s, filter.action);
    }
    if (filter.from)
        condition.add(u"at >= ?"_s, *filter.from);
    if (filter.to)
        condition.add(u"at < ?"_s, *filter.to);
    return condition;
}

AuditRow rowFrom(const Row &row)
{
    AuditRow read;
    read.sequence = row.integer(0);
    read.at = row.instant(1);
    read.entry.actor.kind = row.text(2);
    read.entry.actor.id = row.text(3);
    read.entry.action = row.text(4);
    read.entry.objectKind = row.text(5);
    read.entry.objectId = row.text(6);
    read.entry.outcome = row.text(7);
    read.entry.actor.requestId = row.text(8);
    read.entry.actor.clientPrefix = row.text(9);
    read.entry.changes = row.object(10);
    return read;
}

QByteArray toCsv(const AuditRow &row)
{
    const AuditEntry &entry = row.entry;
    QStringList cells{QString::number(row.sequence),
                      toRfc3339(row.at),
                      entry.actor.kind,
                      entry.actor.id,
                      entry.action,
                      entry.objectKind,
                      entry.objectId,
                      entry.outcome,
                      entry.actor.requestId,
                      entry.actor.clientPrefix};
    cells.append(QString::fromUtf8(QJsonDocument(entry.changes).toJson(QJsonDocument::Compact)));
    for (QString &cell : cells)
        cell = guardFormula(cell);
    return csvLine(cells);
}

} // namespace

QCoro::Task<Result<AuditPage>> AuditReader::page(AuditFilter filter, std::optional<qint64> before, int limit)
{
    const auto body = [=](Transaction &tx) -> Result<AuditPage> {
        Condition condition = conditionOf(filter);
        if (before)
            condition.add(u"sequence < ?"_s, *before);
        condition.binds << limit + 1;
        PORTIER_ASSIGN(rows, tx.query(u"SELECT %1 FROM audit_log WHERE %2 ORDER BY sequence DESC LIMIT ?"_s.arg(
                                          columns, condition.sql),
                                      condition.binds));
        AuditPage page;
        for (const Row &row : std::as_const(rows))
            page.rows.append(rowFrom(row));
        if (page.rows.size() > limit) {
            page.rows.removeLast();
            page.next = page.rows.constLast().sequence;
        }
        return page;
    };
    co_return co_await m_database.read(body);
}

QCoro::Task<Result<QByteArray>> AuditReader::exportCsv(AuditFilter filter, Actor actor)
{
    const auto body = [=, now = m_clock->now()](Transaction &tx) -> Result<QByteArray> {
        Condition condition = conditionOf(filter);
        condition.binds << mostExported + 1;
        QByteArray file = csvLine(columns.split(u", "_s));
        int count = 0;
        PORTIER_TRY(
            tx.forEach(u"SELECT %1 FROM audit_log WHERE %2 ORDER BY sequence LIMIT ?"_s.arg(columns, condition.sql),
                       condition.binds, [&](const Row &row) {
                           file += toCsv(rowFrom(row));
                           return ++count <= mostExported;
                       }));
        if (count > mostExported)
            return fail(Error::invalid(u"export_too_large"_s, {}, {{u"limit"_s, mostExported}}));
        PORTIER_TRY(appendAudit(tx, {actor, u"audit.exported"_s, u"audit"_s, {}, u"ok"_s, {{u"rows"_s, count}}}, now));
        return file;
    };
    co_return co_await m_database.write(body);
}

} // namespace portier::operations
