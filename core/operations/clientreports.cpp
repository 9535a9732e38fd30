// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/clientreports.h"

#include "core/base/uuid.h"
#include "core/operations/audit.h"
#include "core/operations/changefeed.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::operations
{

using storage::Row;
using storage::Transaction;

namespace
{

const QString columns = u"id, kind, account_id, text, details, at"_s;

ClientReport reportFrom(const Row &row)
{
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.object(4), row.instant(5)};
}

} // namespace

QString scrubbed(const QString &text)
{
    QString result = text;
    result.replace(u"\r\n"_s, u"\n"_s);
    result.removeIf([](QChar c) {
        return (c.category() == QChar::Other_Control && c != u'\n') || c.category() == QChar::Other_Format;
    });
    return result.trimmed();
}

QCoro::Task<Result<>> ClientReports::add(QString kind, QString text, QJsonObject details, Actor actor)
{
    const auto body = [=, now = m_clock->now()](Transaction &tx) -> Result<> {
        const QString id = newUuid(now);
        const QString account = actor.kind == "account"_L1 ? actor.id : QString();
        PORTIER_TRY(tx.exec(u"INSERT INTO client_reports (%1, request_id) VALUES (?, ?, ?, ?, ?, ?, ?)"_s.arg(columns),
                            {id, kind, account, scrubbed(text), details, now, actor.requestId}));
        return appendChange(tx, {u"client_report.created"_s, id, ChangeOperation::Created, u"role:admin"_s, {}}, now);
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<QList<ClientReport>>> ClientReports::list(QString beforeId, int limit, Actor reader)
{
    const auto body = [=, now = m_clock->now()](Transaction &tx) -> Result<QList<ClientReport>> {
        PORTIER_TRY(appendAudit(tx, {reader, u"client_report.read"_s, u"client_report"_s, {}, u"ok"_s, {}}, now));
        PORTIER_ASSIGN(rows, tx.query(u"SELECT %1 FROM client_reports WHERE (id < ? OR '' = ?)"
                                      " ORDER BY id DESC LIMIT ?"_s.arg(columns),
                                      {beforeId, beforeId, limit}));
        QList<ClientReport> reports;
        for (const Row &row : std::as_const(rows))
            reports.append(reportFrom(row));
        return reports;
    };
    co_return co_await m_database.write(body);
}

Result<qint64> ClientReports::removeBefore(Transaction &tx, Instant before)
{
    return tx.exec(u"DELETE FROM client_reports WHERE at < ?"_s, {before});
}

PersonalDataSource ClientReports::personalData()
{
    PersonalDataSource source;
    source.name = u"feedback"_s;
    source.collect = [](Transaction &tx, const Person &person) -> Result<QJsonObject> {
        QJsonArray reports;
        if (!person.accountId.isEmpty()) {
            PORTIER_ASSIGN(rows,
                           tx.query(u"SELECT %1 FROM client_reports WHERE account_id = ? ORDER BY id"_s.arg(columns),
                                    {person.accountId}));
            for (const Row &row : std::as_const(rows))
                reports.append(QJsonObject{{u"kind"_s, row.text(1)},
                                           {u"text"_s, row.text(3)},
                                           {u"details"_s, row.object(4)},
                                           {u"at"_s, toRfc3339(row.instant(5))}});
        }
        return QJsonObject{{u"reports"_s, reports}};
    };
    source.erase = [](Transaction &tx, const Person &person, int, Instant) -> Result<qint64> {
        if (person.accountId.isEmpty())
            return 0;
        return tx.exec(u"DELETE FROM client_reports WHERE account_id = ?"_s, {person.accountId});
    };
    return source;
}

} // namespace portier::operations
